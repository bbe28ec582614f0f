package dev.minijenkin.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workflows that runs of other workflows start.
class WorkflowRunTest {
    private static final String JOBS = "jobs: {build: {runs-on: linux, steps: [{run: 'true'}]}}\n";

    @TempDir private Path folder;
    private final UUID instance = UUID.randomUUID();
    private final List<ClaimedJob> claimed = new ArrayList<>();
    private TestServer server;
    private GitFolder git;
    private String secret;
    private RunnerId runner;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        secret = server.register(git).hookSecret();
        runner = server.owner().transaction(tx -> SampleData.runner(tx, "oak", instance));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunStartsWhatListensWhenItIsMadeBeginsAndEnds() throws IOException {
        file("ci", "name: CI\non: push\n");
        file("after", "name: After\non: {workflow_run: {workflows: [CI]}}\n");
        String commit = push("main");

        server.awaitCount(2, "pipeline_runs");
        ClaimedJob job = begin("CI");
        server.awaitCount(3, "pipeline_runs");
        end(job, Conclusion.FAILURE);
        server.awaitCount(4, "pipeline_runs");

        assertThat(
                        server.rows()
                                .texts(
                                        "select event, ref, commit_sha from pipeline_runs where event <> 'push' group by 1, 2, 3"))
                .containsExactly("workflow_run|refs/heads/main|" + commit);
        List<String> events =
                server.rows()
                        .texts(
                                "select convert_from(s.event, 'UTF8') from run_sources s join pipeline_runs r on r.id = s.run_id where r.event = 'workflow_run' order by r.id");
        assertThat(events).hasSize(3);
        assertEvent(events.get(0), "requested", "queued", "null", commit);
        assertEvent(events.get(1), "in_progress", "in_progress", "null", commit);
        assertEvent(events.get(2), "completed", "completed", "failure", commit);
    }

    @Test
    void typesWorkflowsAndBranchesChoose() {
        file("ci", "name: CI\non: push\n");
        file("other", "name: Other\non: push\n");
        file(
                "after",
                "on: {workflow_run: {workflows: [CI], types: [completed], branches: ['rel-*']}}\n");
        push("main");
        server.awaitCount(2, "pipeline_runs");
        end(begin("CI"), Conclusion.SUCCESS);
        end(begin("Other"), Conclusion.SUCCESS);
        server.awaitCount(1, "hook_deliveries where source = 'run' and state = 'ignored'");
        assertThat(server.rows().texts("select error from hook_deliveries where source = 'run'"))
                .singleElement()
                .asString()
                .contains("workflow_run");

        push("rel-1");
        server.awaitCount(4, "pipeline_runs");
        end(begin("CI"), Conclusion.SUCCESS);
        server.awaitCount(5, "pipeline_runs");
        assertThat(
                        server.rows()
                                .texts(
                                        "select event, ref from pipeline_runs order by id desc limit 1"))
                .containsExactly("workflow_run|refs/heads/main");
        assertThat(server.rows().count("hook_deliveries where source = 'run'")).isEqualTo(2);
    }

    @Test
    void onlyTheDefaultBranchListens() {
        file("ci", "name: CI\non: push\n");
        push("main");
        server.awaitCount(1, "pipeline_runs");
        file("after", "on: workflow_run\n");
        push("topic");
        server.awaitCount(2, "pipeline_runs");
        end(begin("CI"), Conclusion.SUCCESS);

        assertThat(server.rows().count("hook_deliveries where source = 'run'")).isZero();
        push("main");
        server.awaitCount(1, "run_listeners");
        server.awaitCount(
                1, "hook_deliveries where source = 'run' and chain = 1 and state = 'processed'");
        git.git("rm", "-q", ".mini-jenkin/workflows/after.yml");
        push("main");
        server.awaitCount(0, "run_listeners");
    }

    @Test
    void aChainHasThreeLevels() {
        file("a", "name: A\non: push\n");
        for (String pair : List.of("AB", "BC", "CD", "DE")) {
            file(
                    pair.substring(1),
                    "name: %s\non: {workflow_run: {workflows: [%s], types: [requested]}}\n"
                            .formatted(pair.charAt(1), pair.charAt(0)));
        }
        push("main");

        server.awaitCount(4, "pipeline_runs");
        server.awaitCount(0, "hook_deliveries where state = 'received'");
        assertThat(
                        server.rows()
                                .texts(
                                        "select p.name, d.chain from pipeline_runs r join pipelines p on p.id = r.pipeline_id join hook_deliveries d on d.id = r.hook_delivery_id order by r.id"))
                .containsExactly("A|0", "B|1", "C|2", "D|3");
    }

    @Test
    void aRunOfABrokenFileIsMadeAndEndsAtOnce() {
        file("after", "on: {workflow_run: {types: [requested, completed]}}\n");
        file("ci", "name: CI\non: push\nnonsense: 1\n");
        push("main");

        server.awaitCount(2, "hook_deliveries where source = 'run' and chain = 1");
        assertThat(
                        server.rows()
                                .texts(
                                        "select split_part(delivery_key, '-', 4) from hook_deliveries where chain = 1 order by id"))
                .containsExactly("requested", "completed");
    }

    @Test
    void whatTheGitHostRanStartsNothing() {
        file("after", "on: workflow_run\n");
        push("main");
        server.sender()
                .github(
                        "team/app",
                        secret,
                        "workflow_run",
                        "{\"action\":\"completed\"}".getBytes(UTF_8));

        server.awaitCount(1, "hook_deliveries where event = 'workflow_run' and state = 'ignored'");
        assertThat(server.rows().count("pipeline_runs")).isZero();
    }

    private static void assertEvent(
            String json, String action, String status, String conclusion, String commit)
            throws IOException {
        JsonNode event = new ObjectMapper().readTree(json);
        assertThat(event.at("/action").asText()).isEqualTo(action);
        JsonNode run = event.at("/workflow_run");
        assertThat(run.at("/status").asText()).isEqualTo(status);
        assertThat(run.at("/conclusion").asText("null")).isEqualTo(conclusion);
        assertThat(run.at("/name").asText()).isEqualTo("CI");
        assertThat(run.at("/head_branch").asText()).isEqualTo("main");
        assertThat(run.at("/head_sha").asText()).isEqualTo(commit);
        assertThat(run.at("/event").asText()).isEqualTo("push");
        assertThat(run.at("/run_number").asInt()).isEqualTo(1);
        assertThat(run.at("/path").asText()).isEqualTo(".mini-jenkin/workflows/ci.yml");
        assertThat(run.at("/id").asLong()).isPositive();
    }

    private ClaimedJob begin(String pipeline) {
        server.owner()
                .transaction(tx -> {
                    List<Integer> sets = LabelSets.servedBy(tx, List.of("linux"));
                    ClaimFloor floor = new ClaimFloor(System::nanoTime);
                    Runners.beat(tx, runner, instance, 0);
                    return claimed.addAll(Claims.take(tx, runner, instance, sets, floor, 9));
                });
        ClaimedJob job =
                claimed.stream()
                        .filter(one -> one.title().pipeline().equals(pipeline))
                        .findFirst()
                        .orElseThrow();
        claimed.remove(job);
        boolean live =
                job.event().isPresent()
                        || server.owner()
                                .transaction(
                                        tx -> RunProgress.jobBegan(tx, job.claim(), job.run()));
        assertThat(live).isTrue();
        return job;
    }

    private void end(ClaimedJob job, Conclusion conclusion) {
        Cause cause = conclusion == Conclusion.SUCCESS ? null : Cause.EXIT_CODE;
        server.owner()
                .transaction(tx ->
                        RunProgress.jobFinished(
                                tx, job.claim(), JobResult.withoutRunner(conclusion, cause, null)));
    }

    private void file(String name, String head) {
        git.write(".mini-jenkin/workflows/" + name + ".yml", head + JOBS);
    }

    private String push(String branch) {
        String commit = git.commit("Mend it");
        git.push("HEAD:refs/heads/" + branch);
        server.sender()
                .github(
                        "team/app",
                        secret,
                        "push",
                        "{\"ref\":\"refs/heads/%s\",\"before\":\"%s\",\"after\":\"%s\"}"
                                .formatted(branch, "0".repeat(40), commit)
                                .getBytes(UTF_8));
        return commit;
    }
}
