package dev.minijenkin.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.notify.HintSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How long a person waits for the first rows of the console, from the command on: with a database
/// of many runs, again and again, each time in a process of its own.
public final class ConsoleScenario {
    private static final String PAINTED = "First rows painted";

    /// The first starts fill the archive of classes and the caches of the machine.
    private static final int WARM_UP = 2;

    private final DatabaseConfiguration configuration;
    private final Supplier<ProcessBuilder> console;

    /// Prepares the scenario.
    ///
    /// @param console the command that opens it on that database
    public ConsoleScenario(DatabaseConfiguration configuration, Supplier<ProcessBuilder> console) {
        this.configuration = configuration;
        this.console = console;
    }

    /// Opens and closes the console `starts` times and prints a table.
    public LatencyFigures run(int runs, int starts, PrintStream out) {
        try (Database database = Database.open(configuration, HintSink.NONE)) {
            MadeUpRuns.fill(database, runs);
        }
        out.printf("From the command to the first rows, on a database of %,d runs%n", runs);
        List<Double> milliseconds = new ArrayList<>();
        for (int start = -WARM_UP; start < starts; start++) {
            double took = open();
            out.printf("%s %8.0f ms%n", start < 0 ? "warm-up" : "start  ", took);
            if (start >= 0) {
                milliseconds.add(took);
            }
        }
        LatencyFigures figures = LatencyFigures.of(milliseconds);
        out.printf("median  %8.0f ms, longest %.0f ms%n", figures.median(), figures.max());
        return figures;
    }

    private double open() {
        List<String> said = new ArrayList<>();
        try {
            long began = System.nanoTime();
            Process process = console.get().redirectErrorStream(true).start();
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
