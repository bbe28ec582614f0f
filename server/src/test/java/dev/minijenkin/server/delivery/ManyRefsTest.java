package dev.minijenkin.server.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each ref that a hook tells of is an event of its own, and only branches and tags are events.
class ManyRefsTest {
    private static final String NOTHING = "0".repeat(40);
    private static final String GONE = "d".repeat(40);

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private String secret;
    private String first;
    private String second;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        secret = server.register(git).hookSecret();
        first = git.pushWorkflow();
        git.git("checkout", "-q", "-b", "other");
        second = git.write("a", "a").commit("Second");
        git.push("other");
        git.git("tag", "-a", "-m", "One", "v1");
        git.push("v1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bitbucketCloudTellsOfAllInOne() {
        String body =
                """
                {"actor": {"nickname": "ana"}, "push": {"changes": [
                  {"old": {"type": "branch", "name": "gone", "target": {"hash": "%1$s"}}, "new": null},
                  {"old": null, "new": {"type": "branch", "name": "main", "target": {"hash": "%1$s"}}},
                  {"old": {"type": "branch", "name": "other", "target": {"hash": "%1$s"}},
                   "new": {"type": "branch", "name": "other", "target": {"hash": "%2$s"}}},
                  {"old": null, "new": {"type": "tag", "name": "v1", "target": {"hash": "%2$s"}}}]}}
                """
                        .formatted(first, second);
        bitbucket("repo:push", body);

        server.awaitCount(3, "pipeline_runs");
        assertThat(runs())
                .containsExactly(
                        "refs/heads/main|" + first + "|ana",
                        "refs/heads/other|" + second + "|ana",
                        "refs/tags/v1|" + second + "|ana");
        server.awaitCount(1, "hook_deliveries where state = 'processed' and error is null");
    }

    @Test
    void bitbucketDataCenterToo() {
        bitbucket("repo:refs_changed", dataCenter("refs/heads/main", first, "refs/heads/other"));

        server.awaitCount(2, "pipeline_runs");
        assertThat(runs())
                .containsExactly(
                        "refs/heads/main|" + first + "|ana", "refs/heads/other|" + second + "|ana");
    }

    @Test
    void onlyDeletionsAreIgnoredAndNamed() {
        bitbucket(
                "repo:refs_changed",
                """
                {"changes": [
                  {"ref": {"id": "refs/heads/a"}, "fromHash": "%1$s", "toHash": "%2$s"},
                  {"ref": {"id": "refs/tags/b"}, "fromHash": "%1$s", "toHash": "%2$s"}]}
                """
                        .formatted(first, NOTHING));

        assertThat(ended("ignored"))
                .containsExactly(
                        "refs/heads/a was deleted, so there is nothing to run; refs/tags/b was deleted, so there is nothing to run");
    }

    @Test
    void oneThatCannotBeReadDoesNotKeepTheOthersAndIsSaid() {
        bitbucket("repo:refs_changed", dataCenter("refs/heads/..x", first, "refs/heads/other"));

        server.awaitCount(1, "pipeline_runs");
        assertThat(ended("processed"))
                .containsExactly("\"refs/heads/..x\" is no ref that git knows");
    }

    @Test
    void oneThatIsMissingDoesNotKeepTheOthersAndStartsOnceItComes() {
        bitbucket("repo:refs_changed", dataCenter("refs/heads/late", GONE, "refs/heads/other"));

        server.awaitCount(1, "pipeline_runs where ref = 'refs/heads/other'");
        server.awaitTexts(
                "select 1 from hook_deliveries where state = 'received' and error like '%"
                        + GONE
                        + "%'");
        server.awaitTexts("select 1 from hook_deliveries where attempts >= 2");
        server.awaitCount(1, "pipeline_runs");
        assertThat(server.rows().texts("select count(*) from away_remotes")).containsExactly("0");
    }

    @Test
    void aDeliveryThatIsCarriedOutAgainStartsEachRefOnce() {
        bitbucket("repo:refs_changed", dataCenter("refs/heads/main", first, "refs/heads/other"));
        server.awaitCount(2, "pipeline_runs");
        server.awaitCount(1, "hook_deliveries where state = 'processed'");
        server.rows()
                .execute(
                        "update hook_deliveries set state = 'received', finished_at = null, next_attempt_at = now()");

        server.awaitCount(1, "hook_deliveries where state = 'processed' and attempts = 2");
        assertThat(runs()).hasSize(2);
    }

    @Test
    void whatIsNeitherABranchNorATagStartsNothing() {
        for (String ref :
                List.of(
                        "refs/notes/commits",
                        "refs/pull/7/head",
                        "refs/changes/01/1/1",
                        "refs/stash",
                        "refs/meta/config")) {
            github("push", HookSender.push(ref, NOTHING, first));
        }
        github(
                "create",
                "{\"ref\":\"refs/notes/x\",\"ref_type\":\"branch\",\"n\":1}".getBytes(UTF_8));

        server.awaitCount(6, "hook_deliveries where state = 'ignored'");
        assertThat(ended("ignored"))
                .allSatisfy(reason -> assertThat(reason).contains("is neither a branch nor a tag"));
        assertThat(runs()).isEmpty();
    }

    @Test
    void aNameThatIsNotUtf8IsAnsweredRightly() {
        byte[] body =
                "{\"ref\":\"refs/heads/gr\u00fcn\",\"before\":\"%s\",\"after\":\"%s\"}"
                        .formatted(NOTHING, first)
                        .getBytes(ISO_8859_1);
        var answer =
                server.sender()
                        .send(
                                "team/app",
                                body,
                                "X-Mini-Jenkin-Signature",
                                "sha256=" + HookSender.hmac(secret, body));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The body is not UTF-8")
                .contains("give it another name");

        github("push", HookSender.push("refs/heads/gr\ufffdn", NOTHING, first));
        server.awaitCount(1, "hook_deliveries where state = 'ignored'");
        assertThat(ended("ignored").getFirst()).contains("is not UTF-8");
        github("push", HookSender.push("refs/heads/gr\u00fcn", NOTHING, first));
        server.awaitCount(1, "pipeline_runs where ref = 'refs/heads/gr\u00fcn'");
    }

    @Test
    void aTagThatIsMovedAndOneWithAMessageRunTheirCommit() {
        String tag = git.git("rev-parse", "v1").strip();
        assertThat(tag).isNotEqualTo(second);
        github("push", HookSender.push("refs/tags/v1", NOTHING, tag));
        server.awaitCount(1, "pipeline_runs where commit_sha = '" + second + "'");
        git.git("tag", "-f", "v1", first);
        git.push("-f", "v1");
        github("push", HookSender.push("refs/tags/v1", tag, first));

        server.awaitCount(1, "pipeline_runs where commit_sha = '" + first + "'");
    }

    @Test
    void theFirstPushOfABranchIsJudgedByItsPaths() {
        git.write(
                ".mini-jenkin/workflows/ci.yml",
                GitFolder.WORKFLOW.replace(
                        "on: [push, workflow_dispatch]", "on: {push: {paths: ['src/**']}}"));
        String base = git.commit("Only sources");
        git.git("push", "-q", "-f", "origin", "HEAD:main", "HEAD:other");
        git.git("checkout", "-q", "-b", "docs");
        String docs = git.write("docs/a.md", "a").commit("Docs");
        git.push("docs");
        git.git("checkout", "-q", "-b", "source", base);
        String source = git.write("src/a.c", "a").commit("Source");
        git.push("source");
        github("push", HookSender.push("refs/heads/docs", NOTHING, docs));
        github("push", HookSender.push("refs/heads/source", NOTHING, source));

        server.awaitCount(2, "hook_deliveries where state <> 'received'");
        assertThat(server.rows().texts("select ref from pipeline_runs"))
                .containsExactly("refs/heads/source");
    }

    @Test
    void aPullRequestIsJudgedByWhatItBrings() {
        git.write(
                ".mini-jenkin/workflows/ci.yml",
                GitFolder.WORKFLOW.replace(
                        "on: [push, workflow_dispatch]",
                        "on: {pull_request: {types: [opened, closed], paths: ['docs/**']}}"));
        String base = git.commit("Only docs");
        git.git("push", "-q", "-f", "origin", "HEAD:main");
        git.git("checkout", "-q", "-b", "topic");
        String head = git.write("src/a.c", "a").commit("Source");
        git.git("push", "-q", "origin", "HEAD:refs/pull/1/head");
        String docs = git.write("docs/b.md", "b").commit("Docs of it");
        git.git("push", "-q", "origin", "HEAD:refs/pull/2/head");
        git.git("checkout", "-q", "-b", "moved", base);
        git.write("docs/a.md", "a").commit("Docs of main");
        git.git("push", "-q", "-f", "origin", "HEAD:main");
        github("pull_request", pull("opened", 1, head, base));
        github("pull_request", pull("opened", 2, docs, base));
        git.git("push", "-q", "-f", "origin", docs + ":main");
        github("pull_request", pull("closed", 2, docs, base));

        server.awaitCount(3, "hook_deliveries where state <> 'received'");
        assertThat(server.rows().texts("select ref from pipeline_runs order by id"))
                .containsExactly("refs/pull/2/head", "refs/pull/2/head");
    }

    private static byte[] pull(String action, int number, String head, String base) {
        return """
        {"action": "%s", "n": "%s", "pull_request": {"number": %d,
          "head": {"ref": "topic", "sha": "%s", "repo": {"full_name": "team/app"}},
          "base": {"ref": "main", "sha": "%s", "repo": {"full_name": "team/app"}}}}
        """
                .formatted(action, UUID.randomUUID(), number, head, base)
                .getBytes(UTF_8);
    }

    private String dataCenter(String ref, String after, String other) {
        return """
        {"actor": {"name": "ana"}, "changes": [
          {"ref": {"id": "%s"}, "fromHash": "%s", "toHash": "%s", "type": "ADD"},
          {"ref": {"id": "refs/heads/old"}, "fromHash": "%s", "toHash": "%s", "type": "DELETE"},
          {"ref": {"id": "%s"}, "fromHash": "%s", "toHash": "%s", "type": "UPDATE"}]}
        """
                .formatted(ref, NOTHING, after, first, NOTHING, other, first, second);
    }

    private void github(String event, byte[] body) {
        assertThat(server.sender().github("team/app", secret, event, body).statusCode())
                .isEqualTo(202);
    }

    private void bitbucket(String event, String text) {
        byte[] body = text.getBytes(UTF_8);
        assertThat(server.sender().bitbucket("team/app", secret, event, body).statusCode())
                .isEqualTo(202);
    }

    private List<String> runs() {
        return server.rows().texts("select ref, commit_sha, actor from pipeline_runs order by id");
    }

    private List<String> ended(String state) {
        return server.awaitTexts(
                "select error from hook_deliveries where state = '" + state + "' order by id");
    }
}
