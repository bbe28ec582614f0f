package dev.minijenkin.stress.console;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.LongLog;
import dev.minijenkin.stress.sample.LongQueue;
import dev.minijenkin.stress.sample.MadeUpRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a console costs that is only looked at: its memory, with a log of many lines open, and what
/// it asks of the database while nothing happens, on each of its views.
public final class IdleConsoleScenario implements Scenario {
    private static final String PAINTED = "First rows painted";
    private static final String WHOLE = "The log is there";
    private static final Duration SETTLES = Duration.ofSeconds(20);

    /// PostgreSQL counts what an idle session did within ten seconds.
    private static final Duration COUNTED = Duration.ofSeconds(15);

    private static final double MEBIBYTE = 1024;
    private static final String COMMITS =
            "select sum(xact_commit + xact_rollback) from pg_stat_database where datname = current_database()";

    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 2_000_000, "lines of the log that is open");
    private static final ScenarioOption.Count SECONDS =
            new ScenarioOption.Count("seconds", 60, "how long each view is watched");

    @Override
    public String name() {
        return "console-idle";
    }

    @Override
    public String description() {
        return "Memory of a console with a long log open, and what it asks while nothing happens.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(LINES, SECONDS, WatchedConsole.HEADLESS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchDatabase bench = BenchDatabase.start(run, report)) {
            MadeUpRuns.fill(bench.database(), 1_000);
            LongLog log;
            try (LongQueue queue = new LongQueue(bench)) {
                log = LongLog.of(queue);
            }
            log.write(bench.database(), run.count(LINES));
            ClaimedJob job = log.job();
            report.line("A log of %,d lines, of a job that goes on".formatted(run.count(LINES)));
            // So that PostgreSQL has nothing to do by itself while the console is watched.
            bench.execute("vacuum analyze");
            Thread.sleep(COUNTED);
            Duration watched = Duration.ofSeconds(run.count(SECONDS));
            String ofRun = "mini-jenkin://run/" + job.run().value();
            double control = asked(bench, watched);
            report.control("statements_per_second", control);
            report.line("without a console: %.2f statements a second".formatted(control));
            watch(run, bench, report, new View("overview", "", PAINTED), watched, control);
            watch(
                    run,
                    bench,
                    report,
                    new View("runs", "mini-jenkin://runs", PAINTED),
                    watched,
                    control);
            watch(run, bench, report, new View("run", ofRun, PAINTED), watched, control);
            watch(
                    run,
                    bench,
                    report,
                    new View("log", ofRun + "/job/" + job.job().value(), WHOLE),
                    watched,
                    control);
        }
    }

    /// What a console shows.
    ///
    /// @param link opened at once; empty: none
    /// @param said what it says when all of it is there
    private record View(String name, String link, String said) {}

    private static void watch(
            ScenarioRun run,
            BenchDatabase bench,
            Report report,
            View view,
            Duration watched,
            double control)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                ConsoleProcess.of(
                        run.program(),
                        bench.configuration(),
                        run.folder(),
                        WatchedConsole.isHeadless(run));
        if (!view.link().isEmpty()) {
            builder.command().addAll(List.of("--link", view.link()));
        }
        try (WatchedConsole console = WatchedConsole.start(builder)) {
            String _ = console.await(view.said());
            Thread.sleep(SETTLES);
            double statements = asked(bench, watched) - control;
            double resident = resident(console.pid());
            report.line(
                    "%-9s %6.2f statements a second, %5.0f MiB resident"
                            .formatted(view.name(), statements, resident));
            report.figure(view.name() + "_statements_per_second", statements);
            report.figure(view.name() + "_resident_mib", resident);
            if (statements >= 1) {
                report.finding(
                        "the idle console asks %.2f times a second on its view %s"
                                .formatted(statements, view.name()));
            }
        }
    }

    /// Transactions of everybody a second; those of autocommit are one statement each.
    private static double asked(BenchDatabase bench, Duration span) throws InterruptedException {
        double before = bench.numbers(COMMITS)[0];
        Thread.sleep(span);
        return (bench.numbers(COMMITS)[0] - before) / span.toSeconds();
    }

    /// Of a process.
    private static double resident(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / MEBIBYTE;
            }
        }
        return Double.NaN;
    }
}
