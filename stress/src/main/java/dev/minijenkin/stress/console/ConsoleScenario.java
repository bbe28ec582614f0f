package dev.minijenkin.stress.console;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.instance.ConsoleProcess;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.LongLog;
import dev.minijenkin.stress.sample.LongQueue;
import dev.minijenkin.stress.sample.MadeUpRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a person waits for the console: for its first rows, from the command on, and for long
/// logs; and how smoothly it goes on while a log grows and many runs change. Each time in a process
/// of its own.
public final class ConsoleScenario implements Scenario {
    private static final String PAINTED = "First rows painted";

    /// The first starts fill the archive of classes and the caches of the machine.
    private static final int WARM_UP = 2;

    /// While it is being opened a console is busy with that.
    private static final int SETTLES = 2;

    private static final Pattern THERE =
            Pattern.compile("The log is there: ([0-9]+) lines after ([0-9]+) ms");
    private static final Pattern READ =
            Pattern.compile("The log is read: ([0-9]+) lines after ([0-9]+) ms");
    private static final Pattern PULSES =
            Pattern.compile(
                    "Pulses: ([0-9]+), 95 of 100 within ([0-9.]+) ms, the longest ([0-9.]+) ms; blocked for ([0-9.]+) ms");

    private static final ScenarioOption.Count RUNS =
            new ScenarioOption.Count("runs", 10_000, "runs in the database");
    private static final ScenarioOption.Count STARTS =
            new ScenarioOption.Count("starts", 10, "how often it is opened");
    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 1_000_000, "lines of a log that is opened; 0: none");
    private static final ScenarioOption.Count MANY_LINES =
            new ScenarioOption.Count("many-lines", 0, "the same once more, such as 10000000");
    private static final ScenarioOption.Count SECONDS =
            new ScenarioOption.Count("seconds", 20, "how long each view is watched live; 0: not");
    private static final ScenarioOption.Count LINES_A_SECOND =
            new ScenarioOption.Count("lines-per-second", 5_000, "that the log grows by meanwhile");
    private static final ScenarioOption.Count CHANGES =
            new ScenarioOption.Count("changes-per-second", 50, "of runs meanwhile");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String description() {
        return "How long the console takes to open, with many runs and long logs, and how smooth it is.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(
                RUNS,
                STARTS,
                LINES,
                MANY_LINES,
                SECONDS,
                LINES_A_SECOND,
                CHANGES,
                WatchedConsole.HEADLESS,
                BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        boolean headless = WatchedConsole.isHeadless(run);
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                LongQueue queue = new LongQueue(bench)) {
            MadeUpRuns.fill(bench.database(), run.count(RUNS));
            Supplier<ProcessBuilder> console =
                    () ->
                            ConsoleProcess.of(
                                    run.program(),
                                    bench.plainConfiguration(),
                                    run.folder(),
                                    headless);
            starts(console, run.count(RUNS), run.count(STARTS), report);
            open(bench, queue, console, run.count(LINES), "log", report);
            open(bench, queue, console, run.count(MANY_LINES), "long_log", report);
            if (run.count(SECONDS) > 0) {
                live(bench, queue, console, run, report);
            }
        }
    }

    private static void starts(
            Supplier<ProcessBuilder> console, int runs, int starts, Report report)
            throws IOException, InterruptedException {
        report.line(
                "From the command to the first rows, on a database of %,d runs".formatted(runs));
        List<Double> milliseconds = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        for (int start = -Math.min(WARM_UP, starts - 1); start < starts; start++) {
            try (WatchedConsole watched = WatchedConsole.start(console.get())) {
                String _ = watched.await(PAINTED);
                double took = watched.millis();
                double used = watched.processorMillis();
                report.line(
                        "%s %8.0f ms, %.0f ms of processor time"
                                .formatted(start < 0 ? "warm-up" : "start  ", took, used));
                if (start >= 0) {
                    milliseconds.add(took);
                    processor.add(used);
                }
            }
        }
        LatencyFigures figures = LatencyFigures.of(milliseconds);
        LatencyFigures processorFigures = LatencyFigures.of(processor);
        report.figure("first_rows_median_ms", figures.median());
        report.figure("first_rows_max_ms", figures.max());
        report.figure("first_rows_processor_median_ms", processorFigures.median());
        report.line(
                "median  %8.0f ms, longest %.0f ms; processor time %.0f ms"
                        .formatted(figures.median(), figures.max(), processorFigures.median()));
    }

    /// From the command to open it, in a console that is there: until all lines have their rows and
    /// the last ones their words, and until all were read, so that they are counted and searched.
    private static void open(
            BenchDatabase bench,
            LongQueue queue,
            Supplier<ProcessBuilder> console,
            int lines,
            String name,
            Report report)
            throws IOException, InterruptedException {
        if (lines == 0) {
            return;
        }
        LongLog log = LongLog.of(queue);
        log.write(bench.database(), lines);
        try (WatchedConsole watched = WatchedConsole.start(at(console.get(), link(log.job()), 0))) {
            Matcher there = matching(THERE, watched.await("The log is there"));
            double took = Double.parseDouble(there.group(2));
            report.figure(name + "_opened_ms", took);
            report.line("a log of %,d lines is there after %.0f ms".formatted(lines, took));
            Matcher read = matching(READ, watched.await("The log is read"));
            double all = Double.parseDouble(read.group(2));
            report.figure(name + "_read_ms", all);
            report.line("and has been read after %.0f ms".formatted(all));
            report.check(
                    "a log that is opened has all of its lines",
                    Math.abs(Integer.parseInt(there.group(1)) - lines)
                            + Math.abs(Integer.parseInt(read.group(1)) - lines),
                    "lines too few or too many");
        }
    }

    /// On the log, and on the list of runs, while both change.
    private static void live(
            BenchDatabase bench,
            LongQueue queue,
            Supplier<ProcessBuilder> console,
            ScenarioRun run,
            Report report)
            throws IOException, InterruptedException {
        LongLog log = LongLog.of(queue);
        log.write(bench.database(), 1_000);
        int seconds = run.count(SECONDS);
        watch(at(console.get(), "mini-jenkin://runs", seconds), "still_runs", report);
        try (LiveWorld world =
                LiveWorld.start(bench, log, run.count(LINES_A_SECOND), run.count(CHANGES))) {
            watch(at(console.get(), link(log.job()), seconds), "live_log", report);
            watch(at(console.get(), "mini-jenkin://runs", seconds), "live_runs", report);
            report.line(
                    "meanwhile the log grew to %,d lines, in %d tenths of a second"
                            .formatted(log.size(), world.steps()));
        }
    }

    private static void watch(ProcessBuilder command, String name, Report report)
            throws IOException, InterruptedException {
        try (WatchedConsole watched = WatchedConsole.start(WatchedConsole.painting(command))) {
            String _ = watched.await(PAINTED);
            // The first spans are those in which it is opened.
            for (int span = 0; span < SETTLES - 1; span++) {
                String _ = watched.await("Pulses:");
            }
            Matcher told = matching(PULSES, watched.await("Pulses:"));
            double within = Double.parseDouble(told.group(2));
            double blocked = Double.parseDouble(told.group(4));
            report.figure(name + "_pulse_p95_ms", within);
            report.figure(name + "_pulse_max_ms", Double.parseDouble(told.group(3)));
            report.figure(name + "_blocked_max_ms", blocked);
            report.line(
                    "%-10s %s pulses, 95 of 100 within %.2f ms, the FX thread blocked for %.1f ms at most"
                            .formatted(name, told.group(1), within, blocked));
        }
    }

    private static Matcher matching(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            throw new StressException("The console said something else: " + line);
        }
        return matcher;
    }

    private static ProcessBuilder at(ProcessBuilder console, String link, int pulses) {
        console.command().addAll(List.of("--link", link));
        if (pulses > 0) {
            console.command().addAll(List.of("--watch-pulses", Integer.toString(pulses)));
        }
        return console;
    }

    private static String link(ClaimedJob job) {
        return "mini-jenkin://run/" + job.run().value() + "/job/" + job.job().value();
    }
}
