package dev.minijenkin.server.delivery;

import static dev.minijenkin.testing.HookSender.push;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.Daemon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository whose objects cannot be borrowed, as it is somewhere else: behind git's protocol.
class FetchTest {
    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private Daemon daemon;
    private String secret;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver((_, _) -> {
            try {
                return new FileRepositoryBuilder().setGitDir(git.bare().toFile()).build();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        daemon.getService("git-upload-pack").setEnabled(true);
        daemon.start();
        secret =
                server.register(
                                "team/app",
                                "git://127.0.0.1:" + daemon.getAddress().getPort() + "/app.git")
                        .hookSecret();
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.stopAndWait();
        server.close();
    }

    @Test
    void eachPushIsFetched() {
        String first = git.pushWorkflow();
        send(first);
        server.awaitCount(1, "pipeline_runs where commit_sha = '" + first + "'");
        String second = git.write("a", "a").commit("Second");
        git.push("main");
        send(second);

        server.awaitCount(1, "pipeline_runs where commit_sha = '" + second + "'");
    }

    @Test
    void aForcePushIsFetched() {
        String first = git.pushWorkflow();
        send(first);
        server.awaitCount(1, "pipeline_runs");
        git.git("commit", "-q", "--amend", "-m", "Better");
        git.push("--force", "main");
        send(git.git("rev-parse", "HEAD").strip());

        server.awaitCount(1, "pipeline_runs where commit_title = 'Better'");
    }

    @Test
    void aCommitThatAForcePushReplacedIsAskedForByItself() {
        String first = git.pushWorkflow();
        git.git("commit", "-q", "--amend", "-m", "Better");
        git.push("--force", "main");
        git.gitInBare("config", "uploadpack.allowAnySHA1InWant", "true");
        send(first);

        server.awaitCount(1, "pipeline_runs where commit_sha = '" + first + "'");
    }

    @Test
    void aTagIsFetched() {
        git.pushWorkflow();
        git.git("tag", "-a", "-m", "Release", "v1");
        git.push("v1");
        server.sender()
                .github(
                        "team/app",
                        secret,
                        "push",
                        push("refs/tags/v1", "0".repeat(40), git.git("rev-parse", "v1").strip()));

        server.awaitCount(1, "pipeline_runs where ref = 'refs/tags/v1'");
    }

    @Test
    void whoRestartsFindsTheMirrorAgain() {
        String first = git.pushWorkflow();
        send(first);
        server.awaitCount(1, "pipeline_runs");
        server.restart();
        String second = git.write("a", "a").commit("Second");
        git.push("main");
        send(second);

        server.awaitCount(1, "pipeline_runs where commit_sha = '" + second + "'");
    }

    private void send(String after) {
        server.sender()
                .github("team/app", secret, "push", push("refs/heads/main", "0".repeat(40), after));
    }
}
