package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.RepositoryRegistration.Registered;
import dev.minijenkin.db.view.trigger.PipelineView;
import dev.minijenkin.db.view.trigger.PipelineViews;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import dev.minijenkin.testing.HookSender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people can start by hand is known before anything ran, and follows the default branch.
class DefaultBranchTest {
    private static final String DEPLOY = ".mini-jenkin/workflows/deploy.yml";
    private static final String JOBS = "jobs: {a: {runs-on: linux, steps: [{run: x}]}}\n";
    private static final String NOTHING = "0".repeat(40);

    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private String first;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        git.write(
                DEPLOY,
                "name: Deploy\non: {workflow_dispatch: {inputs: {target: {required: true}}}}\n"
                        + JOBS);
        git.write(".mini-jenkin/workflows/test.yml", "name: Test\non: push\n" + JOBS);
        first = git.commit("First");
        git.push("main");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registeringIsEnough() {
        RepositoryId repository = registered().id();

        assertThat(names()).containsExactly("Deploy");
        Optional<byte[]> file =
                server.owner()
                        .statement(tx ->
                                PipelineViews.lastWorkflow(
                                        tx, PipelineViews.enabled(tx).getFirst().id()));
        assertThat(new String(file.orElseThrow(), StandardCharsets.UTF_8)).contains("target");
        assertThat(server.rows().texts("select state, outcome from commands"))
                .containsExactly("done|Read 2 workflow files of main at " + first);
        server.owner()
                .run(tx ->
                        Commands.insert(
                                tx,
                                new NewCommand(
                                        "trigger",
                                        CommandArguments.trigger(
                                                "", "deploy.yml", Map.of("target", "moon")),
                                        null,
                                        null,
                                        null,
                                        repository)));
        server.awaitCount(1, "pipeline_runs where event = 'workflow_dispatch'");
        server.awaitCount(1, "commands where kind = 'trigger' and outcome = 'Started Deploy #1'");
    }

    @Test
    void theFirstFetchIsEnoughToo() {
        Registered registered = server.register(git);
        push(registered, "refs/heads/other", first);

        server.awaitCount(1, "hook_deliveries where state <> 'received'");
        assertThat(names()).containsExactly("Deploy");
    }

    @Test
    void aWorkflowThatIsRenamedRemovedOrNoLongerStartedByHandIsFollowed() {
        Registered registered = registered();
        git.git("mv", DEPLOY, ".mini-jenkin/workflows/release.yml");
        git.write(
                ".mini-jenkin/workflows/test.yml",
                "name: Test\non: [push, workflow_dispatch]\n" + JOBS);
        push(registered, "refs/heads/main", pushed("Moved"));
        server.awaitCount(1, "pipeline_runs");
        assertThat(paths())
                .containsExactly(
                        ".mini-jenkin/workflows/release.yml", ".mini-jenkin/workflows/test.yml");

        git.write(".mini-jenkin/workflows/test.yml", "name: Checks\non: push\n" + JOBS);
        git.git("rm", "-q", ".mini-jenkin/workflows/release.yml");
        push(registered, "refs/heads/main", pushed("Gone"));
        server.awaitCount(2, "pipeline_runs");
        assertThat(paths()).isEmpty();
        assertThat(server.rows().texts("select name from pipelines where path like '%test.yml'"))
                .containsExactly("Checks");
    }

    @Test
    void anotherBranchChangesNothing() {
        Registered registered = registered();
        git.git("checkout", "-q", "-b", "other");
        git.write(DEPLOY, "name: Mine\non: [push, workflow_dispatch]\n" + JOBS);
        git.write(
                ".mini-jenkin/workflows/mine.yml",
                "name: New\non: [push, workflow_dispatch]\n" + JOBS);
        String commit = git.commit("Mine");
        git.push("other");
        push(registered, "refs/heads/other", commit);

        server.awaitCount(3, "pipeline_runs");
        assertThat(names()).containsExactly("Deploy");
    }

    @Test
    void aPushThatComesLateDoesNotBringTheOldFilesBack() {
        Registered registered = registered();
        git.git("rm", "-q", DEPLOY);
        push(registered, "refs/heads/main", pushed("Gone"));
        server.awaitCount(1, "pipeline_runs");
        push(registered, "refs/heads/main", first);

        server.awaitCount(2, "pipeline_runs");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFileThatBreaksKeepsWhatItHad() {
        Registered registered = registered();
        git.write(DEPLOY, "on: [");
        push(registered, "refs/heads/main", pushed("Broken"));

        server.awaitCount(2, "pipeline_runs");
        assertThat(names()).containsExactly("Deploy");
    }

    @Test
    void aRepositoryWithoutTheBranchSaysSo() {
        git.git("push", "-q", "origin", "main:other");
        git.gitInBare("update-ref", "-d", "refs/heads/main");
        server.registerByPeople("team/app", git.bare().toString());

        server.awaitCount(1, "commands where outcome = 'team/app has no branch main'");
    }

    private Registered registered() {
        Registered registered = server.registerByPeople("team/app", git.bare().toString());
        server.awaitCount(1, "commands where kind = 'refresh' and state = 'done'");
        return registered;
    }

    private String pushed(String message) {
        String commit = git.commit(message);
        git.push("main");
        return commit;
    }

    private void push(Registered registered, String ref, String after) {
        assertThat(
                        server.sender()
                                .github(
                                        "team/app",
                                        registered.hookSecret(),
                                        "push",
                                        HookSender.push(ref, NOTHING, after))
                                .statusCode())
                .isEqualTo(202);
    }

    private List<String> names() {
        return views().stream().map(PipelineView::name).toList();
    }

    private List<String> paths() {
        return views().stream().map(PipelineView::path).sorted().toList();
    }

    private List<PipelineView> views() {
        return server.owner().statement(PipelineViews::enabled);
    }
}
