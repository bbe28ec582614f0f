package dev.minijenkin.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.minijenkin.db.outbox.ForgeAddress;
import dev.minijenkin.db.outbox.TargetKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitStatusTest {
    private static final String SHA = SampleTold.failing().run().commit().sha();

    @Test
    void githubGetsAStateWithTheLinkToTheRun() throws Exception {
        OutgoingRequest request = of(TargetKind.GITHUB_STATUS, SampleTold.failing());

        assertThat(request.address()).hasToString("https://forge/api/statuses/" + SHA);
        assertThat(request.headers()).containsEntry("Authorization", "Bearer token");
        JsonNode body = new JsonMapper().readTree(request.body());
        assertThat(body.path("state").asText()).isEqualTo("failure");
        assertThat(body.path("target_url").asText()).isEqualTo("https://ci.example.org/runs/4711");
        assertThat(body.path("context").asText()).isEqualTo("mini-jenkin / ci (push)");
        assertThat(body.path("description").asText())
                .isEqualTo("#42 still fails in test (25, linux) › npm test, exit code 1");
    }

    @Test
    void eachForgeHasWordsOfItsOwn() throws Exception {
        assertWords(TargetKind.GITHUB_STATUS, "pending", "pending", "success", "failure", "error");
        assertWords(TargetKind.GITEA_STATUS, "pending", "pending", "success", "failure", "error");
        assertWords(
                TargetKind.GITLAB_STATUS, "pending", "running", "success", "failed", "canceled");
        assertWords(
                TargetKind.BITBUCKET_STATUS,
                "INPROGRESS",
                "INPROGRESS",
                "SUCCESSFUL",
                "FAILED",
                "STOPPED");
        assertWords(
                TargetKind.BITBUCKET_SERVER_STATUS,
                "INPROGRESS",
                "INPROGRESS",
                "SUCCESSFUL",
                "FAILED",
                "FAILED");
    }

    @Test
    void whoeverWaitsReadsWhetherItHasBegun() throws Exception {
        assertThat(description(SampleTold.queued())).isEqualTo("#42 is queued");
        assertThat(description(SampleTold.running())).isEqualTo("#42 is running");
    }

    private static String description(Told told) throws Exception {
        return new JsonMapper()
                .readTree(of(TargetKind.GITHUB_STATUS, told).body())
                .path("description")
                .asText();
    }

    private static void assertWords(TargetKind kind, String... words) throws Exception {
        Told.OfRun run = SampleTold.succeeded();
        Told.OfRun ended =
                new Told.OfRun(
                        run.run(),
                        Standing.CANCELLED,
                        run.event(),
                        1,
                        "cancelled",
                        run.at(),
                        run.took(),
                        run.link());
        assertThat(
                        List.of(
                                state(kind, SampleTold.queued()),
                                state(kind, SampleTold.running()),
                                state(kind, run),
                                state(kind, SampleTold.failing()),
                                state(kind, ended)))
                .containsExactly(words);
    }

    @Test
    void eachForgeHasAPlaceAndAnAuthorisationOfItsOwn() {
        assertThat(of(TargetKind.GITEA_STATUS, SampleTold.queued()).headers())
                .containsEntry("Authorization", "token token");
        assertThat(of(TargetKind.GITLAB_STATUS, SampleTold.queued()).headers())
                .containsEntry("PRIVATE-TOKEN", "token");
        assertThat(of(TargetKind.BITBUCKET_STATUS, SampleTold.queued()).address())
                .hasToString("https://forge/api/commit/" + SHA + "/statuses/build");
        assertThat(of(TargetKind.BITBUCKET_SERVER_STATUS, SampleTold.queued()).address())
                .hasToString("https://forge/api/commits/" + SHA);
        assertThat(
                        new CommitStatus(TargetKind.BITBUCKET_STATUS, "https://forge", "ana:app")
                                .of(SampleTold.queued())
                                .headers())
                .containsEntry("Authorization", "Basic YW5hOmFwcA==");
    }

    @Test
    void whatIsTooLongForAForgeIsCutButStaysApart() throws Exception {
        Told.OfRun told = SampleTold.withTexts("a pipeline with a long name ".repeat(40));
        JsonMapper json = new JsonMapper();

        assertThat(
                        json.readTree(of(TargetKind.GITHUB_STATUS, told).body())
                                .path("description")
                                .asText())
                .hasSizeLessThanOrEqualTo(140);
        JsonNode bitbucket = json.readTree(of(TargetKind.BITBUCKET_STATUS, told).body());
        assertThat(bitbucket.path("key").asText()).hasSize(40);
        assertThat(bitbucket.path("name").asText()).hasSizeLessThanOrEqualTo(255);
        Told.OfRun other = SampleTold.withTexts("a pipeline with a long name ".repeat(5) + "!");
        assertThat(json.readTree(of(TargetKind.BITBUCKET_STATUS, other).body()).path("key"))
                .isNotEqualTo(bitbucket.path("key"));
    }

    @Test
    void aTestAsksForTheRepository() {
        OutgoingRequest request =
                new CommitStatus(TargetKind.GITHUB_STATUS, "https://forge/api", "token")
                        .of(new Told.OfText("a", "b", Standing.SUCCESS, SampleTold.LINK));

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.address()).hasToString("https://forge/api");
    }

    @Test
    void theAddressOfTheApiFollowsFromThatOfTheRepository() {
        assertAddress(
                TargetKind.GITHUB_STATUS,
                "https://github.com/shop/web.git",
                "https://api.github.com/repos/shop/web");
        assertAddress(
                TargetKind.GITHUB_STATUS,
                "git@github.com:shop/web.git",
                "https://api.github.com/repos/shop/web");
        assertAddress(
                TargetKind.GITHUB_STATUS,
                "https://ghe.example.org/shop/web",
                "https://ghe.example.org/api/v3/repos/shop/web");
        assertAddress(
                TargetKind.GITEA_STATUS,
                "http://forge:3000/shop/web.git",
                "http://forge:3000/api/v1/repos/shop/web");
        assertAddress(
                TargetKind.GITEA_STATUS,
                "ssh://git@forge:2222/shop/web.git",
                "https://forge/api/v1/repos/shop/web");
        assertAddress(
                TargetKind.GITLAB_STATUS,
                "https://gitlab.com/a/b/c.git",
                "https://gitlab.com/api/v4/projects/a%2Fb%2Fc");
        assertAddress(
                TargetKind.BITBUCKET_STATUS,
                "git@bitbucket.org:shop/web.git",
                "https://api.bitbucket.org/2.0/repositories/shop/web");
        assertAddress(
                TargetKind.BITBUCKET_SERVER_STATUS,
                "https://bb.example.org/scm/shop/web.git",
                "https://bb.example.org/rest/build-status/1.0");
    }

    private static void assertAddress(TargetKind kind, String fetched, String api) {
        assertThat(ForgeAddress.of(kind, fetched)).contains(api);
    }

    @Test
    void aFolderTellsNoForge() {
        assertThat(ForgeAddress.of(TargetKind.GITHUB_STATUS, "/srv/git/shop.git")).isEmpty();
    }

    private static String state(TargetKind kind, Told told) throws Exception {
        return new JsonMapper().readTree(of(kind, told).body()).path("state").asText();
    }

    private static OutgoingRequest of(TargetKind kind, Told told) {
        return new CommitStatus(kind, "https://forge/api", "token").of(told);
    }
}
