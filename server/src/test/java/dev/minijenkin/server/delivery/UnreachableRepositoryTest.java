package dev.minijenkin.server.delivery;

import static dev.minijenkin.testing.HookSender.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repositories that are away, move or never were.
class UnreachableRepositoryTest {
    private static final String NOTHING = "0".repeat(40);

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private String commit;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        commit = git.pushWorkflow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDeliveryIsKeptSaysWhyAndGoesOnWhenTheRepositoryIsBack() throws IOException {
        Path away = folder.resolve("away.git");
        Files.move(git.bare(), away);
        send(server.register(git).hookSecret(), commit);

        List<String> kept =
                server.awaitTexts(
                        """
                        select d.state, a.tries > 0, d.error = a.reason, d.error
                        from hook_deliveries d join away_remotes a on a.remote = 'repository:' || d.repository_id
                        where a.next_try_at > now() and d.error is not null
                        """);
        assertThat(kept)
                .containsExactly("received|t|t|There is no git repository at " + git.bare());

        Files.move(away, git.bare());
        server.awaitCount(1, "pipeline_runs where commit_sha = '" + commit + "'");
        server.awaitCount(1, "hook_deliveries where state = 'processed' and error is null");
        server.awaitCount(0, "away_remotes");
    }

    @Test
    void oneThatWasThereBeforeIsWaitedForToo() throws IOException {
        String secret = server.register(git).hookSecret();
        send(secret, commit);
        server.awaitCount(1, "pipeline_runs");
        String second = git.write("a", "a").commit("Second");
        git.push("main");
        Path away = folder.resolve("away.git");
        Files.move(git.bare(), away);
        send(secret, second);
        server.awaitTexts("select 1 from hook_deliveries where error is not null");

        Files.move(away, git.bare());
        server.awaitCount(1, "pipeline_runs where commit_sha = '" + second + "'");
    }

    @Test
    void eachAttemptIsLaterThanTheOneBefore() {
        send(server.register("team/app", "/nowhere/at/all.git").hookSecret(), commit);

        List<String> second =
                server.awaitTexts(
                        """
                        select extract(epoch from next_try_at - now()) > 1 from away_remotes
                        where tries = 2 and next_try_at < now() + interval '10 seconds'
                        """);
        assertThat(second).hasSize(1);
    }

    @Test
    void anotherRepositoryDoesNotWaitForIt() {
        String missing = server.register("team/missing", "/nowhere/at/all.git").hookSecret();
        String there = server.register(git).hookSecret();
        for (int i = 0; i < 20; i++) {
            send("team/missing", missing, commit);
        }
        send(there, commit);

        server.awaitCount(1, "pipeline_runs");
    }

    @Test
    void theUrlIsSaidWithTheReason() {
        send(server.register("team/app", "http://127.0.0.1:1/app.git").hookSecret(), commit);

        assertThat(server.awaitTexts("select error from hook_deliveries where error is not null"))
                .singleElement()
                .asString()
                .contains("cannot be fetched from http://127.0.0.1:1/app.git: ");
        assertThat(server.rows().texts("select remote from away_remotes"))
                .as("the network says it, so it counts for the host")
                .containsExactly("host:127.0.0.1:1");
    }

    @Test
    void aCommitThatIsNotThereIsWaitedFor() {
        send(server.register(git).hookSecret(), "a".repeat(40));

        assertThat(
                        server.awaitTexts(
                                "select state, error from hook_deliveries where error is not null"))
                .singleElement()
                .asString()
                .startsWith("received|")
                .contains("a".repeat(40));
    }

    @Test
    void whoMovesIsFollowed() throws IOException {
        String secret = server.register(git).hookSecret();
        send(secret, commit);
        server.awaitCount(1, "pipeline_runs");
        Path moved = folder.resolve("moved.git");
        Files.move(git.bare(), moved);
        send(server.register("team/app", moved.toString()).hookSecret(), commit);

        server.awaitCount(2, "pipeline_runs");
    }

    private void send(String secret, String after) {
        send("team/app", secret, after);
    }

    private void send(String repository, String secret, String after) {
        assertThat(
                        server.sender()
                                .github(
                                        repository,
                                        secret,
                                        "push",
                                        push("refs/heads/main", NOTHING, after))
                                .statusCode())
                .isEqualTo(202);
    }
}
