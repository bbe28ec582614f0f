package dev.minijenkin.server.delivery;

import static dev.minijenkin.testing.HookSender.push;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deliveries that nobody can carry out stop no other, of the same repository or another.
class PoisonTest {
    @TempDir private Path folder;
    private TestServer server;
    private String secret;
    private String commit;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        GitFolder git = GitFolder.create(folder);
        commit = git.pushWorkflow();
        secret = server.register(git).hookSecret();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachEndsWithItsReasonAndTheOneBehindThemRuns() {
        List<String> poisons =
                List.of(
                        "{}",
                        "{\"ref\":1,\"after\":[]}",
                        "{\"ref\":\"refs/heads/main\",\"after\":\"main\"}",
                        "{\"ref\":\"refs/heads/*\",\"after\":\"" + "b".repeat(40) + "\"}",
                        "{\"ref\":\"refs/heads/../../x\",\"after\":\"" + commit + "\"}",
                        "{\"ref\":\"refs/heads/a\\u0000b\",\"after\":\"zz\"}",
                        "{\"ref\":\"refs/heads/\\ud800\",\"after\":\"zz\"}",
                        "{\"ref\":\"refs/heads/m\",\"after\":\"" + commit + "\",\"pusher\":7}");
        poisons.forEach(poison -> send("push", poison));
        send("pull_request", "{\"action\":\"opened\"}");
        send("workflow_dispatch", "{\"workflow\":\"ci.yml\",\"ref\":\"main\"}");
        send("Weird event 7!", "{}");
        send("push", new String(push("refs/heads/main", "0".repeat(40), commit), UTF_8));

        server.awaitCount(1, "pipeline_runs where ref = 'refs/heads/main'");
        server.awaitCount(0, "hook_deliveries where state = 'received'");
        assertThat(server.rows().texts("select state from hook_deliveries where error is null"))
                .containsOnly("processed");
        assertThat(server.rows().count("hook_deliveries where state in ('failed', 'ignored')"))
                .isEqualTo(10);
    }

    @Test
    void whatAnActorIsCalledIsKept() {
        send(
                "push",
                "{\"ref\":\"refs/heads/main\",\"after\":\""
                        + commit
                        + "\",\"sender\":{\"login\":\"a\\u0000\\ud800 Ünal\"}}");

        server.awaitCount(1, "pipeline_runs");
        assertThat(server.rows().texts("select actor from pipeline_runs").getFirst())
                .endsWith(" Ünal");
    }

    private void send(String event, String payload) {
        assertThat(
                        server.sender()
                                .github("team/app", secret, event, payload.getBytes(UTF_8))
                                .statusCode())
                .as(payload)
                .isIn(202, 400);
    }
}
