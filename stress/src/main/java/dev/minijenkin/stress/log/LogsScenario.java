package dev.minijenkin.stress.log;

import dev.minijenkin.db.RunId;
import dev.minijenkin.instance.Closing;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.report.LatencyFigures;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// The road of a log line: runners as in production whose steps print as fast as they are let,
/// first in bursts, then all at once, and real processes of `mini-jenkin logs -f` that follow. In
/// the end `mini-jenkin logs` reads one of the logs from its begin.
public final class LogsScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_BURSTS = Duration.ofSeconds(1);
    private static final int BURSTS = 12;

    /// The first bursts meet cold code on both sides.
    private static final int WARM_UP = 2;

    private static final double MEGABYTE = 1e6;
    private static final String WORKFLOW = MadeUpWorkflows.oneJob("logs", "linux", 1);

    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 1_000_000, "lines that each runner prints at once");
    private static final ScenarioOption.Count BURST =
            new ScenarioOption.Count(
                    "burst", 50_000, "lines of each of the bursts before that, a second apart");
    private static final ScenarioOption.Count RUNNERS =
            new ScenarioOption.Count("runners", 1, "runners that print");
    private static final ScenarioOption.Count FOLLOWERS =
            new ScenarioOption.Count("followers", 1, "processes that follow, of all runs in turn");

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String description() {
        return "Log lines a second from steps into the database, and how far followers are behind.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(LINES, BURST, RUNNERS, FOLLOWERS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                Closing open = new Closing()) {
            new QueuedRuns(bench.database(), "team/logs", WORKFLOW).start(run.count(RUNNERS));
            List<RunId> runs = runs(bench, run.count(RUNNERS));
            List<LogFollower> followers = new ArrayList<>();
            for (int follower = 0; follower < run.count(FOLLOWERS); follower++) {
                RunId followed = runs.get(follower % runs.size());
                followers.add(open.add(follow(run, bench, followed, "-f")));
            }
            await(bench, followers.size(), "select count(*) from log_watchers");
            tell(print(run, bench, open), report);
            List<LogFollower.Shown> shown = new ArrayList<>();
            for (LogFollower follower : followers) {
                shown.add(follower.await());
            }
            if (!shown.isEmpty()) {
                tellLags(run, shown, report);
            }
            catchUp(run, bench, runs.getFirst(), report);
            check(run, bench, shown, report);
        }
    }

    /// What the runners did.
    ///
    /// @param seconds from the first of the lines that were printed at once to the end of the runs
    /// @param lines and bytes of those
    /// @param aLine what one of them cost
    private record Printed(double seconds, double lines, double bytes, Costs aLine) {}

    private static Printed print(ScenarioRun run, BenchDatabase bench, Closing open)
            throws InterruptedException {
        int runners = run.count(RUNNERS);
        BurstsThenAll steps =
                new BurstsThenAll(
                        runners, BURSTS, run.count(BURST), BETWEEN_BURSTS, run.count(LINES));
        for (int runner = 0; runner < runners; runner++) {
            DatabaseAccess access =
                    open.add(DatabaseAccess.open(bench.configuration(), Runner.TOPICS));
            open.add(
                    Runner.start(
                            new RunnerConfiguration(
                                    "stress-" + runner,
                                    List.of("linux"),
                                    1,
                                    run.folder().resolve("work-" + runner)),
                            access.database(),
                            access.listener(),
                            _ -> new IdleHosts(steps::print),
                            Actions.OWN));
        }
        steps.awaitBursts();
        Costs before = bench.costs();
        double bytesBefore = bytes(bench);
        long start = System.nanoTime();
        steps.goOn();
        await(bench, runners, "select count(*) from pipeline_runs where state = 'finished'");
        double seconds = (System.nanoTime() - start) / 1e9;
        int lines = runners * StampedLog.rounded(run.count(LINES));
        return new Printed(
                seconds, lines, bytes(bench) - bytesBefore, bench.costs().since(before, lines));
    }

    private static void tell(Printed printed, Report report) {
        double perSecond = printed.lines() / printed.seconds();
        double megabytes = printed.bytes() / MEGABYTE / printed.seconds();
        Costs aLine = printed.aLine();
        report.line(
                "into the database: %,.0f lines a second, %.1f MB a second; a line: %.1f bytes of WAL, java %.2f µs, PostgreSQL %.2f µs"
                        .formatted(
                                perSecond,
                                megabytes,
                                aLine.walBytes(),
                                aLine.javaMillis() * 1000,
                                aLine.postgresMillis() * 1000));
        report.figure("lines_per_second", perSecond);
        report.figure("mb_per_second", megabytes);
        report.figure("wal_bytes_per_line", aLine.walBytes());
        report.figure("java_us_per_line", aLine.javaMillis() * 1000);
        report.figure("postgres_us_per_line", aLine.postgresMillis() * 1000);
    }

    private static void tellLags(ScenarioRun run, List<LogFollower.Shown> shown, Report report) {
        long from = (long) WARM_UP * StampedLog.rounded(run.count(BURST));
        long to = (long) BURSTS * StampedLog.rounded(run.count(BURST));
        tellLag(
                "bursts of %,d lines".formatted(run.count(BURST)),
                "follower_lag_",
                lags(shown, stamp -> stamp.number() >= from && stamp.number() < to),
                report);
        tellLag(
                "all at once",
                "follower_flat_out_lag_",
                lags(shown, stamp -> stamp.number() >= to),
                report);
    }

    private static List<Double> lags(
            List<LogFollower.Shown> shown, Predicate<LogFollower.Stamp> wanted) {
        return shown.stream()
                .flatMap(one -> one.stamps().stream())
                .filter(wanted)
                .map(LogFollower.Stamp::lagMillis)
                .toList();
    }

    private static void tellLag(String what, String name, List<Double> lags, Report report) {
        if (lags.isEmpty()) {
            return;
        }
        LatencyFigures figures = LatencyFigures.of(lags);
        report.line(
                "behind, %s: median %.0f ms, p99 %.0f ms, most %.0f ms"
                        .formatted(what, figures.median(), figures.percentile(99), figures.max()));
        report.figure(name + "p50_ms", figures.median());
        report.figure(name + "p99_ms", figures.percentile(99));
    }

    private static void catchUp(ScenarioRun run, BenchDatabase bench, RunId of, Report report)
            throws IOException, InterruptedException {
        try (LogFollower reader = follow(run, bench, of)) {
            LogFollower.Shown shown = reader.await();
            double rate = shown.lines() / ((shown.last() - shown.first()) / 1e9);
            report.line(
                    "read from its begin, %,d lines: %,.0f lines a second"
                            .formatted(shown.lines(), rate));
            report.figure("catch_up_lines_per_second", rate);
            checkStamps(run, shown, report);
        }
    }

    /// What was printed is in the database and at each follower, once and in order.
    private static void check(
            ScenarioRun run, BenchDatabase bench, List<LogFollower.Shown> shown, Report report) {
        shown.forEach(one -> checkStamps(run, one, report));
        long less = bench.count("select count(*) from jobs where log_lines < " + all(run));
        if (less > 0) {
            report.finding(less + " logs have fewer lines than were printed");
        }
    }

    private static void checkStamps(ScenarioRun run, LogFollower.Shown shown, Report report) {
        long wanted = all(run) / StampedLog.STRIDE;
        boolean whole =
                shown.stamps().size() == wanted
                        && shown.lines() >= all(run)
                        && LongStream.range(0, wanted)
                                .allMatch(i ->
                                        shown.stamps().get((int) i).number()
                                                == i * StampedLog.STRIDE);
        if (!whole) {
            report.finding(
                    "of %d lines a reader got %d, and of their %d stamps %d"
                            .formatted(all(run), shown.lines(), wanted, shown.stamps().size()));
        }
    }

    private static long all(ScenarioRun run) {
        return (long) BURSTS * StampedLog.rounded(run.count(BURST))
                + StampedLog.rounded(run.count(LINES));
    }

    private static LogFollower follow(
            ScenarioRun run, BenchDatabase bench, RunId of, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("logs"));
        command.addAll(List.of(options));
        command.add(Long.toString(of.value()));
        return new LogFollower(run.program().on(bench.plainConfiguration(), run.folder(), command));
    }

    private static List<RunId> runs(BenchDatabase bench, int count) {
        long first = bench.count("select min(id) from pipeline_runs");
        return LongStream.range(first, first + count).mapToObj(RunId::new).toList();
    }

    private static double bytes(BenchDatabase bench) {
        return bench.numbers("select coalesce(sum(raw_bytes), 0) from job_logs")[0];
    }

    private static void await(BenchDatabase bench, int count, String query)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (bench.count(query) < count) {
            if (System.nanoTime() > deadline) {
                throw new StressException("Not within " + PATIENCE + ": " + query);
            }
            Thread.sleep(20);
        }
    }
}
