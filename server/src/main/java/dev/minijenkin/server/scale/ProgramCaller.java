package dev.minijenkin.server.scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Starts a program for each message.
///
/// Input and output are files and no pipes: a program that reads nothing keeps nobody waiting, and
/// what it leaves in the background, such as a runner, may go on with its output.
final class ProgramCaller implements ScaleCaller {
    private static final Duration MUST_END = Duration.ofSeconds(5);
    private static final int SHOWN = 300;

    private final Path program;
    private final Duration limit;

    ProgramCaller(Path program, Duration limit) {
        this.program = program.toAbsolutePath().normalize();
        this.limit = limit;
    }

    @Override
    public Optional<String> call(ScaleMessage message) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("mini-jenkin-scale-");
            Path input = folder.resolve("message");
            Path output = folder.resolve("output");
            try {
                Files.writeString(input, message.json() + "\n");
                return run(input, output);
            } finally {
                Files.deleteIfExists(input);
                Files.deleteIfExists(output);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            return Optional.of("%s cannot be started: %s".formatted(program, e.getMessage()));
        }
    }

    private Optional<String> run(Path input, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(program.toString())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectErrorStream(true);
        builder.environment().keySet().removeIf(ProgramCaller::isOwn);
        Process process = builder.start();
        try {
            if (!process.waitFor(limit)) {
                end(process);
                return Optional.of(
                        "%s did not end within %d s".formatted(program, limit.toSeconds()));
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw e;
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(
                        "%s ended with %d%s"
                                .formatted(program, process.exitValue(), lastLine(output)));
    }

    /// The program alone: what it has started, runners perhaps, goes on.
    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(MUST_END)) {
            process.destroyForcibly().waitFor();
        }
    }

    /// How the server itself reaches its database, and its keys: a runner has others.
    private static boolean isOwn(String variable) {
        String upper = variable.toUpperCase(Locale.ROOT);
        return upper.startsWith("MINI_JENKIN")
                || upper.startsWith("POSTGRES")
                || upper.startsWith("PG");
    }

    private static String lastLine(Path output) throws IOException {
        String said = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
        String line = said.substring(said.lastIndexOf('\n') + 1);
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(SHOWN, line.length()));
    }
}
