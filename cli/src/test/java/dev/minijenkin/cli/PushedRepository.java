package dev.minijenkin.cli;

import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.server.registration.PostReceiveHook;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;

/// A repository of an instance, with the hook that tells it of each push.
public record PushedRepository(GitFolder git) {
    public static PushedRepository create(ThrowAwayInstance instance, Path folder, String name) {
        GitFolder git = GitFolder.create(folder, name);
        String secret = instance.register(name, git.bare());
        PostReceiveHook.install(git.bare(), instance.server().toString(), name, secret);
        return new PushedRepository(git);
    }

    /// Commits the workflow file and pushes; the commit's id.
    public String push(String workflow) {
        return git.pushWorkflow(workflow);
    }
}
