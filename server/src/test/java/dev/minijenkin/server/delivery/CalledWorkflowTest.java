package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workflows that call files of their own and of other repositories.
class CalledWorkflowTest {
    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private GitFolder tools;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        tools = GitFolder.create(Files.createDirectory(folder.resolve("tools")));
        tools.write(
                "ci/shared.yml",
                """
                on: {workflow_call: {inputs: {who: {type: string, required: true}}}}
                jobs:
                  greet: {name: 'Greet ${{ inputs.who }}', runs-on: linux, steps: [{run: x}]}
                  more: {uses: ./ci/more.yml}
                """);
        tools.write(
                "ci/more.yml", "on: workflow_call\njobs: {m: {runs-on: linux, steps: [{run: x}]}}");
        tools.pushWorkflow();
        tools.git("tag", "v1");
        tools.push("v1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void run(String jobs) {
        git.write(
                ".mini-jenkin/workflows/calls.yml",
                "on: workflow_dispatch\njobs:\n" + jobs.indent(2));
        git.pushWorkflow();
        NewCommand command =
                new NewCommand(
                        "trigger",
                        CommandArguments.trigger("main", "calls.yml"),
                        null,
                        null,
                        null,
                        server.register(git).id());
        server.owner().statement(tx -> Commands.insert(tx, command));
    }

    @Test
    void filesOfARegisteredRepositoryAreFetchedAndKeptWithTheRun() {
        server.register("Acme/Tools", tools.bare().toString());
        run("call: {uses: acme/tools/ci/shared.yml@v1, with: {who: you}}");
        server.awaitCount(2, "queue");
        assertThat(server.rows().texts("select key, name, state from jobs order by place"))
                .containsExactly(
                        "call|call|running",
                        "call/greet|call / Greet you|queued",
                        "call/more|call / more|running",
                        "call/more/m|call / more / m|queued");
        assertThat(server.rows().texts("select name from run_source_files order by name"))
                .containsExactly("acme/tools/ci/more.yml@v1", "acme/tools/ci/shared.yml@v1");
    }

    @Test
    void filesOfTheSameCommitAreCalledFromAnyFolder() {
        git.write(
                "ci/own.yml", "on: workflow_call\njobs: {o: {runs-on: linux, steps: [{run: x}]}}");
        run("call: {uses: ./ci/own.yml}");
        server.awaitCount(1, "queue");
        assertThat(server.rows().texts("select key from jobs order by place"))
                .containsExactly("call", "call/o");
    }

    @Test
    void whatIsNotThereIsSaid() {
        server.register("acme/tools", tools.bare().toString());
        run(
                """
                stranger: {uses: nobody/here/ci/x.yml@v1}
                ref: {uses: acme/tools/ci/shared.yml@v9, with: {who: a}}
                file: {uses: acme/tools/ci/none.yml@v1}
                """);
        server.awaitCount(1, "pipeline_runs where conclusion = 'failure'");
        assertThat(server.rows().texts("select message from jobs order by place"))
                .containsExactly(
                        "The repository nobody/here is not registered here, so its workflows cannot be called"
                                + " (.mini-jenkin/workflows/calls.yml:3:20)",
                        "There is no branch, tag or commit \"v9\" in acme/tools"
                                + " (.mini-jenkin/workflows/calls.yml:4:15)",
                        "There is no file ci/none.yml at v1 in acme/tools"
                                + " (.mini-jenkin/workflows/calls.yml:5:16)");
    }

    @Test
    void aMissingFileOfItsOwnIsABrokenRun() {
        run("call: {uses: ./ci/none.yml}");
        server.awaitCount(1, "pipeline_runs where conclusion = 'failure'");
        assertThat(server.rows().texts("select message, line, column_number from annotations"))
                .containsExactly("The called file ci/none.yml does not exist at this commit|3|16");
        assertThat(server.rows().count("jobs")).isZero();
    }
}
