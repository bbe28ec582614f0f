package dev.minijenkin.stress.queue;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Clients;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The whole life of jobs: queued, claimed, acknowledged, running, some lines of log, step and job
/// finished, run ended. Runners as in production, in this process, whose executor does nothing; on
/// demand also one of which only the steps' processes are missing.
public final class ThroughputScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// So many until the code is compiled: a runner lives for months.
    private static final int WARM_UP = 10_000;

    private static final int FILLERS = 4;
    private static final int SEVERAL = 500;
    private static final String WORKFLOW = MadeUpWorkflows.oneJob("throughput", "linux", 1);

    private static final ScenarioOption.Count JOBS =
            new ScenarioOption.Count("jobs", 4_000, "runs of one job each");
    private static final ScenarioOption.Count WORKERS =
            new ScenarioOption.Count("workers", 16, "jobs at the same time, of all runners");
    private static final ScenarioOption.Count RUNNERS =
            new ScenarioOption.Count("runners", 1, "runners that share the workers");
    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 10, "lines of log a job");
    private static final ScenarioOption.Flag CARRIED_OUT =
            new ScenarioOption.Flag(
                    "carried-out",
                    "measure as many jobs more that are carried out, with folders, files and"
                            + " definitions, by a host that starts no process");

    private final int warmUp;

    public ThroughputScenario() {
        this(WARM_UP);
    }

    /// @param warmUp jobs before those that are measured
    ThroughputScenario(int warmUp) {
        this.warmUp = warmUp;
    }

    /// Starts a runner in this process.
    @FunctionalInterface
    private interface Kind {
        Closing start(DatabaseConfiguration database, RunnerConfiguration runner, int lines)
                throws InterruptedException;
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String description() {
        return "Whole lives of jobs a second, from the queue to the end of their runs.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(JOBS, WORKERS, RUNNERS, LINES, CARRIED_OUT, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int jobs = run.count(JOBS) + warmUp;
        try (BenchDatabase bench = BenchDatabase.start(run, report)) {
            double aSecond = measure(bench, run, IdleHosts::emptyRunner, "", report);
            int raw = raw(bench, run, aSecond, report);
            if (run.is(CARRIED_OUT)) {
                report.line("the same where jobs are carried out by an idle host:");
                measure(bench, run, IdleHosts::runner, "carried_out_", report);
            }
            check(bench, raw + (run.is(CARRIED_OUT) ? 2 * jobs : jobs), run.count(LINES), report);
        }
    }

    private int raw(BenchDatabase bench, ScenarioRun run, double aSecond, Report report)
            throws InterruptedException {
        RawControl control =
                new RawControl(
                        bench,
                        new QueuedRuns(bench.database(), "team/raw", WORKFLOW),
                        new RawLives(
                                run.count(WORKERS),
                                run.count(LINES),
                                bench.count("select max(id) from runners")));
        return control.measure(run.count(JOBS), aSecond, report);
    }

    private double measure(
            BenchDatabase bench, ScenarioRun run, Kind kind, String prefix, Report report)
            throws InterruptedException {
        int jobs = run.count(JOBS);
        int already = Math.toIntExact(finished(bench));
        fill(bench.database(), jobs + warmUp);
        bench.execute("vacuum analyze");
        int runners = run.count(RUNNERS);
        int capacity = Math.max(1, run.count(WORKERS) / runners);
        try (Closing open = new Closing()) {
            for (int runner = 0; runner < runners; runner++) {
                Path work = run.folder().resolve("work-" + runner);
                open.add(
                        kind.start(
                                bench.configuration(),
                                new RunnerConfiguration(
                                        "stress-" + runner, List.of("linux"), capacity, work),
                                run.count(LINES)));
            }
            await(bench, already + warmUp, jobs);
            long before = finished(bench);
            Costs costsBefore = bench.costs();
            long start = System.nanoTime();
            await(bench, already + jobs + warmUp, 0);
            double seconds = (System.nanoTime() - start) / 1e9;
            int measured = Math.toIntExact(finished(bench) - before);
            tell(report, prefix, measured, seconds, bench.costs().since(costsBefore, measured));
            return measured / seconds;
        }
    }

    private static void tell(Report report, String prefix, int jobs, double seconds, Costs a) {
        report.line(
                "%d jobs in %.1f s: %.0f jobs a second".formatted(jobs, seconds, jobs / seconds));
        report.line("a job: " + a.words());
        report.figure(prefix + "jobs_per_second", jobs / seconds);
        a.keep(report, prefix);
    }

    /// What must be true of the database afterwards, however fast it was.
    private static void check(BenchDatabase bench, int jobs, int lines, Report report) {
        expect(
                report,
                "runs that did not succeed",
                0,
                bench.count(
                        "select count(*) from pipeline_runs where conclusion is distinct from 'success'"));
        expect(report, "claims", jobs, bench.count("select count(*) from claims"));
        expect(
                report,
                "claims that did not finish",
                0,
                bench.count(
                        "select count(*) from claims where outcome is distinct from 'finished'"));
        expect(report, "rows of the queue", 0, queued(bench));
        expect(
                report,
                "steps that did not succeed",
                0,
                bench.count(
                        "select count(*) from steps where conclusion is distinct from 'success'"));
        expect(
                report,
                "jobs with fewer lines than were printed",
                0,
                bench.count("select count(*) from jobs where log_lines < " + lines));
    }

    private static void expect(Report report, String what, long wanted, long found) {
        if (wanted != found) {
            report.finding("%s: %d, not %d".formatted(what, found, wanted));
        }
    }

    private static void fill(Database database, int runs) throws InterruptedException {
        Clients.together(
                FILLERS,
                filler -> {
                    int part = runs / FILLERS + (filler < runs % FILLERS ? 1 : 0);
                    new QueuedRuns(database, "team/repository-" + filler, WORKFLOW).start(part);
                    return part;
                });
    }

    private static long queued(BenchDatabase bench) {
        return bench.count("select count(*) from queue");
    }

    private static long finished(BenchDatabase bench) {
        return bench.count("select count(*) from pipeline_runs where finished_at is not null");
    }

    private static void await(BenchDatabase bench, int runs, int remaining)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // To count is not free: seldom while much is left, and not before it may come out.
        for (long left = queued(bench) - remaining;
                left > 0 || finished(bench) < runs;
                left = queued(bench) - remaining) {
            if (System.nanoTime() > deadline) {
                throw new StressException("The runs did not end within " + PATIENCE);
            }
            Thread.sleep(left > SEVERAL ? 100 : 10);
        }
    }
}
