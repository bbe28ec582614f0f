package dev.minijenkin.cli.workflow;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.lint.ScriptChecker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks shellcheck about scripts, one process for each. Where it breaks or hangs it is not asked
/// again, and the lint goes on without it. Used by one thread.
final class Shellcheck implements ScriptChecker {
    /// A line before the script: steps run so, and what follows from that is no mistake.
    private static final String PROLOGUE = "set -e\n";

    /// What it cannot know of a step: files and variables from elsewhere, and expressions, which
    /// look like constants to it.
    private static final String NOT_HERE = "SC1091,SC2043,SC2050,SC2153,SC2154,SC2157,SC2194";

    private final Path program;
    private final Duration patience;
    private final Consumer<String> trouble;
    private boolean broken;

    /// @param trouble takes a sentence where it cannot be asked
    Shellcheck(Path program, Duration patience, Consumer<String> trouble) {
        this.program = program;
        this.patience = patience;
        this.trouble = trouble;
    }

    /// Looks for it.
    ///
    /// @param path folders as `PATH` has them
    static Optional<Path> find(@Nullable String path) {
        return Arrays.stream(Objects.requireNonNullElse(path, "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> in(folder).stream())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Optional<Path> in(String folder) {
        try {
            return Optional.of(Path.of(folder, "shellcheck"));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<Remark> check(String shell, String script) {
        if (broken) {
            return List.of();
        }
        try {
            return remarks(answer(shell, PROLOGUE + script));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            broken = true;
            trouble.accept("%s is not asked any more: %s".formatted(program, e.getMessage()));
            return List.of();
        } catch (InterruptedException _) {
            broken = true;
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private String answer(String shell, String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--norc",
                                "--format=json",
                                "--shell=" + shell,
                                "--exclude=" + NOT_HERE,
                                "-")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            CompletableFuture<String> answer =
                    CompletableFuture.supplyAsync(
                            () -> read(process), task -> Thread.ofVirtual().start(task));
            Thread.ofVirtual().name("shellcheck-input").start(() -> write(process, script));
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "it gave no answer within %d seconds".formatted(patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException("its answer cannot be read", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One that ends before it has read everything has its reasons.
    private static void write(Process process, String script) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // Its answer, or that there is none, says enough.
        }
    }

    private static List<Remark> remarks(String answer) {
        if (Json.parse(answer) instanceof ArrayValue(List<Value> items, _)) {
            return items.stream().flatMap(item -> remark(item).stream()).toList();
        }
        throw new IllegalArgumentException("its answer is no list");
    }

    private static Optional<Remark> remark(Value item) {
        if (!(item instanceof ObjectValue fields)) {
            return Optional.empty();
        }
        int line = (int) number(fields, "line") - (int) PROLOGUE.lines().count();
        String message =
                "shellcheck SC%s (%s): %s"
                        .formatted(
                                text(fields, "code"),
                                text(fields, "level"),
                                text(fields, "message"));
        return line < 1
                ? Optional.empty()
                : Optional.of(
                        new Remark(line, Math.max(1, (int) number(fields, "column")), message));
    }

    private static double number(ObjectValue fields, String name) {
        return fields.get(name).map(Value::asNumber).orElse(0.0);
    }

    private static String text(ObjectValue fields, String name) {
        return fields.get(name).map(Value::asText).orElse("");
    }
}
