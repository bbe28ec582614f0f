package dev.minijenkin.stress.step;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Control;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.MadeUpWorkflows;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a step costs beyond its process, and a job beyond its steps: a runner as in production, in
/// this process, with real shells that do nothing.
public final class StepsScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SHORT_JOBS = 20;
    private static final int NODE_ACTIONS = 20;
    private static final ScenarioOption.Count STEPS =
            new ScenarioOption.Count("steps", 200, "steps of the job");

    /// When a job had its host, when it started each process, and when it gave the host up.
    private record JobTimes(long opened, List<Long> started, long closed) {
        /// From the start of each process to that of the next, in milliseconds.
        List<Double> steps() {
            List<Double> millis = new ArrayList<>();
            for (int step = 1; step < started.size(); step++) {
                millis.add((started.get(step) - started.get(step - 1)) / 1e6);
            }
            return millis;
        }

        double millis() {
            return (closed - opened) / 1e6;
        }
    }

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public String description() {
        return "What a step costs beyond its process, and a job beyond its steps.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(STEPS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int steps = Math.max(2, run.count(STEPS));
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                Closing open = new Closing()) {
            BlockingQueue<JobTimes> times = startRunner(bench, run.folder(), open);
            QueuedRuns longRuns = new QueuedRuns(bench.database(), "team/long", workflow(steps));
            QueuedRuns shortRuns = new QueuedRuns(bench.database(), "team/short", workflow(1));
            // The first warms up.
            next(longRuns, times, steps);
            // Again, as warm as the runner is by now.
            double bash = Control.bash(run.folder(), report);
            LatencyFigures measured = LatencyFigures.of(next(longRuns, times, steps).steps());
            tell(measured, bash, report);
            tellComposite(
                    insideAction(bench, times, "composite", ActionSteps.composite(steps), steps),
                    bash,
                    report);
            tellNode(bench, times, run.folder(), report);
            List<Double> jobs = new ArrayList<>();
            for (int job = 0; job < SHORT_JOBS; job++) {
                jobs.add(next(shortRuns, times, 1).millis() - measured.median());
            }
            double job = LatencyFigures.of(jobs).median();
            report.line("a job beyond its step: median %.2f ms".formatted(job));
            report.figure("job_overhead_ms", job);
            check(bench, report);
        }
    }

    /// What goes by between the starts of the processes of an action that the first step of the job
    /// writes.
    private static LatencyFigures insideAction(
            BenchDatabase bench,
            BlockingQueue<JobTimes> times,
            String name,
            String steps,
            int processes)
            throws InterruptedException {
        String workflow =
                "name: actions\non: push\njobs:\n  only:\n    runs-on: [linux]\n    steps:\n";
        QueuedRuns runs =
                new QueuedRuns(bench.database(), "team/" + name, workflow + steps.indent(6));
        next(runs, times, processes + 1);
        List<Double> millis = next(runs, times, processes + 1).steps();
        // The first is the step that writes the action.
        return LatencyFigures.of(millis.subList(1, millis.size()));
    }

    private static void tellComposite(LatencyFigures inner, double bash, Report report) {
        double beyond = inner.median() - bash;
        report.line(
                "a step inside of a composite action: median %.2f ms, beyond bash -e FILE %.2f ms"
                        .formatted(inner.median(), beyond));
        report.figure("composite_step_ms", inner.median());
        report.figure("composite_step_overhead_ms", beyond);
    }

    private static void tellNode(
            BenchDatabase bench, BlockingQueue<JobTimes> times, Path folder, Report report)
            throws IOException, InterruptedException {
        OptionalDouble node = Control.node(folder, report);
        if (node.isEmpty()) {
            report.line("no node here: actions in JavaScript are left out");
            return;
        }
        LatencyFigures action =
                insideAction(bench, times, "node", ActionSteps.node(NODE_ACTIONS), NODE_ACTIONS);
        double beyond = action.median() - node.getAsDouble();
        report.line(
                "an action in JavaScript: median %.2f ms, beyond node FILE %.2f ms"
                        .formatted(action.median(), beyond));
        report.figure("node_action_ms", action.median());
        report.figure("node_action_overhead_ms", beyond);
    }

    private static String workflow(int steps) {
        return MadeUpWorkflows.oneJob("steps", "linux", steps);
    }

    private static BlockingQueue<JobTimes> startRunner(
            BenchDatabase bench, Path folder, Closing open) throws InterruptedException {
        BlockingQueue<JobTimes> times = new LinkedBlockingQueue<>();
        DatabaseAccess access = open.add(DatabaseAccess.open(bench.configuration(), Runner.TOPICS));
        RunnerConfiguration configuration =
                new RunnerConfiguration("stress", List.of("linux"), 1, folder.resolve("work"));
        open.add(
                Runner.start(
                        configuration,
                        access.database(),
                        access.listener(),
                        work -> new TimedHosts(Runner.hosts(configuration).apply(work), times),
                        Actions.OWN));
        return times;
    }

    private static JobTimes next(QueuedRuns runs, BlockingQueue<JobTimes> times, int steps)
            throws InterruptedException {
        runs.start(1);
        JobTimes job = times.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (job == null || job.started().size() != steps) {
            throw new StressException("The job did not carry out its steps: " + job);
        }
        return job;
    }

    private static void tell(LatencyFigures steps, double bash, Report report) {
        double beyond = steps.median() - bash;
        report.line(
                "a step: median %.2f ms, p95 %.2f ms; beyond bash -e FILE %.2f ms"
                        .formatted(steps.median(), steps.percentile(95), beyond));
        report.figure("step_ms", steps.median());
        report.figure("step_p95_ms", steps.percentile(95));
        report.figure("step_overhead_ms", beyond);
    }

    private static void check(BenchDatabase bench, Report report) {
        long wrong =
                bench.count(
                        "select count(*) from steps where conclusion is distinct from 'success'");
        if (wrong > 0) {
            report.finding(wrong + " steps did not succeed");
        }
    }

    /// Notes when what is asked of the hosts of this runner is asked.
    private record TimedHosts(StepHosts hosts, BlockingQueue<JobTimes> times) implements StepHosts {
        @Override
        public StepHost open(ClaimId claim, Workspace workspace, Optional<LeasePass> pass) {
            long now = System.nanoTime();
            return new TimedHost(hosts.open(claim, workspace, pass), now, times);
        }

        @Override
        public void extended(Lease.Extension extension) {
            hosts.extended(extension);
        }

        @Override
        public void close() {
            hosts.close();
        }
    }

    private static final class TimedHost implements StepHost {
        private final StepHost host;
        private final BlockingQueue<JobTimes> times;
        private final long opened;
        private final List<Long> started = new ArrayList<>();
        private boolean settled;

        TimedHost(StepHost host, long opened, BlockingQueue<JobTimes> times) {
            this.host = host;
            this.opened = opened;
            this.times = times;
        }

        @Override
        public Map<String, String> environment() {
            return host.environment();
        }

        @Override
        public Optional<String> findProgram(String program, String path) {
            return host.findProgram(program, path);
        }

        @Override
        public void copyIn(Collection<Path> paths) {
            host.copyIn(paths);
        }

        @Override
        public void copyOut(Collection<Path> paths) {
            host.copyOut(paths);
        }

        @Override
        public HostProcess start(HostCommand command, OutputSink output) throws IOException {
            started.add(System.nanoTime());
            return host.start(command, output);
        }

        /// The first time before the result of the job is recorded, the second time after that.
        @Override
        public void close() {
            host.close();
            if (settled) {
                times.add(new JobTimes(opened, List.copyOf(started), System.nanoTime()));
            }
            settled = true;
        }
    }
}
