package dev.minijenkin.stress.queue;

import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.IdleHosts;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What runners cost that have nothing to do: the processor time of PostgreSQL, and what their
/// LISTENs do to the commits of others. Each has its own pool, listener and notifier, as a runner
/// that is a process has.
public final class IdleRunnersScenario implements Scenario {
    private static final List<Integer> STEPS = List.of(1, 10, 100, 200);
    private static final int CONNECTIONS_A_RUNNER = 5;
    private static final int CONNECTIONS_BESIDE = 50;

    /// Each connection has planned its statements, and what they were planned by is read.
    private static final Duration SETTLES = Duration.ofSeconds(15);

    /// Of many, most stop listening once they have had nothing to do for a minute.
    private static final Duration RESTS = Duration.ofSeconds(80);

    private static final int MANY = 32;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Turns of each kind of commits, one after the other: what others do to the machine meets
    /// both.
    private static final int TURNS = 3;

    /// No label set has it: whoever hears of it has nothing to do.
    private static final Set<Hint> HINT = Set.of(new Hint(Topic.QUEUE, 0));

    private static final ScenarioOption.Count RUNNERS =
            new ScenarioOption.Count(
                    "runners", 200, "runners at most; measured with 1, 10, 100 and 200 of them");
    private static final ScenarioOption.Count SECONDS =
            new ScenarioOption.Count("seconds", "S", 20, "how long each is measured");

    /// What was measured beside so many runners.
    ///
    /// @param share of a core that PostgreSQL takes while nobody does anything, in percent
    /// @param transactions a second, meanwhile
    /// @param plain commits a second without hints
    /// @param hinting commits a second of which each sends a hint, as the product does
    private record Measured(double share, double transactions, Commits plain, Commits hinting) {}

    /// @param postgresMillis processor time of PostgreSQL for one of them
    private record Commits(double aSecond, double postgresMillis) {}

    @Override
    public String name() {
        return "idle-runners";
    }

    @Override
    public String description() {
        return "What runners without work cost PostgreSQL, and the commits of others.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(RUNNERS, SECONDS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int most = run.count(RUNNERS);
        Duration each = Duration.ofSeconds(run.count(SECONDS));
        try (BenchDatabase bench =
                        BenchDatabase.start(
                                run, report, most * CONNECTIONS_A_RUNNER + CONNECTIONS_BESIDE);
                Closing open = new Closing()) {
            // What vacuum does for it is not a cost of runners.
            bench.execute(
                    "create table stress_commits (id bigserial primary key, word text) with (autovacuum_enabled = off)");
            Measured none = measure(bench, each);
            tell(report, 0, none, none);
            int runners = 0;
            for (int step : steps(most)) {
                for (; runners < step; runners++) {
                    start(bench, run, runners, open);
                }
                awaitOnline(bench, step);
                Measured measured = measure(bench, each);
                tell(report, step, measured, none);
                report.figure("connections_per_runner_" + step, (double) connections(bench) / step);
            }
        }
    }

    private static List<Integer> steps(int most) {
        return Stream.concat(STEPS.stream().filter(step -> step < most), Stream.of(most)).toList();
    }

    private static void start(BenchDatabase bench, ScenarioRun run, int number, Closing open)
            throws InterruptedException {
        open.add(
                IdleHosts.runner(
                        bench.plainConfiguration(),
                        new RunnerConfiguration(
                                "idle-" + number,
                                List.of("linux"),
                                1,
                                run.folder().resolve("work-" + number)),
                        1));
    }

    private static void awaitOnline(BenchDatabase bench, int runners) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (bench.count("select count(*) from live_runners where online") < runners) {
            if (System.nanoTime() > deadline) {
                throw new StressException("The runners do not come online");
            }
            Thread.sleep(200);
        }
        Thread.sleep(runners > MANY ? RESTS : SETTLES);
    }

    private static Measured measure(BenchDatabase bench, Duration each)
            throws InterruptedException {
        double millis = bench.postgresMillis();
        double transactions = transactions(bench);
        long start = System.nanoTime();
        Thread.sleep(each);
        double seconds = (System.nanoTime() - start) / 1e9;
        double share = (bench.postgresMillis() - millis) / seconds / 10;
        double aSecond = (transactions(bench) - transactions) / seconds;
        Duration turn = each.dividedBy(2L * TURNS);
        try (Notifier notifier = new Notifier(bench.plainConfiguration().dataSource())) {
            Tally plain = new Tally(bench);
            Tally hinted = new Tally(bench);
            for (int i = 0; i < TURNS; i++) {
                plain.commit(HintSink.NONE, turn);
                hinted.commit(notifier, turn);
            }
            return new Measured(share, aSecond, plain.commits(share), hinted.commits(share));
        }
    }

    /// What several turns did.
    private static final class Tally {
        private final BenchDatabase bench;
        private long commits;
        private double seconds;
        private double postgresMillis;

        Tally(BenchDatabase bench) {
            this.bench = bench;
        }

        /// Commits for so long; of each the sink is told afterwards, as of one of the product.
        void commit(HintSink hints, Duration turn) {
            double before = bench.postgresMillis();
            long start = System.nanoTime();
            while (System.nanoTime() - start < turn.toNanos()) {
                bench.execute("insert into stress_commits (word) values ('a word of some length')");
                hints.send(HINT);
                commits++;
            }
            seconds += (System.nanoTime() - start) / 1e9;
            postgresMillis += bench.postgresMillis() - before;
        }

        /// @param idleShare what PostgreSQL does besides, in percent of a core
        Commits commits(double idleShare) {
            double besides = idleShare * 10 * seconds;
            return new Commits(commits / seconds, Math.max(0, postgresMillis - besides) / commits);
        }
    }

    private static double transactions(BenchDatabase bench) {
        return bench.count(
                "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()");
    }

    private static long connections(BenchDatabase bench) {
        return bench.count(
                "select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'");
    }

    private static void tell(Report report, int runners, Measured measured, Measured none) {
        double plain = measured.plain.aSecond / none.plain.aSecond * 100;
        double hinting = measured.hinting.aSecond / none.hinting.aSecond * 100;
        report.line(
                "%3d idle: %5.1f %% of a core, %4.0f transactions a second; commits %5.0f a second (%3.0f %%), with hints %5.0f (%3.0f %%); a commit costs PostgreSQL %.2f ms, with a hint %.2f ms"
                        .formatted(
                                runners,
                                measured.share,
                                measured.transactions,
                                measured.plain.aSecond,
                                plain,
                                measured.hinting.aSecond,
                                hinting,
                                measured.plain.postgresMillis,
                                measured.hinting.postgresMillis));
        if (runners == 0) {
            report.control("idle_share_percent", measured.share);
            report.control("commits_per_second", measured.plain.aSecond);
            report.control("hinting_commits_per_second", measured.hinting.aSecond);
            return;
        }
        report.figure("share_percent_" + runners, measured.share);
        report.figure("transactions_per_second_" + runners, measured.transactions);
        report.figure("commits_percent_of_none_" + runners, plain);
        report.figure("hinting_commits_percent_of_none_" + runners, hinting);
        report.figure("commit_postgres_ms_" + runners, measured.plain.postgresMillis);
        report.figure("hinting_commit_postgres_ms_" + runners, measured.hinting.postgresMillis);
    }
}
