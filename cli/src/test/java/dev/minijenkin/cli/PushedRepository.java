package dev.minijenkin.cli;

import dev.minijenkin.instance.Git;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.server.registration.PostReceiveHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real bare repository with the hook, and a clone of it from which a developer pushes.
final class PushedRepository {
    private final Git clone;

    private PushedRepository(Git clone) {
        this.clone = clone;
    }

    static PushedRepository create(ThrowAwayInstance instance, Path folder, String name)
            throws IOException {
        Path bare = Files.createDirectories(folder.resolve(name + ".git"));
        new Git(bare).run("init", "--quiet", "--bare", "--initial-branch=main", ".");
        String secret = instance.register(name, bare);
        PostReceiveHook.install(bare, instance.server().toString(), name, secret);
        new Git(folder).run("clone", "--quiet", bare.toString(), name);
        return new PushedRepository(new Git(folder.resolve(name)));
    }

    /// Commits the workflow file and pushes; the commit's id.
    String push(String workflow) throws IOException {
        Path file = clone.folder().resolve(".mini-jenkin/workflows/ci.yml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, workflow);
        clone.run("add", "--all");
        clone.run("commit", "--quiet", "--allow-empty", "--message", "Change the workflow");
        clone.run("push", "--quiet", "origin", "HEAD:refs/heads/main");
        return clone.run("rev-parse", "HEAD").strip();
    }
}
