package dev.minijenkin.instance.sample;

import dev.minijenkin.db.sample.SampleLog;
import dev.minijenkin.instance.GitCommand;
import dev.minijenkin.instance.InstanceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A git repository of the sample: a bare one and a clone, from which it is pushed.
final class SampleRepository {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String FAILED = ".failed.txt";

    private final String name;
    private final List<String> workflows;
    private final Path folder;
    private final Path bare;
    private final Path clone;
    private int pushes;

    SampleRepository(String name, List<String> workflows, Path folder) {
        this.name = name;
        this.workflows = workflows;
        this.folder = folder;
        this.bare = folder.resolve(name + ".git");
        this.clone = folder.resolve(name);
    }

    String name() {
        return name;
    }

    Path bare() {
        return bare;
    }

    boolean deploys() {
        return workflows.contains("deploy");
    }

    /// How its pipelines are called, as `repository/pipeline`.
    List<String> pipelines() {
        return workflows.stream().map(workflow -> name + "/" + workflow).toList();
    }

    /// Makes it, with nothing pushed yet.
    void make() {
        try {
            Files.createDirectories(bare);
            new GitCommand(bare).run("init", "--quiet", "--bare", "--initial-branch=main", ".");
            new GitCommand(folder).run("clone", "--quiet", bare.toString(), clone.toString());
            Path folder = Files.createDirectories(clone.resolve(".mini-jenkin/workflows"));
            for (String workflow : workflows) {
                copy(workflow + ".yml", folder.resolve(workflow + ".yml"));
            }
            copy("say.sh", clone.resolve("say.sh"));
            if (!clone.resolve("say.sh").toFile().setExecutable(true)) {
                throw new IOException("say.sh cannot be made executable");
            }
            Files.createDirectories(clone.resolve("says"));
            for (Map.Entry<String, List<String>> said : SaidLines.well().entrySet()) {
                Files.write(clone.resolve("says/" + said.getKey() + ".txt"), said.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The repository cannot be written to " + clone, e);
        }
    }

    /// Commits something and pushes it.
    ///
    /// @param fails which job is going to; empty: none
    void push(String branch, String author, String title, String fails) {
        try {
            for (String job : SaidLines.badly().keySet()) {
                Files.deleteIfExists(clone.resolve("says/" + job + FAILED));
            }
            List<String> badly = SaidLines.badly().get(fails);
            if (badly != null) {
                Files.write(clone.resolve("says/" + fails + FAILED), badly);
            }
            Files.writeString(clone.resolve("CHANGES"), title + "\n" + pushes++ + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The repository cannot be written to " + clone, e);
        }
        GitCommand git = new GitCommand(clone);
        git.run("add", "--all");
        git.run("-c", "user.name=" + author, "commit", "--quiet", "--message", title);
        git.runAs(author, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/" + branch);
    }

    /// What its steps printed in the past.
    List<SampleLog> logs() {
        List<SampleLog> logs = new ArrayList<>();
        SaidLines.well().forEach((job, lines) -> addLogs(logs, job, false, lines));
        SaidLines.badly().forEach((job, lines) -> addLogs(logs, job, true, lines));
        return logs;
    }

    private void addLogs(List<SampleLog> logs, String job, boolean failed, List<String> lines) {
        List<String> checkout =
                List.of(
                        "Runner oak-01 (Linux X64)",
                        name + " at 4be19d7f, run 2196 of ci",
                        "##[group]Check out 4be19d7f90ab of " + name,
                        "From /srv/git/" + name,
                        " * [new ref]         4be19d7f90ab -> origin/main",
                        "Reset branch 'main'",
                        "branch 'main' set up to track 'origin/main'.",
                        "##[endgroup]");
        List<String> setUp = step("setup", SaidLines.setUp());
        int third = checkout.size() + setUp.size() + 1;
        logs.add(new SampleLog(name, job, failed, 1, 1, checkout, PAUSE));
        logs.add(new SampleLog(name, job, failed, 2, checkout.size() + 1, setUp, PAUSE));
        logs.add(new SampleLog(name, job, failed, 3, third, step(job, lines), PAUSE));
    }

    /// As a runner begins a step.
    private static List<String> step(String says, List<String> lines) {
        String command = "./say.sh " + says;
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "##[group]Run " + command,
                                command,
                                "shell: bash -e {0}",
                                "##[endgroup]"));
        all.addAll(lines);
        return all;
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = SampleRepository.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InstanceException("The program lacks " + resource);
            }
            Files.copy(in, target);
        }
    }
}
