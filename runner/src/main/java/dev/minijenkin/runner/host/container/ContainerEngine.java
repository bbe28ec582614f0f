package dev.minijenkin.runner.host.container;

import dev.minijenkin.runner.fault.RunnerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program of this host that starts containers. Short questions are asked here; what takes long
/// or prints for people is a process of the job, by [#command]. Immutable, thread-safe.
///
/// @param environment what it finds: nothing of the runner's credentials, and what of its variables
///   tells it where its engine is
public record ContainerEngine(Path program, Kind kind, Map<String, String> environment) {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerEngine.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LIMIT_OF_TRIAL = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /// Which of the two it is, whatever it is called.
    public enum Kind {
        DOCKER,
        PODMAN
    }

    public ContainerEngine {
        environment = Map.copyOf(environment);
    }

    /// What it answered.
    ///
    /// @param output standard output, without blanks around it
    /// @param errors standard error, alike
    public record Answer(int code, String output, String errors) {
        public boolean succeeded() {
            return code == 0;
        }

        /// The last line of what it complained of, as the end of a sentence.
        public String complaint() {
            String text = errors.isBlank() ? output : errors;
            String last = text.lines().reduce("", (_, line) -> line.isBlank() ? "" : line).strip();
            return last.isEmpty() ? "it ended with code " + code : last.replaceFirst("\\.$", "");
        }
    }

    /// What goes to it beside its words.
    ///
    /// @param environment more variables
    /// @param text its standard input
    public record Given(Map<String, String> environment, String text) {
        public static final Given NOTHING = new Given(Map.of(), "");
    }

    /// The one of this path, if containers can be started with it.
    static Optional<ContainerEngine> tried(Path program, Map<String, String> environment) {
        ContainerEngine docker = new ContainerEngine(program, Kind.DOCKER, environment);
        try {
            Answer version = docker.ask(List.of("version"), Given.NOTHING, LIMIT_OF_TRIAL);
            if (!version.succeeded()) {
                LOG.debug("{}: {}", program, version.complaint());
                return Optional.empty();
            }
            if (!version.output().contains("Podman")) {
                return Optional.of(docker);
            }
            // Its version needs no store and no rights.
            Answer info = docker.ask(List.of("info"), Given.NOTHING, LIMIT_OF_TRIAL);
            return info.succeeded()
                    ? Optional.of(new ContainerEngine(program, Kind.PODMAN, environment))
                    : Optional.empty();
        } catch (RunnerException e) {
            LOG.debug("{}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// As people call it.
    public String name() {
        return String.valueOf(program.getFileName());
    }

    /// Its words as a process of a job.
    public List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        return command;
    }

    /// Asks it something.
    ///
    /// @throws RunnerException if it cannot be started, or does not answer
    public Answer ask(String... words) throws InterruptedException {
        return ask(List.of(words), Given.NOTHING);
    }

    /// The same with something beside.
    public Answer ask(List<String> words, Given given) throws InterruptedException {
        return ask(words, given, LIMIT);
    }

    /// What it answers; that it says no is an exception with the beginning of a sentence.
    public String demand(String what, List<String> words, Given given) throws InterruptedException {
        Answer answer = ask(words, given);
        if (!answer.succeeded()) {
            throw new RunnerException(what + ": " + name() + " says: " + answer.complaint());
        }
        return answer.output();
    }

    private Answer ask(List<String> words, Given given, Duration limit)
            throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(words));
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(given.environment());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new RunnerException(program + " cannot be started: " + e.getMessage(), e);
        }
        try {
            CompletableFuture<String> output = read(process.getInputStream());
            CompletableFuture<String> errors = read(process.getErrorStream());
            write(given.text(), process.getOutputStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RunnerException(
                        "%s %s gave no answer within %d s"
                                .formatted(name(), words.getFirst(), limit.toSeconds()));
            }
            return new Answer(process.exitValue(), output.join(), errors.join());
        } finally {
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("container-engine")
                .start(() -> {
                    try (stream) {
                        byte[] bytes = stream.readNBytes(MOST_BYTES);
                        stream.skip(Long.MAX_VALUE);
                        text.complete(new String(bytes, StandardCharsets.UTF_8).strip());
                    } catch (IOException _) {
                        text.complete("");
                    }
                });
        return text;
    }

    /// Who does not read it, says so by its end.
    private static void write(String text, OutputStream stream) {
        try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("Nobody reads it: {}", e.getMessage());
        }
    }
}
