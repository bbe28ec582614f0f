package dev.minijenkin.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a delivery would start is said, and nothing starts.
class DeliveryPreviewTest {
    private static final String FILE = ".mini-jenkin/workflows/ci.yml";
    private static final String NONE = "0".repeat(40);
    private static final String WORKFLOW =
            "on: %s\njobs:\n  build: {runs-on: linux, steps: [{run: make}]}\n%s";
    private static final String LEGS =
            "  test: {runs-on: linux, strategy: {matrix: {v: [1, 2]}}, steps: [{run: make}]}\n";

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private String secret;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        secret = server.register(git).hookSecret();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDeliveryIsToldByItsOwnFilesAndByThoseOfAnotherBranch() {
        String commit = pushed("main", WORKFLOW.formatted("push", ""));
        String other = pushed("topic", WORKFLOW.formatted("push", LEGS));
        pushed("broken", "on: push\njobs: {build: {runs-on: linux, stepz: []}}\n");
        pushed("quiet", WORKFLOW.formatted("workflow_dispatch", ""));
        DeliveryId push = send("push", HookSender.push("refs/heads/main", NONE, commit));
        server.awaitCount(1, "pipeline_runs");
        String what = FILE + " for push of refs/heads/main at " + commit.substring(0, 7);

        assertThat(told(push, "")).isEqualTo("done|It would start " + what + " with build");
        assertThat(told(push, "topic"))
                .isEqualTo("done|It would start " + what + " with build, test (1), test (2)");
        assertThat(told(push, other)).contains("test (2)");
        assertThat(told(push, "broken"))
                .startsWith("done|It would start " + what + ", which fails at once: ")
                .contains("stepz");
        assertThat(told(push, "quiet"))
                .isEqualTo(
                        "done|It would start nothing; No workflow at %s has a trigger that matches refs/heads/main"
                                .formatted(commit));
        assertThat(told(push, "nowhere"))
                .isEqualTo("failed|There is no branch, tag or commit \"nowhere\" in team/app");
        server.rows().execute("update pipelines set enabled = false");
        assertThat(told(push, ""))
                .isEqualTo("done|It would not start " + what + ", which is switched off");
        assertThat(server.rows().count("pipeline_runs")).isEqualTo(1);
    }

    @Test
    void theRestInterfaceTellsItAtOnce() throws Exception {
        String commit = pushed("main", WORKFLOW.formatted("push", ""));
        pushed("topic", WORKFLOW.formatted("push", LEGS));
        DeliveryId push = send("push", HookSender.push("refs/heads/main", NONE, commit));
        server.awaitCount(1, "pipeline_runs");
        String token = server.token("mj_viewer", EnumSet.of(TokenScope.READ));

        JsonNode own = plan(push, "", token, 200);
        assertThat(own.at("/runs/0/workflow_path").asText()).isEqualTo(FILE);
        assertThat(own.at("/runs/0/commit_sha").asText()).isEqualTo(commit);
        assertThat(own.at("/runs/0/enabled").asBoolean()).isTrue();
        assertThat(own.at("/runs/0/jobs")).extracting(JsonNode::asText).containsExactly("build");
        assertThat(own.at("/runs/0/refusal").isNull()).isTrue();
        assertThat(plan(push, "?ref=topic", token, 200).at("/runs/0/jobs"))
                .extracting(JsonNode::asText)
                .containsExactly("build", "test (1)", "test (2)");
        assertThat(plan(push, "?ref=nowhere", token, 422).get("detail").asText())
                .contains("no branch, tag or commit");
        server.rows().execute("update hook_deliveries set payload = ''");
        assertThat(plan(push, "", token, 409).get("detail").asText()).contains("its body is gone");
        assertThat(server.rows().count("pipeline_runs")).isEqualTo(1);
        assertThat(server.rows().count("commands")).isZero();
    }

    private JsonNode plan(DeliveryId delivery, String query, String token, int status)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    server.url()
                                                            + "/api/v1/hook-deliveries/"
                                                            + delivery.value()
                                                            + "/plan"
                                                            + query))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return new JsonMapper().readTree(response.body());
        }
    }

    @Test
    void ofAStrangerItSaysThatTheRunWouldWait() {
        pushed("main", WORKFLOW.formatted("push", ""));
        String head = pushed("refs/pull/7/head", WORKFLOW.formatted("pull_request", ""));
        DeliveryId pull =
                send(
                        "pull_request",
                        """
                        {"action":"opened","sender":{"login":"eve"},"pull_request":{"number":7,
                        "user":{"login":"eve"},"author_association":"NONE",
                        "head":{"ref":"topic","sha":"%s","repo":{"full_name":"eve/app"}},
                        "base":{"ref":"main","sha":"%s","repo":{"full_name":"team/app"}}}}
                        """
                                .formatted(head, head)
                                .getBytes(UTF_8));
        server.awaitCount(1, "pipeline_runs");

        assertThat(told(pull, ""))
                .endsWith(
                        " with build, held because eve asks from the fork eve/app and is no collaborator of this repository");
        assertThat(server.rows().count("pipeline_runs")).isEqualTo(1);
    }

    @Test
    void whatCannotBeToldIsRefused() {
        String commit = pushed("main", WORKFLOW.formatted("push", ""));
        DeliveryId push = send("push", HookSender.push("refs/heads/main", NONE, commit));
        server.awaitCount(1, "pipeline_runs");

        assertThat(told(new DeliveryId(999_999), ""))
                .isEqualTo("refused|There is no delivery 999999");
        server.rows().execute("update hook_deliveries set payload = ''");
        assertThat(told(push, ""))
                .isEqualTo(
                        "refused|Nobody knows what delivery %d would start: its body is gone"
                                .formatted(push.value()));
    }

    private String pushed(String branch, String workflow) {
        git.write(FILE, workflow);
        String commit = git.commit("Build " + branch);
        git.push(branch.startsWith("refs/") ? "HEAD:" + branch : "HEAD:refs/heads/" + branch);
        return commit;
    }

    private DeliveryId send(String event, byte[] body) {
        assertThat(server.sender().github("team/app", secret, event, body).statusCode())
                .isEqualTo(202);
        return new DeliveryId(
                Long.parseLong(server.rows().text("select max(id) from hook_deliveries")));
    }

    private String told(DeliveryId delivery, String ref) {
        CommandId command =
                server.owner()
                        .statement(tx ->
                                Commands.insert(
                                        tx,
                                        new NewCommand(
                                                CommandKind.PREVIEW.word(),
                                                CommandArguments.preview(delivery, ref),
                                                null,
                                                null,
                                                null,
                                                null)));
        return server.awaitTexts(
                        "select state, outcome from commands where state <> 'pending' and id = "
                                + command.value())
                .getFirst();
    }
}
