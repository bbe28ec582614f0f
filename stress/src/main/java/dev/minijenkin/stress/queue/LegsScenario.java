package dev.minijenkin.stress.queue;

import dev.minijenkin.instance.Closing;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.IdleHosts;
import dev.minijenkin.stress.sample.MadeUpWorkflows;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Whether a job costs more where its run has many: runs of few jobs and one of many, started and
/// carried out by a runner whose steps start no process. Each size has as many jobs in all.
public final class LegsScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARM_UP = 3_000;
    private static final String STEPS = "- run: \"true\"\n";

    private static final ScenarioOption.Count FEW =
            new ScenarioOption.Count("few", 64, "jobs of a small run");
    private static final ScenarioOption.Count MANY =
            new ScenarioOption.Count("many", 2_560, "jobs of the large run");
    private static final ScenarioOption.Count WORKERS =
            new ScenarioOption.Count("workers", 16, "jobs at the same time");

    @Override
    public String name() {
        return "legs";
    }

    @Override
    public String description() {
        return "What a job of a large run costs beside one of a small run.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(FEW, MANY, WORKERS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int many = run.count(MANY);
        try (BenchDatabase bench = BenchDatabase.start(run, report)) {
            Bench jobs = new Bench(bench, run, report);
            jobs.carryOut("warm", 1, WARM_UP);
            double few = jobs.measure("few", run.count(FEW), many / run.count(FEW));
            double large = jobs.measure("many", many, 1);
            report.line(
                    "a job of the large run costs %.2f times as much processor time"
                            .formatted(large / few));
            report.figure("many_to_few_ratio", large / few);
        }
    }

    private record Bench(BenchDatabase bench, ScenarioRun run, Report report) {
        /// Starts and carries them out, and tells what that cost.
        ///
        /// @return milliseconds of processor time a job
        double measure(String name, int jobs, int runs) throws InterruptedException {
            bench.execute("vacuum analyze");
            Costs before = bench.costs();
            long from = System.nanoTime();
            QueuedRuns queued = started(name, jobs, runs);
            Costs begun = bench.costs();
            double starting = (System.nanoTime() - from) / 1e9;
            carryOut(name, queued, runs);
            double seconds = (System.nanoTime() - from) / 1e9 - starting;
            int all = jobs * runs;
            Costs start = begun.since(before, all);
            Costs life = bench.costs().since(begun, all);
            report.line(
                    "%d runs of %d jobs: started in %.2f s (a job: %s)"
                            .formatted(runs, jobs, starting, start.words()));
            report.line(
                    "  carried out in %.2f s, %.0f jobs a second (a job: %s)"
                            .formatted(seconds, all / seconds, life.words()));
            report.figure(name + "_jobs_per_second", all / seconds);
            report.figure(name + "_start_ms_per_job", start.javaMillis() + start.postgresMillis());
            life.keep(report, name + "_");
            return life.javaMillis() + life.postgresMillis();
        }

        void carryOut(String name, int jobs, int runs) throws InterruptedException {
            carryOut(name, started(name, jobs, runs), runs);
        }

        private QueuedRuns started(String name, int jobs, int runs) {
            QueuedRuns queued =
                    new QueuedRuns(
                            bench.database(),
                            "team/" + name,
                            MadeUpWorkflows.legs(name, "linux", jobs, STEPS));
            queued.start(runs);
            return queued;
        }

        private void carryOut(String name, QueuedRuns queued, int runs)
                throws InterruptedException {
            try (Closing _ =
                    IdleHosts.runner(
                            bench.configuration(),
                            new RunnerConfiguration(
                                    "stress-" + name,
                                    List.of("linux"),
                                    run.count(WORKERS),
                                    run.folder().resolve("work-" + name)),
                            10)) {
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (succeeded(queued) < runs) {
                    if (System.nanoTime() > deadline) {
                        throw new StressException("The runs did not end within " + PATIENCE);
                    }
                    Thread.sleep(10);
                }
            }
        }

        private long succeeded(QueuedRuns queued) {
            return bench.count(
                    "select count(*) from pipeline_runs where conclusion = 'success' and repository_id = "
                            + queued.repository().value());
        }
    }
}
