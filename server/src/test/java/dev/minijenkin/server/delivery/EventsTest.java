package dev.minijenkin.server.delivery;

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

/// Events that are no push, as the git hosts send them.
class EventsTest {
    private static final String WORKFLOW =
            """
            on: %s
            jobs:
              build:
                runs-on: linux
                steps:
                  - run: echo ${{ github.head_ref }} ${{ github.base_ref }}
            """;

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
    void aPullRequestRunsItsOwnCommitWithItsOwnFiles() {
        String base = workflow("push", "main");
        String head = pullRequest(7, "pull_request");

        send("pull_request", request("opened", "team/app", head));

        server.awaitCount(1, "pipeline_runs");
        assertThat(runs()).containsExactly("pull_request|refs/pull/7/head|" + head);
        assertThat(base).isNotEqualTo(head);
    }

    @Test
    void aTargetOfAPullRequestRunsTheFilesOfItsOwnBranch() {
        String base = workflow("pull_request_target", "main");
        String head = pullRequest(7, "[pull_request, pull_request_target]");

        send("pull_request", request("synchronize", "team/app", head));

        server.awaitCount(2, "pipeline_runs");
        assertThat(runs())
                .containsExactlyInAnyOrder(
                        "pull_request|refs/pull/7/head|" + head,
                        "pull_request_target|refs/heads/main|" + base);
    }

    @Test
    void activitiesThatNobodyAskedForAreIgnored() {
        workflow("push", "main");
        String head = pullRequest(7, "pull_request");

        send("pull_request", request("labeled", "team/app", head));

        assertThat(reason()).contains("pull_request labeled");
    }

    @Test
    void aReleaseRunsItsTag() {
        String commit = workflow("{release: {types: [published]}}", "main");
        git.git("tag", "v1");
        git.push("v1");

        send("release", "{\"action\":\"published\",\"release\":{\"tag_name\":\"v1\"}}");

        server.awaitCount(1, "pipeline_runs");
        assertThat(runs()).containsExactly("release|refs/tags/v1|" + commit);
    }

    @Test
    void aCommentRunsTheDefaultBranch() {
        String commit = workflow("issue_comment", "main");

        send("issue_comment", "{\"action\":\"created\",\"issue\":{\"number\":3}}");

        server.awaitCount(1, "pipeline_runs");
        assertThat(runs()).containsExactly("issue_comment|refs/heads/main|" + commit);
    }

    @Test
    void aCommitThatAsksForNoRunsGetsNone() {
        git.write(".mini-jenkin/workflows/ci.yml", WORKFLOW.formatted("push"));
        String commit = git.commit("Mend the docs [skip ci]");
        git.push("main");

        send(
                "push",
                "{\"ref\":\"refs/heads/main\",\"before\":\"%s\",\"after\":\"%s\"}"
                        .formatted("0".repeat(40), commit));

        assertThat(reason()).contains("trigger");
        assertThat(server.rows().count("pipeline_runs")).isZero();
    }

    @Test
    void aScheduleOfTheDefaultBranchStartsARunWhenItIsDue() {
        String commit =
                workflow("{schedule: [{cron: '0 4 * * 1', timezone: Europe/Berlin}]}", "main");
        pushed(commit);
        server.awaitCount(1, "schedules where next_at > now() and time_zone = 'Europe/Berlin'");
        assertThat(server.rows().count("pipeline_runs")).isZero();

        server.rows().execute("update schedules set next_at = now() - interval '1 hour'");

        server.awaitCount(1, "pipeline_runs");
        assertThat(runs()).containsExactly("schedule|refs/heads/main|" + commit);
        assertThat(server.rows().count("schedules where next_at > now() and last_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void aScheduleThatLeftTheFileIsForgotten() {
        pushed(workflow("{schedule: [{cron: '0 4 * * 1'}]}", "main"));
        server.awaitCount(1, "schedules");

        pushed(workflow("push", "main"));

        server.awaitCount(1, "pipeline_runs");
        server.awaitCount(0, "schedules");
    }

    private void pushed(String commit) {
        send(
                "push",
                "{\"ref\":\"refs/heads/main\",\"before\":\"%s\",\"after\":\"%s\"}"
                        .formatted("0".repeat(40), commit));
    }

    private String workflow(String on, String branch) {
        git.write(".mini-jenkin/workflows/ci.yml", WORKFLOW.formatted(on));
        String commit = git.commit("Build on " + on);
        git.push(branch);
        return commit;
    }

    /// As a git host keeps it: a commit that no branch of the repository names.
    private String pullRequest(int number, String on) {
        git.git("checkout", "-q", "-b", "topic");
        git.write(".mini-jenkin/workflows/ci.yml", WORKFLOW.formatted(on));
        String commit = git.commit("Propose it");
        git.push("topic:refs/pull/" + number + "/head");
        return commit;
    }

    private static String request(String action, String from, String head) {
        return """
        {"action":"%s","sender":{"login":"ana"},"pull_request":{"number":7,
        "head":{"ref":"topic","sha":"%s","repo":{"full_name":"%s"}},
        "base":{"ref":"main","sha":"%s","repo":{"full_name":"team/app"}}}}
        """
                .formatted(action, head, from, head);
    }

    private void send(String event, String payload) {
        assertThat(
                        server.sender()
                                .github("team/app", secret, event, payload.getBytes(UTF_8))
                                .statusCode())
                .isEqualTo(202);
    }

    private List<String> runs() {
        return server.rows().texts("select event, ref, commit_sha from pipeline_runs");
    }

    private String reason() {
        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        return server.rows().texts("select error from hook_deliveries").getFirst();
    }
}
