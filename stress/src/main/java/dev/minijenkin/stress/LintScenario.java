package dev.minijenkin.stress;

import dev.minijenkin.workflow.lint.Linter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How many workflow files a second one warm thread lints.
public final class LintScenario {
    private static final int FILES = 1500;
    private static final int ROUNDS = 8;

    private final List<String> texts;

    private LintScenario(List<String> texts) {
        this.texts = texts;
    }

    /// The scenario over files.
    ///
    /// @param folder whose files are linted; empty: 1,500 made-up ones
    public static LintScenario of(Optional<Path> folder) throws IOException {
        return new LintScenario(
                folder.isPresent() ? read(folder.get()) : MadeUpWorkflows.files(FILES));
    }

    /// Lints all files again and again and prints a line each time: the first rounds warm up.
    public void run(PrintStream out) {
        long characters = texts.stream().mapToLong(String::length).sum();
        out.printf(
                "%,d files, %.1f KB on average, one thread%n",
                texts.size(), characters / 1024.0 / texts.size());
        Linter linter = Linter.ofFiles();
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            long valid = texts.stream().filter(text -> linter.lint("ci.yml", text).valid()).count();
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "round %d: %.3f s, %,.0f files/s, %.1f MB/s, %,d valid%n",
                    round, seconds, texts.size() / seconds, characters / 1e6 / seconds, valid);
        }
    }

    private static List<String> read(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> path.toString().matches(".*\\.ya?ml")).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
