package dev.minijenkin.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pull requests as Bitbucket's documentation shows them, Cloud and Data Center.
class BitbucketTest {
    private static final String CLOUD =
            """
            {"actor": {"type": "user", "nickname": "evzijst", "display_name": "Erik", "uuid": "{d301aafa}"},
             "repository": {"type": "repository", "full_name": "team/app", "name": "app"},
             "pullrequest": {"id": 1, "title": "Title of pull request", "state": "OPEN",
               "author": {"type": "user", "nickname": "evzijst"},
               "source": {"branch": {"name": "topic"}, "commit": {"hash": "%s"},
                 "repository": {"type": "repository", "full_name": "%s", "uuid": "{673a6070}"}},
               "destination": {"branch": {"name": "main"}, "commit": {"hash": "ce5965ddd289"},
                 "repository": {"type": "repository", "full_name": "team/app", "uuid": "{673a6070}"}},
               "close_source_branch": true, "created_on": "2015-04-06T15:23:38.179678+00:00"}}
            """;

    private static final String DATA_CENTER =
            """
            {"eventKey": "pr:opened", "date": "2017-09-19T09:58:11+1000",
             "actor": {"name": "admin", "emailAddress": "admin@example.com", "id": 1, "displayName": "Administrator", "slug": "admin"},
             "pullRequest": {"id": 7, "version": 0, "title": "a new file added", "state": "OPEN", "open": true,
               "fromRef": {"id": "refs/heads/topic", "displayId": "topic", "latestCommit": "%s",
                 "repository": {"slug": "app", "id": %d, "name": "app", "project": {"key": "%s", "id": 84}}},
               "toRef": {"id": "refs/heads/main", "displayId": "main", "latestCommit": "178864a7d521b6f5e720b386b2c2b0ef8563e0dc",
                 "repository": {"slug": "app", "id": 84, "name": "app", "project": {"key": "TEAM", "id": 84}}},
               "locked": false, "author": {"user": {"name": "eve", "id": 2}, "role": "AUTHOR", "approved": false},
               "reviewers": [], "participants": []}}
            """;

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private String secret;
    private String head;
    private int sent;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        secret = server.register(git).hookSecret();
        git.write("README.md", "app");
        git.commit("Begin");
        git.push("main");
        git.git("checkout", "-q", "-b", "topic");
        git.write(
                ".mini-jenkin/workflows/ci.yml",
                """
                on: {pull_request: {types: [opened, synchronize, edited, closed]}}
                jobs:
                  build: {runs-on: linux, steps: [{run: make}]}
                """);
        head = git.commit("Propose it");
        git.push("topic", "topic:refs/pull-requests/7/from");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPullRequestOfCloudRunsAtTheCommitThatItCuts() {
        send("pullrequest:created", CLOUD.formatted(head.substring(0, 12), "team/app"));
        send("pullrequest:updated", CLOUD.formatted(head.substring(0, 12), "team/app"));
        send("pullrequest:fulfilled", CLOUD.formatted(head.substring(0, 12), "team/app"));
        send("pullrequest:comment_created", CLOUD.formatted(head.substring(0, 12), "team/app"));

        server.awaitCount(4, "hook_deliveries where state in ('processed', 'ignored')");
        assertThat(
                        server.rows()
                                .texts(
                                        "select distinct event, ref, head_branch, commit_sha, actor from pipeline_runs"))
                .containsExactly("pull_request|refs/heads/topic|topic|" + head + "|evzijst");
        assertThat(server.rows().count("pipeline_runs")).isEqualTo(3);
        assertThat(server.rows().count("holds")).isZero();
        assertThat(ofFork()).isEqualTo("f");
    }

    @Test
    void ofCloudAForkAndACommitThatIsNoLongerThereStartNothing() {
        send("pullrequest:created", CLOUD.formatted(head.substring(0, 12), "eve/app"));
        send("pullrequest:created", CLOUD.formatted("0123456789ab", "team/app"));
        send("pullrequest:created", CLOUD.formatted("x", "team/app"));

        server.awaitCount(3, "hook_deliveries where state in ('ignored', 'failed')");
        assertThat(server.rows().texts("select error from hook_deliveries order by id"))
                .satisfiesExactly(
                        fork -> assertThat(fork).contains("in the fork alone"),
                        gone -> assertThat(gone).contains("refs/heads/topic").contains("no commit"),
                        none -> assertThat(none).contains("names no commit"));
        assertThat(server.rows().count("pipeline_runs")).isZero();
    }

    @Test
    void aPullRequestOfDataCenterRunsAtItsRef() {
        send("pr:opened", DATA_CENTER.formatted(head, 84, "TEAM"));
        send("pr:from_ref_updated", DATA_CENTER.formatted(head, 84, "TEAM"));
        send("pr:reviewer:updated", DATA_CENTER.formatted(head, 84, "TEAM"));

        server.awaitCount(3, "hook_deliveries where state in ('processed', 'ignored')");
        assertThat(
                        server.rows()
                                .texts(
                                        "select distinct event, ref, head_branch, commit_sha, actor from pipeline_runs"))
                .containsExactly("pull_request|refs/pull-requests/7/from|topic|" + head + "|admin");
        assertThat(server.rows().count("pipeline_runs")).isEqualTo(2);
        assertThat(server.rows().count("holds")).isZero();
        assertThat(ofFork()).isEqualTo("f");
    }

    @Test
    void ofDataCenterAForkOfAStrangerIsHeldAndHasNoSecrets() {
        send("pr:opened", DATA_CENTER.formatted(head, 99, "~EVE"));

        server.awaitCount(1, "holds");
        assertThat(server.rows().texts("select message from jobs"))
                .singleElement()
                .asString()
                .contains("eve asks from the fork ?EVE/app");
        assertThat(ofFork()).isEqualTo("t");
    }

    private String ofFork() {
        return server.rows()
                .text(
                        "select distinct comes_from_fork(r.event, s.event) from pipeline_runs r join run_sources s on s.run_id = r.id");
    }

    /// Each with a body of its own: the same one again is a replay.
    private void send(String event, String payload) {
        byte[] body = (payload + " ".repeat(sent++)).getBytes(UTF_8);
        assertThat(server.sender().bitbucket("team/app", secret, event, body).statusCode())
                .isEqualTo(202);
    }
}
