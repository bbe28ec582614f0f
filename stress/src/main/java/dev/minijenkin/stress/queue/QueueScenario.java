package dev.minijenkin.stress.queue;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.LongQueue;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The bare queue: how long a claim takes and how many jobs a second are claimed and completed,
/// with labels and fairness, however long the queue, the past and somebody's transaction are.
public final class QueueScenario implements Scenario {
    private static final Duration MEASURED = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int CLAIMS = 400;
    private static final int BATCH = 100;
    private static final JobResult SUCCESS =
            new JobResult(Conclusion.SUCCESS, null, null, "{}", 0, 0, false);

    private static final ScenarioOption.Count QUEUED =
            new ScenarioOption.Count("queued", 20_000, "jobs that wait for this runner");
    private static final ScenarioOption.Count UNSERVED =
            new ScenarioOption.Count(
                    "unserved", 0, "jobs before them that wait for runners that are gone");
    private static final ScenarioOption.Count FINISHED =
            new ScenarioOption.Count("finished", 0, "jobs that have ended before");
    private static final ScenarioOption.Count HELD =
            new ScenarioOption.Count(
                    "held-transaction",
                    "SECONDS",
                    0,
                    "for how long somebody's transaction is open, with jobs going on, before"
                            + " it is measured, and then on");
    private static final ScenarioOption.Count CLIENTS =
            new ScenarioOption.Count("clients", 4, "clients at the same time");
    private static final ScenarioOption.Flag PEERS =
            new ScenarioOption.Flag(
                    "peers", "measure other queues on PostgreSQL beside it, in the same run");

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String description() {
        return "How long a claim takes, and jobs claimed and completed a second, singly and in hundreds.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(QUEUED, UNSERVED, FINISHED, HELD, CLIENTS, PEERS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        List<Peer> peers = run.is(PEERS) ? Peers.all() : List.of();
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                LongQueue queue = new LongQueue(bench)) {
            queue.finished(run.count(FINISHED));
            queue.queued(LongQueue.UNSERVED, run.count(UNSERVED));
            queue.queued(LongQueue.SERVED, run.count(QUEUED));
            bench.execute("vacuum analyze");
            Connection holder = hold(bench, run.count(HELD));
            try {
                if (holder != null) {
                    Duration held = Duration.ofSeconds(run.count(HELD));
                    completed(bench, queue, run.count(CLIENTS), 1, held);
                }
                measure(bench, queue, run.count(CLIENTS), report);
            } finally {
                close(holder);
            }
            check(bench, report);
            for (Peer peer : peers) {
                measure(bench, peer, run, report);
            }
        }
    }

    private static void measure(BenchDatabase bench, Peer peer, ScenarioRun run, Report report)
            throws InterruptedException {
        int clients = run.count(CLIENTS);
        peer.open(bench.configuration(), clients, run.count(QUEUED));
        bench.execute("vacuum analyze");
        double rate = peer.perSecond(WARM_UP, MEASURED);
        report.line("%s, %d clients: %.0f jobs a second".formatted(peer.name(), clients, rate));
        report.figure("peer_" + peer.name().replace('-', '_') + "_per_second", rate);
    }

    private static void measure(BenchDatabase bench, LongQueue queue, int clients, Report report)
            throws InterruptedException {
        completed(bench, queue, clients, 1, WARM_UP);
        LatencyFigures claims = claims(bench.database(), queue);
        report.line(
                "a claim of one job: median %.2f ms, p99 %.2f ms"
                        .formatted(claims.median(), claims.percentile(99)));
        report.figure("claim_p50_ms", claims.median());
        report.figure("claim_p99_ms", claims.percentile(99));
        rate(bench, queue, clients, 1, "singly", report);
        rate(bench, queue, clients, BATCH, "batched", report);
    }

    private static void rate(
            BenchDatabase bench,
            LongQueue queue,
            int clients,
            int batch,
            String name,
            Report report)
            throws InterruptedException {
        Costs before = bench.costs();
        long start = System.nanoTime();
        int jobs = completed(bench, queue, clients, batch, MEASURED);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (jobs == 0) {
            report.finding("no job could be claimed " + name);
            return;
        }
        Costs a = bench.costs().since(before, jobs);
        report.line(
                "%s, %d clients: %.0f jobs a second; a job: %s"
                        .formatted(name, clients, jobs / seconds, a.words()));
        report.figure(name + "_per_second", jobs / seconds);
        a.keep(report, name + "_");
    }

    /// The time of the claim alone; what was claimed is completed between them.
    private static LatencyFigures claims(Database database, LongQueue queue) {
        ClaimFloor floor = new ClaimFloor(System::nanoTime);
        List<Integer> sets = queue.labelSets();
        List<Double> millis = new ArrayList<>();
        for (int claim = 0; claim < CLAIMS; claim++) {
            long start = System.nanoTime();
            List<ClaimedJob> taken = queue.take(sets, floor, 1);
            millis.add((System.nanoTime() - start) / 1e6);
            complete(database, taken);
        }
        return LatencyFigures.of(millis);
    }

    /// Lets clients claim and complete jobs for a while.
    ///
    /// @param batch jobs that are claimed at once
    /// @return how many were completed
    static int completed(
            BenchDatabase bench, LongQueue queue, int clients, int batch, Duration duration)
            throws InterruptedException {
        List<Integer> sets = queue.labelSets();
        long end = System.nanoTime() + duration.toNanos();
        return Clients.together(clients, client -> work(bench.database(), queue, sets, batch, end));
    }

    private static int work(
            Database database, LongQueue queue, List<Integer> sets, int batch, long end) {
        ClaimFloor floor = new ClaimFloor(System::nanoTime);
        int done = 0;
        while (System.nanoTime() < end) {
            List<ClaimedJob> taken = queue.take(sets, floor, batch);
            if (taken.isEmpty()) {
                floor.forget();
            }
            complete(database, taken);
            done += taken.size();
        }
        return done;
    }

    /// As a runner tells it: all at once, and alone what cannot end so.
    private static void complete(Database database, List<ClaimedJob> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        List<JobEnding> ending =
                jobs.stream()
                        .map(job ->
                                new JobEnding(
                                        job.claim(), job.run(), SUCCESS, List.of(), List.of()))
                        .toList();
        Set<ClaimId> ended = database.statement(tx -> RunProgress.jobsSucceeded(tx, ending));
        for (ClaimedJob job : jobs) {
            if (!ended.contains(job.claim())
                    && !database.transaction(
                            tx -> RunProgress.jobFinished(tx, job.claim(), SUCCESS))) {
                throw new StressException("A live claim was refused");
            }
        }
    }

    /// A transaction that has seen the queue and says nothing more.
    private static @Nullable Connection hold(BenchDatabase bench, int seconds) {
        if (seconds == 0) {
            return null;
        }
        try {
            Connection holder = bench.configuration().dataSource().getConnection();
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = holder.createStatement()) {
                statement.execute("set idle_in_transaction_session_timeout = 0");
                statement.executeQuery("select count(*) from queue").close();
            }
            return holder;
        } catch (SQLException e) {
            throw new StressException("The transaction could not be opened", e);
        }
    }

    private static void close(@Nullable Connection holder) {
        try {
            if (holder != null) {
                holder.rollback();
                holder.close();
            }
        } catch (SQLException e) {
            throw new StressException("The transaction could not be closed", e);
        }
    }

    private static void check(BenchDatabase bench, Report report) {
        long twice =
                bench.count(
                        "select count(*) from (select from claims group by job_id having count(*) > 1) twice");
        if (twice > 0) {
            report.finding(twice + " jobs were claimed twice");
        }
        long lost =
                bench.count(
                        """
                        select count(*) from jobs j
                        where (j.state = 'queued') <> exists (select from queue q where q.job_id = j.id)
                        """);
        if (lost > 0) {
            report.finding(lost + " jobs are queued without a place in the queue, or the reverse");
        }
    }
}
