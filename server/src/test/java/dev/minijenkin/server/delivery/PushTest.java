package dev.minijenkin.server.delivery;

import static dev.minijenkin.testing.HookSender.hmac;
import static dev.minijenkin.testing.HookSender.push;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a hook to the rows of a run, with real repositories.
class PushTest {
    private static final String NOTHING = "0".repeat(40);

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
    void whatGithubReallySendsStartsARun() throws IOException {
        String before = git.write("README.md", "hello").commit("Begin");
        String after = git.pushWorkflow();
        String payload = githubPush().replace("{before}", before).replace("{after}", after);

        HttpResponse<String> answer =
                server.sender().github("team/app", secret, "push", payload.getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(202);
        server.awaitCount(1, "queue");
        assertThat(
                        server.rows()
                                .texts(
                                        """
                                        select number, event, ref, commit_sha, commit_title, commit_author, actor, state
                                        from pipeline_runs
                                        """))
                .containsExactly(
                        "1|push|refs/heads/main|" + after + "|Build it|Ana|octo-ana|queued");
        assertThat(server.rows().texts("select key, state from jobs"))
                .containsExactly("build|queued");
        assertThat(server.rows().texts("select path, name from pipelines"))
                .containsExactly(".mini-jenkin/workflows/ci.yml|ci");
        assertThat(deliveries()).containsExactly("processed|null");
    }

    @Test
    void aRunBelongsToTheTraceOfItsHookOrBeginsOne() {
        String first = git.pushWorkflow();
        String second = git.write("file", "more").commit("More");
        git.push("main");
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        sendTraced(push("refs/heads/main", NOTHING, first), trace);
        server.awaitCount(1, "pipeline_runs");
        sendTraced(push("refs/heads/main", first, second), "no trace");
        server.awaitCount(2, "pipeline_runs");

        List<String> traces =
                server.rows().texts("select contexts ->> 'trace' from run_sources order by run_id");
        assertThat(traces).hasSize(2);
        assertThat(traces.getFirst()).isEqualTo(trace);
        assertThat(traces.getLast()).matches("[0-9a-f]{32}");
        assertThat(server.rows().count("job_definitions where contexts -> 'trace' is not null"))
                .as("kept once a run")
                .isZero();
    }

    private void sendTraced(byte[] body, String traceparent) {
        server.sender()
                .send(
                        "team/app",
                        body,
                        "X-Mini-Jenkin-Signature",
                        "sha256=" + hmac(secret, body),
                        "traceparent",
                        traceparent);
    }

    @Test
    void thePlainDialectStartsARun() {
        String after = git.pushWorkflow();
        byte[] body = push("refs/heads/main", NOTHING, after);

        HttpResponse<String> answer =
                server.sender()
                        .send(
                                "team/app",
                                body,
                                "X-Mini-Jenkin-Delivery",
                                "d1",
                                "X-Mini-Jenkin-Signature",
                                "sha256=" + hmac(secret, body));

        assertThat(answer.statusCode()).isEqualTo(202);
        server.awaitCount(1, "pipeline_runs where commit_sha = '" + after + "' and actor = 'ana'");
    }

    @Test
    void aSecondDeliveryOfTheSameIdStartsNoSecondRun() {
        String after = git.pushWorkflow();
        byte[] body = push("refs/heads/main", NOTHING, after);
        for (int i = 0; i < 3; i++) {
            server.sender().github("team/app", secret, "push", "same", body);
        }
        send("refs/heads/main", NOTHING, after);

        server.awaitCount(2, "hook_deliveries where state = 'processed'");
        assertThat(server.rows().count("pipeline_runs")).isEqualTo(2);
    }

    @Test
    void pushesOfARepositoryKeepTheirOrder() {
        String before = git.pushWorkflow();
        for (int i = 0; i < 12; i++) {
            String after = git.write("file", "content " + i).commit("Change " + i);
            git.push("main");
            send("refs/heads/main", before, after);
            before = after;
        }

        server.awaitCount(12, "pipeline_runs");
        assertThat(server.rows().texts("select commit_title from pipeline_runs order by number"))
                .startsWith("Change 0", "Change 1", "Change 2")
                .endsWith("Change 11");
    }

    @Test
    void aDeletedBranchIsIgnoredAndSaysWhy() {
        String commit = git.pushWorkflow();
        send("refs/heads/old", commit, NOTHING);

        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        assertThat(deliveries())
                .containsExactly("ignored|refs/heads/old was deleted, so there is nothing to run");
    }

    @Test
    void aForcePushStartsARunOfItsCommit() {
        String first = git.pushWorkflow();
        git.git("commit", "-q", "--amend", "-m", "Build it better");
        String second = git.git("rev-parse", "HEAD").strip();
        git.push("--force", "main");
        send("refs/heads/main", first, second);

        server.awaitCount(1, "pipeline_runs where commit_title = 'Build it better'");
    }

    @Test
    void aCommitThatAForcePushReplacedStillRunsWhileItIsThere() {
        String first = git.pushWorkflow();
        git.git("commit", "-q", "--amend", "-m", "Build it better");
        git.push("--force", "main");
        send("refs/heads/main", NOTHING, first);

        server.awaitCount(1, "pipeline_runs where commit_sha = '" + first + "'");
    }

    @Test
    void tagsRunTheCommitThatTheyName() {
        String commit = git.pushWorkflow();
        git.git("tag", "light");
        git.git("tag", "-a", "-m", "Release", "v1");
        git.push("light", "v1");
        send("refs/tags/light", NOTHING, commit);
        send("refs/tags/v1", NOTHING, git.git("rev-parse", "v1").strip());

        server.awaitCount(2, "pipeline_runs");
        assertThat(server.rows().texts("select ref, commit_sha from pipeline_runs order by id"))
                .containsExactly("refs/tags/light|" + commit, "refs/tags/v1|" + commit);
    }

    @Test
    void aTagOfAFileIsIgnored() {
        git.pushWorkflow();
        String blob = git.git("rev-parse", "HEAD:.mini-jenkin/workflows/ci.yml").strip();
        git.git("tag", "file", blob);
        git.push("file");
        send("refs/tags/file", NOTHING, blob);

        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        assertThat(deliveries()).containsExactly("ignored|refs/tags/file names no commit");
    }

    @Test
    void withoutAWorkflowFileThereIsNothingToRun() {
        String commit = git.write("README.md", "hello").commit("Begin");
        git.push("main");
        send("refs/heads/main", NOTHING, commit);

        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        assertThat(deliveries())
                .containsExactly(
                        "ignored|There is no workflow file in .mini-jenkin/workflows at " + commit);
    }

    @Test
    void whereOnlyGithubsFolderHasFilesItSaysHowTheyAreRead() {
        String commit =
                git.write(".github/workflows/ci.yml", GitFolder.WORKFLOW).commit("Come from there");
        git.push("main");
        send("refs/heads/main", NOTHING, commit);

        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        assertThat(deliveries().getFirst())
                .endsWith(
                        "; those in .github/workflows are read after 'mini-jenkin repository change "
                                + "team/app --github-folder'");
    }

    @Test
    void withoutATriggerThatMatchesThereIsNothingToRun() {
        String commit =
                git.write(
                                ".mini-jenkin/workflows/ci.yml",
                                GitFolder.WORKFLOW.replace(
                                        "on: [push, workflow_dispatch]",
                                        "on: {push: {branches: [release]}}"))
                        .commit("Only releases");
        git.push("main");
        send("refs/heads/main", NOTHING, commit);

        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        assertThat(deliveries().getFirst()).contains("has a trigger that matches refs/heads/main");
    }

    @Test
    void aPathFilterSeesWhatThePushChanged() {
        git.write(
                ".mini-jenkin/workflows/ci.yml",
                GitFolder.WORKFLOW.replace(
                        "on: [push, workflow_dispatch]", "on: {push: {paths: ['src/**']}}"));
        String first = git.commit("Only sources");
        String second = git.write("docs/a.md", "a").commit("Docs");
        String third = git.write("src/a.c", "a").commit("Source");
        git.push("main");
        send("refs/heads/main", first, second);
        send("refs/heads/main", second, third);

        server.awaitCount(2, "hook_deliveries where state <> 'received'");
        assertThat(server.rows().texts("select commit_title from pipeline_runs"))
                .containsExactly("Source");
    }

    @Test
    void aBrokenWorkflowFileIsAFailedRunThatNamesThePlace() {
        String commit =
                git.write(
                                ".mini-jenkin/workflows/broken.yml",
                                """
                                on: push
                                jobs:
                                  build:
                                    runs-on: linux
                                    steps:
                                      - runn: make
                                """)
                        .write(".mini-jenkin/workflows/ci.yml", GitFolder.WORKFLOW)
                        .commit("Break it");
        git.push("main");
        send("refs/heads/main", NOTHING, commit);

        server.awaitCount(2, "pipeline_runs");
        assertThat(
                        server.rows()
                                .texts(
                                        """
                                        select p.path, r.state, r.conclusion, r.cause
                                        from pipeline_runs r join pipelines p on p.id = r.pipeline_id order by p.path
                                        """))
                .containsExactly(
                        ".mini-jenkin/workflows/broken.yml|finished|failure|workflow_invalid",
                        ".mini-jenkin/workflows/ci.yml|queued|null|null");
        assertThat(
                        server.rows()
                                .texts(
                                        "select path, line, column_number, message from annotations"))
                .isNotEmpty()
                .allSatisfy(place ->
                        assertThat(place).startsWith(".mini-jenkin/workflows/broken.yml|6|9|"))
                .anySatisfy(place -> assertThat(place).contains("runn"));
    }

    @Test
    void aCommitThatGitPackedMeanwhileIsFound() {
        String first = git.pushWorkflow();
        send("refs/heads/main", NOTHING, first);
        server.awaitCount(1, "pipeline_runs");
        String second = git.write("a", "a").commit("Packed");
        git.push("main");
        git.gitInBare("gc", "-q", "--prune=now");
        send("refs/heads/main", first, second);

        server.awaitCount(1, "pipeline_runs where commit_title = 'Packed'");
    }

    private void send(String ref, String before, String after) {
        assertThat(
                        server.sender()
                                .github("team/app", secret, "push", push(ref, before, after))
                                .statusCode())
                .isEqualTo(202);
    }

    private List<String> deliveries() {
        return server.rows().texts("select state, error from hook_deliveries order by id");
    }

    private static String githubPush() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(PushTest.class.getResourceAsStream("github-push.json"))) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
