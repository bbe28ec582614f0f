package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person's wish becomes a run.
class TriggerCommandTest {
    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private RepositoryId repository;
    private String commit;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        git.write(
                ".mini-jenkin/workflows/deploy.yml",
                """
                on:
                  workflow_dispatch:
                    inputs:
                      target: {required: true}
                jobs:
                  deploy:
                    runs-on: linux
                    steps:
                      - run: echo ${{ inputs.target }}
                """);
        git.write(
                ".mini-jenkin/workflows/push.yml",
                GitFolder.WORKFLOW.replace("on: [push, workflow_dispatch]", "on: push"));
        commit = git.pushWorkflow();
        repository = server.register(git).id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aWorkflowRunsAtABranchByTheNameOfItsFile() {
        wish(CommandArguments.trigger("main", "ci.yml"));

        server.awaitCount(1, "queue");
        assertThat(
                        server.rows()
                                .texts(
                                        "select event, ref, commit_sha, actor, state from pipeline_runs"))
                .containsExactly(
                        "workflow_dispatch|refs/heads/main|" + commit + "|postgres|queued");
        assertThat(server.rows().texts("select state, executed_by like 'server %' from commands"))
                .containsExactly("done|t");
    }

    @Test
    void itRunsAtATagAndAtACommitToo() {
        git.git("tag", "v1");
        git.push("v1");
        wish(CommandArguments.trigger("v1", ".mini-jenkin/workflows/ci.yml"));
        wish(CommandArguments.trigger(commit, "ci.yml"));

        server.awaitCount(2, "pipeline_runs");
        assertThat(server.rows().texts("select ref, commit_sha from pipeline_runs order by id"))
                .containsExactly("refs/tags/v1|" + commit, commit + "|" + commit);
    }

    @Test
    void inputsReachTheRun() {
        wish(CommandArguments.trigger("", "deploy.yml", Map.of("target", "moon")));

        server.awaitCount(1, "queue");
        assertThat(server.rows().texts("select inputs ->> 'target' from run_sources"))
                .containsExactly("moon");
    }

    @Test
    void aMissingInputIsARunThatFailedAndSaysSo() {
        wish(CommandArguments.trigger("main", "deploy.yml"));

        server.awaitCount(1, "pipeline_runs where conclusion = 'failure'");
        assertThat(server.rows().texts("select path, message from annotations").getFirst())
                .startsWith(".mini-jenkin/workflows/deploy.yml|")
                .contains("target");
    }

    @Test
    void withoutAFileAllThatCanBeTriggeredRun() {
        wish(CommandArguments.trigger("main", ""));

        server.awaitCount(2, "pipeline_runs");
        server.awaitCount(1, "hook_deliveries where state = 'processed'");
    }

    @Test
    void whatIsNotThereIsSaid() {
        wish(CommandArguments.trigger("nowhere", "ci.yml"));
        wish(CommandArguments.trigger("main", "nothing.yml"));
        wish(CommandArguments.trigger("main", "push.yml"));
        wish(CommandArguments.trigger("--upload-pack=touch x", "ci.yml"));
        wish(CommandArguments.trigger("refs/heads/*", "ci.yml"));
        wish(CommandArguments.trigger("main:x", "ci.yml"));

        server.awaitCount(6, "hook_deliveries where state = 'failed'");
        List<String> errors = server.rows().texts("select error from hook_deliveries order by id");
        assertThat(errors)
                .containsExactly(
                        "There is no branch, tag or commit \"nowhere\" in team/app",
                        "There is no workflow file nothing.yml at main",
                        ".mini-jenkin/workflows/push.yml at main has no workflow_dispatch trigger",
                        "There is no branch, tag or commit \"--upload-pack=touch x\" in team/app",
                        "There is no branch, tag or commit \"refs/heads/*\" in team/app",
                        "There is no branch, tag or commit \"main:x\" in team/app");
        assertThat(
                        server.rows()
                                .texts(
                                        "select count(*) from commands where state <> 'failed' or outcome is null"))
                .containsExactly("0");
    }

    private void wish(String arguments) {
        NewCommand command = new NewCommand("trigger", arguments, null, null, null, repository);
        server.owner().statement(tx -> Commands.insert(tx, command));
    }
}
