package dev.minijenkin.stress.workflow;

import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.MadeUpWorkflows;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.workflow.lint.Linter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How many workflow files a second one warm thread lints.
public final class LintScenario implements Scenario {
    private static final int FILES = 1500;
    private static final int ROUNDS = 8;

    private static final ScenarioOption.Argument FOLDER =
            new ScenarioOption.Argument(
                    "FOLDER", "folder of workflow files (default: 1,500 made-up ones)");

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public String description() {
        return "How many workflow files a second one warm thread lints.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(FOLDER);
    }

    /// Lints all files again and again, a line each time: the first rounds warm up.
    @Override
    public void run(ScenarioRun run, Report report) throws IOException {
        Optional<String> folder = run.argument(FOLDER);
        List<String> texts =
                folder.isPresent() ? read(Path.of(folder.get())) : MadeUpWorkflows.files(FILES);
        long characters = texts.stream().mapToLong(String::length).sum();
        report.line(
                "%,d files, %.1f KB on average, one thread"
                        .formatted(texts.size(), characters / 1024.0 / texts.size()));
        Linter linter = Linter.ofFiles();
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            long valid = texts.stream().filter(text -> linter.lint("ci.yml", text).valid()).count();
            double seconds = (System.nanoTime() - start) / 1e9;
            report.line(
                    "round %d: %.3f s, %,.0f files/s, %.1f MB/s, %,d valid"
                            .formatted(
                                    round,
                                    seconds,
                                    texts.size() / seconds,
                                    characters / 1e6 / seconds,
                                    valid));
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
