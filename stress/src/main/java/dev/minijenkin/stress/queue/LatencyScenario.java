package dev.minijenkin.stress.queue;

import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Control;
import dev.minijenkin.stress.bench.DirectSql;
import dev.minijenkin.stress.bench.ProcessMemory;
import dev.minijenkin.stress.bench.ProcessorTime;
import dev.minijenkin.stress.bench.StatementLog;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.MadeUpWorkflows;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How soon an idle runner takes a job that has just entered the queue, and what a server and a
/// runner cost while nothing happens. Both are processes of their own.
public final class LatencyScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(60);
    private static final int WARM_UP = 60;
    private static final double BYTES_A_MEGABYTE = 1 << 20;
    private static final String WORKFLOW = MadeUpWorkflows.oneJob("latency", "linux", 1);

    private static final ScenarioOption.Count JOBS =
            new ScenarioOption.Count("jobs", 300, "jobs, one after the other");
    private static final ScenarioOption.Count IDLE =
            new ScenarioOption.Count("idle", 30, "seconds for which nothing happens");
    private static final ScenarioOption.Count REST =
            new ScenarioOption.Count(
                    "rest",
                    75,
                    "seconds before these, for chores go on for a minute after the last job");

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String description() {
        return "From the queue to an idle runner, and what server and runner cost while idle.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(JOBS, IDLE, REST, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchPostgres postgres = BenchPostgres.open(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder()), run.program(), postgres.configuration());
                DatabaseAccess access = DatabaseAccess.open(instance.configuration(), Set.of());
                DirectSql sql = new DirectSql(instance.configuration())) {
            Control.notifications(instance.configuration(), report);
            ChildProcess runner = instance.startRunner("stress", 2);
            QueuedRuns runs = new QueuedRuns(access.database(), "team/latency", WORKFLOW);
            for (int job = 0; job < WARM_UP; job++) {
                take(runs, sql);
            }
            List<Taken> taken = new ArrayList<>();
            for (int job = 0; job < run.count(JOBS); job++) {
                taken.add(take(runs, sql));
            }
            tell(report, taken);
            Thread.sleep(Duration.ofSeconds(run.count(REST)));
            Duration idle = Duration.ofSeconds(run.count(IDLE));
            idle(instance, runner, idle, report);
            asked(run.folder().resolve("instance/postgres.log"), sql, idle, report);
        }
    }

    /// How long after its commit a job was taken, by the clock of this machine, which is also the
    /// database's; in milliseconds.
    ///
    /// @param claimed until the claim was made
    /// @param begun until the runner had it and said so
    private record Taken(double claimed, double begun) {}

    private static Taken take(QueuedRuns runs, DirectSql sql) throws InterruptedException {
        runs.start(1);
        double committed = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e3;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (sql.count("select count(*) from pipeline_runs where state <> 'finished'") > 0) {
            if (System.nanoTime() > deadline) {
                throw new StressException("A job did not end within " + PATIENCE);
            }
            Thread.sleep(5);
        }
        double[] claim =
                sql.numbers(
                        """
                        select extract(epoch from claimed_at) * 1000, extract(epoch from acknowledged_at) * 1000
                        from claims order by id desc limit 1
                        """);
        Thread.sleep(BETWEEN);
        return new Taken(claim[0] - committed, claim[1] - committed);
    }

    private static void tell(Report report, List<Taken> taken) {
        LatencyFigures claimed = LatencyFigures.of(taken.stream().map(Taken::claimed).toList());
        LatencyFigures begun = LatencyFigures.of(taken.stream().map(Taken::begun).toList());
        report.line(
                "from the commit to the claim: median %.2f ms, p95 %.2f ms, p99 %.2f ms, longest %.2f ms"
                        .formatted(
                                claimed.median(),
                                claimed.percentile(95),
                                claimed.percentile(99),
                                claimed.max()));
        report.line(
                "and to its beginning: median %.2f ms, p99 %.2f ms"
                        .formatted(begun.median(), begun.percentile(99)));
        report.figure("median_ms", claimed.median());
        report.figure("p95_ms", claimed.percentile(95));
        report.figure("p99_ms", claimed.percentile(99));
        report.figure("begun_median_ms", begun.median());
        report.figure("begun_p99_ms", begun.percentile(99));
    }

    private static void idle(
            ThrowAwayInstance instance, ChildProcess runner, Duration duration, Report report)
            throws IOException, InterruptedException {
        double server = ProcessorTime.of(instance.serverProcess());
        double ofRunner = ProcessorTime.of(runner.pid());
        long start = System.nanoTime();
        Thread.sleep(duration);
        double percent = 100 / ((System.nanoTime() - start) / 1e6);
        double serverShare = (ProcessorTime.of(instance.serverProcess()) - server) * percent;
        double runnerShare = (ProcessorTime.of(runner.pid()) - ofRunner) * percent;
        double serverMegabytes = ProcessMemory.of(instance.serverProcess()) / BYTES_A_MEGABYTE;
        double runnerMegabytes = ProcessMemory.of(runner.pid()) / BYTES_A_MEGABYTE;
        report.line(
                "idle: server %.2f %% of a core and %.0f MB, runner %.2f %% and %.0f MB"
                        .formatted(serverShare, serverMegabytes, runnerShare, runnerMegabytes));
        report.figure("idle_server_percent", serverShare);
        report.figure("idle_runner_percent", runnerShare);
        report.figure("server_resident_megabytes", serverMegabytes);
        report.figure("runner_resident_megabytes", runnerMegabytes);
    }

    /// What both ask of the database meanwhile; unknown where its log is on another machine.
    private static void asked(Path log, DirectSql sql, Duration duration, Report report)
            throws IOException, InterruptedException {
        if (!Files.exists(log)) {
            return;
        }
        StatementLog statements = StatementLog.of(log, sql);
        Thread.sleep(duration);
        double asked = statements.count() / (double) duration.toSeconds();
        report.line("idle: %.2f statements a second".formatted(asked));
        report.figure("idle_statements_per_second", asked);
    }
}
