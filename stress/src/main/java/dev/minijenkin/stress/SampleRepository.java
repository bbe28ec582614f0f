package dev.minijenkin.stress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A bare repository with one workflow file, to which commits are added as a push would.
final class SampleRepository {
    private static final String BRANCH = "refs/heads/main";

    private final Path folder;
    private final String tree;

    private SampleRepository(Path folder, String tree) {
        this.folder = folder;
        this.tree = tree;
    }

    /// Makes the repository; its workflow file is `.mini-jenkin/workflows/ci.yml`.
    static SampleRepository create(Path folder, String workflow) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StressException("The folder " + folder + " cannot be made", e);
        }
        git(folder, "", "init", "--quiet", "--bare", "--initial-branch=main", ".");
        String blob = git(folder, workflow, "hash-object", "-w", "--stdin");
        String workflows = git(folder, "100644 blob " + blob + "\tci.yml\n", "mktree");
        String own = git(folder, "040000 tree " + workflows + "\tworkflows\n", "mktree");
        String tree = git(folder, "040000 tree " + own + "\t.mini-jenkin\n", "mktree");
        return new SampleRepository(folder, tree);
    }

    Path folder() {
        return folder;
    }

    /// Adds a commit to the branch; its id.
    String commit(String message) {
        String commit =
                git(
                        folder,
                        "",
                        "-c",
                        "user.name=Stress",
                        "-c",
                        "user.email=stress@example.invalid",
                        "commit-tree",
                        tree,
                        "-m",
                        message);
        git(folder, "", "update-ref", BRANCH, commit);
        return commit;
    }

    private static String git(Path folder, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StressException(String.join(" ", command) + " failed: " + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new StressException("git cannot be run: is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
    }
}
