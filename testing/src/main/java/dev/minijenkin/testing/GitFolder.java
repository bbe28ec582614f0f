package dev.minijenkin.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A real repository: a bare one that is pushed to, and a work tree that pushes, made by git's own
/// command.
public final class GitFolder {
    public static final String WORKFLOW =
            """
            name: ci
            on: [push, workflow_dispatch]
            jobs:
              build:
                runs-on: linux
                steps:
                  - run: echo built
            """;

    private final Path bare;
    private final Path work;

    private GitFolder(Path bare, Path work) {
        this.bare = bare;
        this.work = work;
    }

    public static GitFolder create(Path folder) {
        return create(folder, "origin");
    }

    /// Another one in the same folder has another name.
    public static GitFolder create(Path folder, String name) {
        Path bare = folder.resolve(name + ".git");
        Path work = folder.resolve(name + "-work");
        git(folder, "init", "-q", "--bare", "--initial-branch=main", bare.toString());
        git(folder, "init", "-q", "--initial-branch=main", work.toString());
        git(work, "remote", "add", "origin", bare.toString());
        return new GitFolder(bare, work);
    }

    public Path bare() {
        return bare;
    }

    public Path work() {
        return work;
    }

    public GitFolder write(String path, String content) {
        try {
            Path file = work.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Commits everything; the commit's id.
    public String commit(String message) {
        git(work, "add", "-A");
        git(work, "commit", "-q", "--allow-empty", "-m", message);
        return git(work, "rev-parse", "HEAD").strip();
    }

    /// What git told the one who pushed.
    public String push(String... refs) {
        List<String> command = new ArrayList<>(List.of("push", "-q", "origin"));
        command.addAll(List.of(refs));
        return git(work, command.toArray(String[]::new));
    }

    /// Commits the usual workflow and pushes it; the commit's id.
    public String pushWorkflow() {
        return pushWorkflow(WORKFLOW);
    }

    /// Commits a workflow and pushes it; the commit's id.
    public String pushWorkflow(String workflow) {
        String commit = write(".mini-jenkin/workflows/ci.yml", workflow).commit("Build it");
        push("main");
        return commit;
    }

    public String git(String... arguments) {
        return git(work, arguments);
    }

    public String gitInBare(String... arguments) {
        return git(bare, arguments);
    }

    private static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "GIT_CONFIG_GLOBAL", "/dev/null",
                                "GIT_AUTHOR_NAME", "Ana",
                                "GIT_AUTHOR_EMAIL", "ana@example.org",
                                "GIT_COMMITTER_NAME", "Ana",
                                "GIT_COMMITTER_EMAIL", "ana@example.org"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
