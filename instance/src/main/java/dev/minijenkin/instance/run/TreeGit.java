package dev.minijenkin.instance.run;

import dev.minijenkin.instance.InstanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// git's own command in somebody's folder: with the settings that this person has, without prompts
/// and hooks, and untouched by the repository in whose hook this process may run.
///
/// @param environment what it gets besides
record TreeGit(Path folder, Map<String, String> environment) {
    private static final List<String> COMMAND =
            List.of(
                    "git",
                    "-c",
                    "core.hooksPath=/dev/null",
                    "-c",
                    "core.fsmonitor=false",
                    "-c",
                    "core.safecrlf=false",
                    "-c",
                    "advice.addEmbeddedRepo=false",
                    "-c",
                    "gc.auto=0",
                    "-c",
                    "commit.gpgSign=false");

    /// What a repository tells its hooks of itself.
    private static final List<String> OF_REPOSITORY =
            List.of(
                    "GIT_DIR",
                    "GIT_WORK_TREE",
                    "GIT_INDEX_FILE",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_COMMON_DIR",
                    "GIT_NAMESPACE",
                    "GIT_PREFIX",
                    "GIT_CEILING_DIRECTORIES");

    static TreeGit in(Path folder) {
        return new TreeGit(folder, Map.of());
    }

    /// What it printed, without blanks around it; empty where it failed.
    Optional<String> ask(String... arguments) {
        Answer answer = run(arguments);
        return answer.code() == 0 ? Optional.of(answer.said().strip()) : Optional.empty();
    }

    /// The same, where it must not fail.
    ///
    /// @throws InstanceException with what git said
    String demand(String... arguments) {
        Answer answer = run(arguments);
        if (answer.code() != 0) {
            throw new InstanceException(
                    "git %s failed in %s: %s"
                            .formatted(arguments[0], folder, answer.complaint().strip()));
        }
        return answer.said().strip();
    }

    private record Answer(int code, String said, String complaint) {}

    private Answer run(String... arguments) {
        List<String> command = new ArrayList<>(COMMAND);
        command.addAll(List.of(arguments));
        Path complaints = null;
        try {
            complaints = Files.createTempFile("mini-jenkin-git-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectError(complaints.toFile());
            builder.environment().keySet().removeAll(OF_REPOSITORY);
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
            builder.environment().putAll(environment);
            Process process = builder.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return new Answer(
                    code, said, new String(Files.readAllBytes(complaints), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InstanceException("git cannot be run; is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InstanceException("Interrupted", e);
        } finally {
            delete(complaints);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be deleted", e);
        }
    }
}
