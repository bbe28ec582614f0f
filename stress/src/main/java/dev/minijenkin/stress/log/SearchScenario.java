package dev.minijenkin.stress.log;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.search.LogSearch;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchPage;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.search.index.SearchIndex;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.BuildLog;
import dev.minijenkin.stress.sample.PrintedJobs;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Searches over very many lines of logs as builds print them, while others are written and
/// indexed.
public final class SearchScenario implements Scenario {
    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 10_000_000, "lines of jobs that have ended");
    private static final ScenarioOption.Count JOB =
            new ScenarioOption.Count("lines-a-job", 5_000, "lines that each of them printed");
    private static final ScenarioOption.Count ROUNDS =
            new ScenarioOption.Count("rounds", 200, "searches of each kind");
    private static final ScenarioOption.Count BESIDE =
            new ScenarioOption.Count(
                    "beside", 20_000, "lines a second that are written meanwhile; 0: none");

    private static final int LINES_AT_ONCE = 1_000;
    private static final int MOST_PRINTED = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String description() {
        return "How long a search over all logs takes, and what its index costs.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(LINES, JOB, ROUNDS, BESIDE, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchDatabase bench = BenchDatabase.start(run, report)) {
            PrintedJobs jobs = new PrintedJobs(bench, "team/search", 1);
            double indexed = fill(run, bench, jobs, report);
            sizes(bench, report);
            if (bench.count("select count(*) from unindexed_logs where bytes is null") > 0) {
                report.finding("jobs that ended were not looked at");
            }
            compare(run, bench, indexed, report);
            List<Kind> kinds = kinds(jobs.lines());
            measure(bench, kinds, run.count(ROUNDS), "", report);
            if (run.count(BESIDE) > 0) {
                beside(run, bench, kinds, report);
            }
            check(bench, jobs.lines(), report);
            report.figure("index_us_per_line", indexed);
        }
    }

    /// Writes the logs and indexes them as they come.
    ///
    /// @return processor time of the index, microseconds a line
    private static double fill(
            ScenarioRun run, BenchDatabase bench, PrintedJobs jobs, Report report) {
        int all = run.count(LINES);
        int each = run.count(JOB);
        double indexMillis = 0;
        double javaMillis = 0;
        double writeMillis = 0;
        long start = System.nanoTime();
        int unindexed = 0;
        for (long written = 0; written < all; written += each) {
            Costs before = bench.costs();
            ClaimedJob job = jobs.begin();
            int seq = 0;
            for (int lines = 0; lines < each; lines += LINES_AT_ONCE) {
                seq = jobs.print(job, seq, lines, Math.min(LINES_AT_ONCE, each - lines));
            }
            jobs.end(job);
            Costs after = bench.costs();
            writeMillis += millis(after) - millis(before);
            unindexed++;
            if (unindexed * (long) each >= 200_000 || written + each >= all) {
                indexAll(bench);
                Costs indexed = bench.costs();
                indexMillis += millis(indexed) - millis(after);
                javaMillis += indexed.javaMillis() - after.javaMillis();
                unindexed = 0;
            }
        }
        report.line(
                "%,d lines are written and indexed, after %.0f s"
                        .formatted(jobs.lines(), (System.nanoTime() - start) / 1e9));
        double aLine = indexMillis * 1000 / jobs.lines();
        double java = javaMillis * 1000 / jobs.lines();
        double writing = writeMillis * 1000 / jobs.lines();
        report.line(
                "processor time a line, this process and PostgreSQL: %.2f µs to index it (%.2f of them this process), %.2f µs to make it up, pack and store it"
                        .formatted(aLine, java, writing));
        report.figure("index_java_us_per_line", java);
        report.figure("write_us_per_line", writing);
        return aLine;
    }

    /// Beside what a runner pays for lines of the same kind, in this run.
    private static void compare(ScenarioRun run, BenchDatabase bench, double indexed, Report report)
            throws InterruptedException {
        int lines = Math.min(run.count(LINES), MOST_PRINTED);
        double runner = PrintingRunner.measure(bench, run.folder().resolve("printing"), lines);
        indexAll(bench);
        report.line(
                "a runner pays %.2f µs for such a line: the index costs %.2f times that"
                        .formatted(runner, indexed / runner));
        report.figure("runner_us_per_line", runner);
        report.figure("index_to_runner_ratio", indexed / runner);
    }

    private static double millis(Costs costs) {
        return costs.javaMillis()
                + (Double.isNaN(costs.postgresMillis()) ? 0 : costs.postgresMillis());
    }

    private static void indexAll(BenchDatabase bench) {
        while (!bench.database().transaction(RollUps::add)) {
            // There is more.
        }
        while (!bench.database().transaction(SavedSearchMatching::ask)) {
            // There are more.
        }
        while (!bench.database().transaction(SearchIndex::add)) {
            // There is enough for another segment.
        }
    }

    private static void sizes(BenchDatabase bench, Report report) {
        bench.execute("vacuum analyze log_postings");
        bench.execute("vacuum analyze log_spans");
        bench.execute("vacuum analyze log_segments");
        bench.execute("vacuum analyze job_logs");
        double[] sizes =
                bench.numbers(
                        """
                        select (select sum(pg_total_relation_size(t)) from unnest(array[
                                'log_segments', 'log_spans', 'log_postings', 'unindexed_logs']::regclass[]) t),
                            (select sum(pg_total_relation_size(inhrelid)) from pg_inherits
                                where inhparent = 'job_logs'::regclass),
                            (select sum(raw_bytes) from job_logs)
                        """);
        report.line(
                "index %.1f MB: %.0f %% of the logs as they are stored (%.1f MB), %.1f %% of what was printed (%.1f MB)"
                        .formatted(
                                sizes[0] / 1e6,
                                100 * sizes[0] / sizes[1],
                                sizes[1] / 1e6,
                                100 * sizes[0] / sizes[2],
                                sizes[2] / 1e6));
        report.figure("index_bytes", sizes[0]);
        report.figure("stored_log_bytes", sizes[1]);
        report.figure("printed_log_bytes", sizes[2]);
        report.figure("index_to_stored_ratio", sizes[0] / sizes[1]);
    }

    /// What people look for.
    ///
    /// @param sure whether each search of it finds something
    private record Kind(String name, boolean sure, Function<Random, SearchQuery> query) {}

    private static List<Kind> kinds(long lines) {
        Function<Random, String> mark =
                random -> BuildLog.mark(random.nextLong(lines / BuildLog.MARKED) * BuildLog.MARKED);
        return List.of(
                new Kind("rare_word", true, random -> SearchQuery.words(mark.apply(random))),
                new Kind(
                        "common_phrase",
                        true,
                        _ -> SearchQuery.words("\"Failures: 0, Errors: 0\"")),
                new Kind(
                        "substring",
                        true,
                        random ->
                                SearchQuery.words("*" + mark.apply(random).substring(3, 13) + "*")),
                new Kind(
                        "regex",
                        true,
                        random ->
                                SearchQuery.regex(
                                        "request %s[0-9a-f]+ failed with 50\\d"
                                                .formatted(mark.apply(random).substring(0, 9)))),
                new Kind(
                        "nowhere",
                        false,
                        random ->
                                SearchQuery.words(
                                        "\"request %016x failed\"".formatted(random.nextLong()))));
    }

    private static void measure(
            BenchDatabase bench, List<Kind> kinds, int rounds, String suffix, Report report) {
        Random random = new Random(3);
        for (Kind kind : kinds) {
            List<Double> millis = new ArrayList<>();
            long blocks = 0;
            for (int round = 0; round < rounds; round++) {
                SearchQuery query = kind.query.apply(random);
                long start = System.nanoTime();
                SearchPage page = bench.database().statement(tx -> first(tx, query));
                millis.add((System.nanoTime() - start) / 1e6);
                blocks += page.blocksRead();
                if (page.hits().isEmpty() == kind.sure) {
                    report.finding(
                            "'%s' finds %d lines".formatted(query.text(), page.hits().size()));
                }
            }
            LatencyFigures figures = LatencyFigures.of(millis);
            report.line(
                    "%-14s%-8s median %7.1f ms, p95 %7.1f ms, max %7.1f ms; %.1f blocks read"
                            .formatted(
                                    kind.name,
                                    suffix.isEmpty() ? "" : "beside",
                                    figures.median(),
                                    figures.percentile(95),
                                    figures.max(),
                                    (double) blocks / rounds));
            report.figure(kind.name + suffix + "_p50_ms", figures.median());
            report.figure(kind.name + suffix + "_p95_ms", figures.percentile(95));
        }
    }

    private static SearchPage first(Tx tx, SearchQuery query) {
        return LogSearch.page(
                tx, query, SearchFacets.NONE, null, new LogSearch.PageSize(20, 2, PATIENCE));
    }

    /// The same while a job prints and what ends is indexed.
    private static void beside(
            ScenarioRun run, BenchDatabase bench, List<Kind> kinds, Report report)
            throws InterruptedException {
        AtomicLong written = new AtomicLong();
        PrintedJobs writer = new PrintedJobs(bench, "team/beside", 2);
        int each = run.count(JOB);
        Duration pause = Duration.ofNanos(1_000_000_000L * LINES_AT_ONCE / run.count(BESIDE));
        long start = System.nanoTime();
        LiveJob live = new LiveJob(writer, each, written);
        try (PollLoop _ = loop("stress-printing", pause, live::print);
                PollLoop _ =
                        loop(
                                "stress-indexing",
                                Duration.ofMillis(500),
                                () -> {
                                    indexAll(bench);
                                    return true;
                                })) {
            measure(bench, kinds, run.count(ROUNDS), "_beside", report);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        report.line(
                "meanwhile %.0f lines a second were written".formatted(written.get() / seconds));
        report.figure("beside_lines_per_second", written.get() / seconds);
    }

    private static PollLoop loop(
            String name, Duration period, java.util.function.BooleanSupplier look) {
        return new PollLoop(
                        name,
                        period,
                        look,
                        new Outage("the benchmark goes on"),
                        RandomGenerator.getDefault())
                .start();
    }

    /// One job after the other prints. Used by one thread.
    private static final class LiveJob {
        private final PrintedJobs jobs;
        private final int linesAJob;
        private final AtomicLong written;
        private ClaimedJob job;
        private int seq;
        private long lines;

        LiveJob(PrintedJobs jobs, int linesAJob, AtomicLong written) {
            this.jobs = jobs;
            this.linesAJob = linesAJob;
            this.written = written;
            this.job = jobs.begin();
        }

        boolean print() {
            seq = jobs.print(job, seq, lines, LINES_AT_ONCE);
            lines += LINES_AT_ONCE;
            written.addAndGet(LINES_AT_ONCE);
            if (lines >= linesAJob) {
                jobs.end(job);
                job = jobs.begin();
                seq = 0;
                lines = 0;
            }
            return true;
        }
    }

    /// Each mark is found where it stands, and once.
    private static void check(BenchDatabase bench, long lines, Report report) {
        Random random = new Random(5);
        for (int look = 0; look < 50; look++) {
            String mark = BuildLog.mark(random.nextLong(lines / BuildLog.MARKED) * BuildLog.MARKED);
            int hits =
                    bench.database()
                            .statement(tx -> first(tx, SearchQuery.words(mark)))
                            .hits()
                            .size();
            // The job beside prints its own, of the same numbers.
            if (hits < 1 || hits > 2) {
                report.finding("'%s' was printed once and is found %d times".formatted(mark, hits));
            }
        }
    }
}
