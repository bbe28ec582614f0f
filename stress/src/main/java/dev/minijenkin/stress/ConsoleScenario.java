package dev.minijenkin.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.Migrations;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.instance.ConsoleProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How long a person waits for the first rows of the console, from the command on: with a database
/// of many runs, again and again, each time in a process of its own.
final class ConsoleScenario implements Scenario {
    private static final String PAINTED = "First rows painted";

    /// The first starts fill the archive of classes and the caches of the machine.
    private static final int WARM_UP = 2;

    private static final ScenarioOption.Count RUNS =
            new ScenarioOption.Count("runs", 10_000, "runs in the database");
    private static final ScenarioOption.Count STARTS =
            new ScenarioOption.Count("starts", 10, "how often it is opened");
    private static final ScenarioOption.Flag HEADLESS =
            new ScenarioOption.Flag("headless", "paint without a display, in memory");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String description() {
        return "From the command to the first rows of the console, with many runs.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(RUNS, STARTS, HEADLESS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        boolean headless = run.is(HEADLESS);
        if (!headless) {
            ConsoleProcess.requireDisplay();
        }
        try (BenchPostgres postgres = BenchPostgres.open(run, report)) {
            DatabaseConfiguration configuration = postgres.configuration();
            new Migrations(configuration).migrate();
            try (Database database = Database.open(configuration, HintSink.NONE)) {
                MadeUpRuns.fill(database, run.count(RUNS));
            }
            measure(
                    () -> ConsoleProcess.of(configuration, run.folder(), headless),
                    run.count(RUNS),
                    run.count(STARTS),
                    report);
        }
    }

    private static void measure(
            Supplier<ProcessBuilder> console, int runs, int starts, Report report) {
        report.line(
                "From the command to the first rows, on a database of %,d runs".formatted(runs));
        List<Double> milliseconds = new ArrayList<>();
        for (int start = -WARM_UP; start < starts; start++) {
            double took = open(console.get());
            report.line("%s %8.0f ms".formatted(start < 0 ? "warm-up" : "start  ", took));
            if (start >= 0) {
                milliseconds.add(took);
            }
        }
        LatencyFigures figures = LatencyFigures.of(milliseconds);
        report.figure("first_rows_median_ms", figures.median());
        report.figure("first_rows_max_ms", figures.max());
        report.line("median  %8.0f ms, longest %.0f ms".formatted(figures.median(), figures.max()));
    }

    private static double open(ProcessBuilder console) {
        List<String> said = new ArrayList<>();
        try {
            long began = System.nanoTime();
            Process process = console.redirectErrorStream(true).start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.contains(PAINTED)) {
                        return (System.nanoTime() - began) / 1e6;
                    }
                    said.add(line);
                }
            } finally {
                process.destroy();
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The console does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
        throw new StressException("The console showed no row: " + String.join("\n", said));
    }
}
