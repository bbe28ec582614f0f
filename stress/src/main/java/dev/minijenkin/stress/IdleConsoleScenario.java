package dev.minijenkin.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.instance.ConsoleProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a console costs that is only looked at: its memory, with a log of many lines open, and what
/// it asks of the database while nothing happens, on each of its views.
final class IdleConsoleScenario implements Scenario {
    private static final String PAINTED = "First rows painted";
    private static final String WHOLE = "The log is there";
    private static final int CHUNK = 2_000;
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
    private static final ScenarioOption.Flag HEADLESS =
            new ScenarioOption.Flag("headless", "paint without a display, in memory");

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
        return List.of(LINES, SECONDS, HEADLESS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        boolean headless = run.is(HEADLESS);
        if (!headless) {
            ConsoleProcess.requireDisplay();
        }
        try (BenchDatabase bench = BenchDatabase.start(run, report)) {
            MadeUpRuns.fill(bench.database(), 1_000);
            ClaimedJob job;
            try (LongQueue queue = new LongQueue(bench)) {
                job = begun(queue);
            }
            write(bench, job, run.count(LINES));
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

    private static ClaimedJob begun(LongQueue queue) {
        queue.queued(LongQueue.SERVED, 1);
        List<ClaimedJob> taken = queue.take(queue.labelSets(), new ClaimFloor(System::nanoTime), 1);
        if (taken.isEmpty()) {
            throw new StressException("No job could be claimed");
        }
        return taken.getFirst();
    }

    private static void write(BenchDatabase bench, ClaimedJob job, int lines) {
        Instant first = job.terms().claimedAt().toInstant();
        for (int from = 0, seq = 0; from < lines; from += CHUNK, seq++) {
            int count = Math.min(CHUNK, lines - from);
            Instant at = first.plusMillis(from);
            List<LogLine> of = new ArrayList<>();
            int bytes = 0;
            for (int i = 0; i < count; i++) {
                byte[] line = line(from + i).getBytes(UTF_8);
                bytes += line.length + 1;
                of.add(new LogLine(at.plusMillis(i), line, true));
            }
            LogChunk chunk =
                    new LogChunk(
                            job.claim(),
                            job.job(),
                            job.terms().logDay(),
                            seq,
                            1,
                            from + 1L,
                            count,
                            false,
                            bytes,
                            at,
                            LogChunkCodec.encode(at, of));
            bench.database().transaction(tx -> Logs.append(tx, List.of(chunk)));
        }
    }

    /// About a hundred bytes, some in colour, now and then a warning.
    private static String line(int number) {
        if (number % 997 == 0) {
            return "warning: shard %d answered late, tried again in %d ms"
                    .formatted(number % 16, number % 400);
        }
        return "\u001b[32mINFO\u001b[0m  [worker-%d] indexed document %d of collection products/%08x, took %d ms"
                .formatted(number % 8, number, number * 2654435761L & 0xffffffffL, number % 90);
    }

    private static void watch(
            ScenarioRun run,
            BenchDatabase bench,
            Report report,
            View view,
            Duration watched,
            double control)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                ConsoleProcess.of(bench.configuration(), run.folder(), run.is(HEADLESS));
        if (!view.link().isEmpty()) {
            builder.command().addAll(List.of("--link", view.link()));
        }
        Process console = builder.redirectErrorStream(true).start();
        try {
            awaitWords(console, view.said());
            Thread.sleep(SETTLES);
            double statements = asked(bench, watched) - control;
            double resident = resident(console);
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
        } finally {
            console.descendants().forEach(ProcessHandle::destroy);
            console.destroy();
            if (!console.waitFor(20, TimeUnit.SECONDS)) {
                console.destroyForcibly();
            }
        }
    }

    /// Transactions of everybody a second; those of autocommit are one statement each.
    private static double asked(BenchDatabase bench, Duration span) throws InterruptedException {
        double before = bench.numbers(COMMITS)[0];
        Thread.sleep(span);
        return (bench.numbers(COMMITS)[0] - before) / span.toSeconds();
    }

    private static void awaitWords(Process console, String words) {
        List<String> said = new ArrayList<>();
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(console.getInputStream(), UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(words)) {
                    // What it says from now on is read, so that it does not wait for anybody.
                    Thread.ofVirtual().start(() -> lines.lines().forEach(more -> {}));
                    return;
                }
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The console cannot be heard", e);
        }
        throw new StressException("The console ended: " + String.join("\n", said));
    }

    /// Of the program that paints, which the launch script may have started.
    private static double resident(Process console) throws IOException {
        long pid = console.descendants().findFirst().map(ProcessHandle::pid).orElse(console.pid());
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / MEBIBYTE;
            }
        }
        return Double.NaN;
    }
}
