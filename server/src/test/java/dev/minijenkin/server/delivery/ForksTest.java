package dev.minijenkin.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.RepositoryRegistration.Registered;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pull requests from forks, as the git hosts tell of them: their runs wait for an operator unless
/// their author is known.
class ForksTest {
    private static final String WORKFLOW =
            """
            name: ci
            on: %s
            jobs:
              build: {runs-on: linux, steps: [{run: make}]}
              tidy: {needs: build, if: always(), runs-on: linux, steps: [{run: rm -r out}]}
            """;

    private static final String HELD =
            "select r.actor from pipeline_runs r join holds h on h.run_id = r.id order by r.id";

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private Registered registered;
    private String head;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        registered = server.register(git);
        git.write(".mini-jenkin/workflows/ci.yml", WORKFLOW.formatted("push"));
        git.commit("Build on push");
        git.push("main");
        git.git("checkout", "-q", "-b", "topic");
        git.write(".mini-jenkin/workflows/ci.yml", WORKFLOW.formatted("pull_request"));
        head = git.commit("Propose it");
        git.push("topic:refs/pull/7/head");
        git.push("topic:refs/merge-requests/7/head");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunOfAStrangerWaitsAndSaysWhyUntilAnOperatorReleasesIt() {
        github("eve", "eve", "NONE", "eve/app");

        RunId run = run(1);
        assertThat(server.rows().texts("select count(*) from queue")).containsExactly("0");
        String why =
                "the rule for forks: eve asks from the fork eve/app and is no collaborator of this repository";
        assertThat(
                        server.rows()
                                .texts(
                                        "select key, state, waiting_for, message from jobs order by key"))
                .containsExactly("build|waiting|hold|Held by " + why, "tidy|blocked|null|null");
        assertThat(
                        server.rows()
                                .texts(
                                        "select sentence from jobs j, explain_job(j.id) where j.key = 'build' and kind = 'hold'"))
                .singleElement()
                .asString()
                .startsWith("Its run is held by the rule for forks since ")
                .contains(why.substring(why.indexOf("eve")))
                .endsWith("(release lets it go)");

        assertThat(outcome(CommandKind.RELEASE, run)).isEqualTo("done|The run goes on");
        assertThat(server.rows().texts("select j.key from queue q join jobs j on j.id = q.job_id"))
                .containsExactly("build");
    }

    /// What an operator refuses is not to begin by another door.
    @Test
    void ofACancelledRunOfAStrangerNothingBeginsNotEvenWhatTidiesUp() {
        github("eve", "eve", "NONE", "eve/app");
        RunId run = run(1);

        assertThat(outcome(CommandKind.CANCEL, run)).isEqualTo("done|Cancelled: 2 jobs ended");
        assertThat(server.rows().texts("select state, conclusion from pipeline_runs"))
                .containsExactly("finished|cancelled");
        assertThat(server.rows().count("queue")).isZero();
        assertThat(server.rows().count("holds")).isZero();
    }

    @Test
    void whoseRunsWaitIsAsTheRepositorySaysAndAsFarAsGithubKnowsTheAuthor() {
        List<String> associations =
                List.of(
                        "OWNER",
                        "MEMBER",
                        "COLLABORATOR",
                        "CONTRIBUTOR",
                        "FIRST_TIME_CONTRIBUTOR",
                        "FIRST_TIMER",
                        "MANNEQUIN",
                        "NONE");

        assertThat(held(ForkApproval.OUTSIDERS, associations))
                .containsExactlyInAnyOrder(
                        "CONTRIBUTOR",
                        "FIRST_TIME_CONTRIBUTOR",
                        "FIRST_TIMER",
                        "MANNEQUIN",
                        "NONE");
        assertThat(held(ForkApproval.FIRST_TIME, associations))
                .containsExactlyInAnyOrder(
                        "FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "MANNEQUIN", "NONE");
        assertThat(held(ForkApproval.NEW_TO_HOST, associations))
                .containsExactlyInAnyOrder("FIRST_TIMER", "MANNEQUIN", "NONE");
    }

    @Test
    void whoHadARunThatBeganContributesNotForTheFirstTime() {
        setting(ForkApproval.FIRST_TIME);
        github("eve", "eve", "NONE", "eve/app");
        run(1);
        github("eve", "eve", "NONE", "eve/app");
        run(2);
        assertThat(held()).as("none of them began").containsExactly("eve", "eve");

        server.rows()
                .execute(
                        "update pipeline_runs set started_at = now() where id = (select min(id) from pipeline_runs)");
        github("eve", "eve", "NONE", "eve/app");
        run(3);
        assertThat(held()).hasSize(2);

        setting(ForkApproval.OUTSIDERS);
        github("eve", "eve", "NONE", "eve/app");
        run(4);
        assertThat(held()).as("a contributor is no collaborator").hasSize(3);
    }

    /// Anybody may comment, and has a run in his name by that.
    @Test
    void runsOfWhatAnybodyMayDoMakeNobodyKnown() {
        setting(ForkApproval.NEW_TO_HOST);
        github("eve", "eve", "NONE", "eve/app");
        run(1);
        server.rows()
                .execute("update pipeline_runs set event = 'issue_comment', started_at = now()");

        github("eve", "eve", "NONE", "eve/app");
        run(2);

        assertThat(held()).hasSize(2);
    }

    @Test
    void whoActsOnThePullRequestOfSomebodyKnownIsToBeKnownToo() {
        github("ana", "eve", "MEMBER", "ana/app");
        run(1);
        assertThat(reasons())
                .singleElement()
                .asString()
                .startsWith("eve acts on a pull request from the fork ana/app");

        server.rows().execute("update pipeline_runs set event = 'push', actor = 'ben'");
        github("ana", "ben", "MEMBER", "ana/app");
        run(2);
        assertThat(held()).as("ben pushes here").hasSize(1);
        github("eve", "ben", "NONE", "eve/app");
        run(3);
        assertThat(held()).as("what eve asks for stays hers").hasSize(2);
    }

    @Test
    void aForkThatIsGoneAndNamesOfStrangersAreNoTrouble() {
        github("eve\\u001b[31m", "eve\\u001b[31m", "NONE", "");
        run(1);

        assertThat(reasons())
                .containsExactly(
                        "eve??31m asks from the fork of somebody and is no collaborator of this repository");
    }

    /// Gitea and Forgejo say nothing of an association, so that a push to the repository tells.
    @Test
    void ofGiteaWhoPushedHereIsKnown() {
        gitea("ana");
        run(1);
        assertThat(held()).containsExactly("ana");

        server.rows().execute("update pipeline_runs set event = 'push'");
        gitea("ana");
        run(2);
        gitea("eve");
        run(3);
        assertThat(held()).containsExactly("ana", "eve");
    }

    @Test
    void ofGitlabTheAuthorIsKnownOnlyWhereHeActsHimself() {
        gitlab(5, 5);
        run(1);
        assertThat(reasons())
                .containsExactly(
                        "ana asks from the fork ana/app and is no collaborator of this repository");
        server.rows().execute("update pipeline_runs set event = 'push'");

        gitlab(5, 5);
        run(2);
        assertThat(held()).hasSize(1);
        gitlab(5, 6);
        run(3);
        assertThat(reasons())
                .containsExactlyInAnyOrder(
                        "ana asks from the fork ana/app and is no collaborator of this repository",
                        "somebody asks from the fork ana/app and is no collaborator of this repository");
    }

    @Test
    void theFilesOfTheOwnBranchWaitForAStrangerToo() {
        git.git("checkout", "-q", "main");
        git.write(".mini-jenkin/workflows/ci.yml", WORKFLOW.formatted("pull_request_target"));
        git.commit("Greet");
        git.push("main");

        github("eve", "eve", "NONE", "eve/app");
        run(2);

        assertThat(
                        server.rows()
                                .texts(
                                        "select r.event from pipeline_runs r join holds h on h.run_id = r.id where h.until_approved order by 1"))
                .containsExactly("pull_request", "pull_request_target");
    }

    /// Beside the rule of who waits: whoever the author is, the code is that of a fork.
    @Test
    void runsOfForksAreForGuestsWhereTheRepositorySaysSo() {
        github("ana", "ana", "OWNER", "forks/app");
        run(1);
        server.owner().run(tx -> Repositories.setGuestRuns(tx, registered.id(), GuestRuns.FORKS));
        github("ana", "ana", "OWNER", "forks/app");
        run(2);
        github("ana", "ana", "OWNER", "team/app");
        run(3);

        assertThat(
                        server.rows()
                                .texts(
                                        """
                                        select r.on_guests, bool_and(l.for_guests = r.on_guests)
                                        from pipeline_runs r join jobs j on j.run_id = r.id join label_sets l on l.id = j.label_set_id
                                        group by r.id order by r.id
                                        """))
                .containsExactly("f|t", "t|t", "f|t");
        assertThat(
                        server.rows()
                                .texts(
                                        "select distinct l.for_guests from queue q join label_sets l on l.id = q.label_set_id order by 1"))
                .containsExactly("f", "t");
    }

    private List<String> held(ForkApproval approval, List<String> associations) {
        setting(approval);
        server.rows().execute("truncate pipeline_runs cascade");
        List<String> authors = new ArrayList<>(associations);
        authors.forEach(author -> github(author, author, author, "forks/app"));
        run(authors.size());
        return held();
    }

    private void setting(ForkApproval approval) {
        server.owner().run(tx -> Repositories.setForkApproval(tx, registered.id(), approval));
    }

    private List<String> held() {
        return server.rows().texts(HELD);
    }

    private List<String> reasons() {
        return server.rows().texts("select reason from holds order by id");
    }

    /// The newest, once there are so many.
    private RunId run(int count) {
        server.awaitCount(count, "pipeline_runs");
        server.awaitCount(0, "hook_deliveries where finished_at is null");
        return new RunId(Long.parseLong(server.rows().text("select max(id) from pipeline_runs")));
    }

    private String outcome(CommandKind kind, RunId run) {
        CommandId command =
                server.owner()
                        .statement(tx ->
                                Commands.insert(
                                        tx,
                                        new NewCommand(kind.word(), "{}", null, run, null, null)));
        return server.awaitTexts(
                        "select state, outcome from commands where state <> 'pending' and id = "
                                + command.value())
                .getFirst();
    }

    /// Each one is another, as by the time in real ones: the same bytes again are a replay.
    private static String at() {
        return UUID.randomUUID().toString();
    }

    private void github(String author, String sender, String association, String from) {
        String repository =
                from.isEmpty() ? "null" : "{\"full_name\":\"%s\",\"fork\":true}".formatted(from);
        byte[] body =
                """
                {"action":"synchronize","number":7,"at":"%s","sender":{"login":"%s","type":"User"},
                "pull_request":{"number":7,"user":{"login":"%s"},"author_association":"%s",
                "head":{"ref":"topic","sha":"%s","repo":%s},
                "base":{"ref":"main","sha":"%s","repo":{"full_name":"team/app","fork":false}}}}
                """
                        .formatted(at(), sender, author, association, head, repository, head)
                        .getBytes(UTF_8);
        assertThat(
                        server.sender()
                                .github("team/app", registered.hookSecret(), "pull_request", body)
                                .statusCode())
                .isEqualTo(202);
    }

    private void gitea(String author) {
        byte[] body =
                """
                {"action":"synchronized","number":7,"at":"%3$s","sender":{"login":"%1$s"},
                "pull_request":{"number":7,"user":{"login":"%1$s"},
                "head":{"ref":"topic","sha":"%2$s","repo":{"full_name":"%1$s/app","fork":true}},
                "base":{"ref":"main","sha":"%2$s","repo":{"full_name":"team/app"}}}}
                """
                        .formatted(author, head, at())
                        .getBytes(UTF_8);
        send(
                body,
                "X-Gitea-Event",
                "pull_request",
                "X-Gitea-Delivery",
                UUID.randomUUID().toString(),
                "X-Gitea-Signature",
                HookSender.hmac(registered.hookSecret(), body));
    }

    private void gitlab(int user, int author) {
        byte[] body =
                """
                {"object_kind":"merge_request","at":"%s","user":{"id":%d,"name":"Ana","username":"ana"},
                "project":{"id":1,"path_with_namespace":"team/app"},
                "object_attributes":{"iid":7,"action":"open","author_id":%d,
                "source_branch":"topic","target_branch":"main","source_project_id":14,"target_project_id":1,
                "source":{"path_with_namespace":"ana/app"},"target":{"path_with_namespace":"team/app"},
                "last_commit":{"id":"%s"}}}
                """
                        .formatted(at(), user, author, head)
                        .getBytes(UTF_8);
        send(
                body,
                "X-Gitlab-Event",
                "Merge Request Hook",
                "X-Gitlab-Token",
                registered.hookSecret(),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private void send(byte[] body, String... headers) {
        assertThat(server.sender().send("team/app", body, headers).statusCode()).isEqualTo(202);
    }
}
