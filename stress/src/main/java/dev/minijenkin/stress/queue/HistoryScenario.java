package dev.minijenkin.stress.queue;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.retention.Deleted;
import dev.minijenkin.db.retention.ExpiredRuns;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.CopiedRuns;
import dev.minijenkin.stress.sample.LongQueue;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What runs beside the jobs, with a past of very many of them, a long queue and many runners at
/// work: how long each statement of the chores, of the console and of the commands takes and how
/// many pages it reads, how fast retention is, and what a job leaves behind.
public final class HistoryScenario implements Scenario {
    private static final int TAKEN_AT_ONCE = 1_000;
    private static final int CLIENTS = 4;
    private static final int TURNS = 4;

    /// That of a server, while something is left.
    private static final Duration RETENTION_PERIOD = Duration.ofMillis(500);

    private static final ScenarioOption.Count JOBS =
            new ScenarioOption.Count("jobs", 1_000_000, "jobs that have ended");
    private static final ScenarioOption.Count QUEUED =
            new ScenarioOption.Count("queued", 165_000, "jobs that wait");
    private static final ScenarioOption.Count CLAIMED =
            new ScenarioOption.Count("claimed", 20_000, "jobs that are under way; at least one");
    private static final ScenarioOption.Count ROUNDS =
            new ScenarioOption.Count("rounds", 20, "how often each statement is measured");
    private static final ScenarioOption.Count DELETED =
            new ScenarioOption.Count("deleted", 20_000, "old jobs that retention may delete");
    private static final ScenarioOption.Count TURN =
            new ScenarioOption.Count(
                    "turn",
                    "S",
                    4,
                    "how long each of the four turns without and with retention takes");

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String description() {
        return "Chores and views beside a past of very many jobs, and the size that a job leaves.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(JOBS, QUEUED, CLAIMED, ROUNDS, DELETED, TURN, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                LongQueue queue = new LongQueue(bench)) {
            long start = System.nanoTime();
            HistorySizes before = HistorySizes.of(bench);
            new CopiedRuns(bench).add(run.count(JOBS), queue);
            report.line(
                    "%,d jobs have ended, after %.0f s".formatted(run.count(JOBS), seconds(start)));
            HistorySizes.of(bench).since(before).tell(run.count(JOBS), report);
            queue.queued(LongQueue.SERVED, run.count(QUEUED) + run.count(CLAIMED));
            claim(bench, queue, run.count(CLAIMED));
            report.line(
                    "%,d jobs wait and %,d are under way, after %.0f s"
                            .formatted(run.count(QUEUED), run.count(CLAIMED), seconds(start)));
            rollUp(bench, report);
            vacuum(bench);
            try (Database one =
                    Database.open(bench.configuration().withMaximumConnections(1), HintSink.NONE)) {
                measure(bench, one, HistoryStatement.ofChores(bench), run.count(ROUNDS), report);
                measure(bench, one, HistoryStatement.ofViews(bench), run.count(ROUNDS), report);
            }
            ExpiredRuns past = new ExpiredRuns();
            delete(bench, past, run.count(DELETED), report);
            beside(bench, queue, past, Duration.ofSeconds(run.count(TURN)), report);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    static void claim(BenchDatabase bench, LongQueue queue, int jobs) {
        List<Integer> sets = queue.labelSets();
        ClaimFloor floor = new ClaimFloor(System::nanoTime);
        for (int taken = 0; taken < jobs; ) {
            int now = queue.take(sets, floor, Math.min(TAKEN_AT_ONCE, jobs - taken)).size();
            if (now == 0) {
                throw new StressException("The queue is empty after " + taken + " jobs");
            }
            taken += now;
        }
        bench.execute(
                """
                with begun as (
                    update claims set acknowledged_at = now() where released_at is null returning job_id),
                running as (
                    update jobs set state = 'running', started_at = now() where id in (select job_id from begun)
                    returning run_id)
                update pipeline_runs set state = 'running', started_at = now()
                where id in (select run_id from running)
                """);
    }

    /// One table after the other: the answer to a single statement for all would be waited for too
    /// long.
    private static void vacuum(BenchDatabase bench) {
        bench.byName(
                        "select relname, 0 from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
                .keySet()
                .forEach(table -> bench.execute("vacuum analyze " + table));
    }

    /// All of the past at once: more than ever comes together.
    private static void rollUp(BenchDatabase bench, Report report) {
        long ends =
                bench.count(
                        "select (select count(*) from ended_jobs) + (select count(*) from"
                                + " ended_runs)");
        long start = System.nanoTime();
        while (!bench.database().transaction(RollUps::add)) {
            // There is more.
        }
        report.line("%,d ends were rolled up in %.0f s".formatted(ends, seconds(start)));
        if (bench.count("select sum(jobs_finished) from minute_figures")
                != bench.count(
                        "select count(*) from jobs where finished_at is not null and started_at is"
                                + " not null")) {
            report.finding("the roll-ups do not say how many jobs there were");
        }
    }

    private static void measure(
            BenchDatabase bench,
            Database one,
            List<HistoryStatement> statements,
            int rounds,
            Report report)
            throws InterruptedException {
        for (HistoryStatement statement : statements) {
            statement.before().run();
            one.runInTransaction(statement.work());
            double pagesBefore = pages(bench, one);
            List<Double> millis = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                statement.before().run();
                long start = System.nanoTime();
                one.runInTransaction(statement.work());
                millis.add((System.nanoTime() - start) / 1e6);
            }
            double pages = (pages(bench, one) - pagesBefore) / rounds;
            LatencyFigures figures = LatencyFigures.of(millis);
            report.figure(statement.name(), figures.median());
            report.line(
                    "%-28s %9.2f ms, p95 %9.2f ms, %9.0f pages"
                            .formatted(
                                    statement.name(),
                                    figures.median(),
                                    figures.percentile(95),
                                    pages));
        }
    }

    /// Pages that sessions of clients have asked for so far. A session tells what it asked for once
    /// a second, or where it is told to.
    private static double pages(BenchDatabase bench, Database one) {
        one.run(Stats::tellWhatThisSessionDid);
        return bench.numbers(
                        "select sum(hits + reads) from pg_stat_io where backend_type = 'client backend'")[
                0];
    }

    private static void delete(BenchDatabase bench, ExpiredRuns pass, int most, Report report) {
        List<Double> millis = new ArrayList<>();
        int jobs = 0;
        long start = System.nanoTime();
        for (boolean more = true; more && jobs < most; ) {
            long began = System.nanoTime();
            Deleted deleted = bench.database().transaction(pass::deleteSome);
            millis.add((System.nanoTime() - began) / 1e6);
            jobs += deleted.rows();
            more = deleted.more();
        }
        double aSecond = jobs / seconds(start);
        LatencyFigures figures = LatencyFigures.of(millis);
        report.line(
                "retention: %,d jobs, %.0f a second; a transaction %.1f ms, p95 %.1f ms"
                        .formatted(jobs, aSecond, figures.median(), figures.percentile(95)));
        report.figure("retention_jobs_per_second", aSecond);
        report.figure("retention_transaction_ms", figures.median());
    }

    /// Jobs claimed and completed a second, by turns without and with retention as a server does
    /// it.
    private static void beside(
            BenchDatabase bench, LongQueue queue, ExpiredRuns pass, Duration each, Report report)
            throws InterruptedException {
        double alone = 0;
        double beside = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            alone += QueueScenario.completed(bench, queue, CLIENTS, 1, each);
            try (PollLoop _ =
                    new PollLoop(
                                    "stress-retention",
                                    RETENTION_PERIOD,
                                    () -> bench.database().transaction(pass::deleteSome),
                                    new Outage("the benchmark goes on"),
                                    RandomGenerator.getDefault())
                            .start()) {
                beside += QueueScenario.completed(bench, queue, CLIENTS, 1, each);
            }
        }
        double seconds = TURNS * each.toMillis() / 1e3;
        report.figure("jobs_without_retention_per_second", alone / seconds);
        report.figure("jobs_with_retention_per_second", beside / seconds);
        report.line(
                "%d clients: %.0f jobs a second without retention, %.0f with it"
                        .formatted(CLIENTS, alone / seconds, beside / seconds));
    }
}
