package dev.minijenkin.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import dev.minijenkin.server.TestServer;
import dev.minijenkin.testing.GitFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A delivery that failed is carried out again when somebody commands it.
class RedeliverTest {
    @TempDir private Path folder;
    private TestServer server;
    private GitFolder git;
    private RepositoryId repository;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        git = GitFolder.create(folder);
        git.pushWorkflow();
        repository = server.register(git).id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatFailedGoesOnOnceItsReasonIsGone() {
        CommandId trigger = trigger("later");
        assertThat(outcome(trigger))
                .isEqualTo("failed|There is no branch, tag or commit \"later\" in team/app");
        DeliveryId delivery = failed();
        git.git("push", "-q", "origin", "main:later");

        CommandId again = redeliver("{\"delivery\": " + delivery.value() + "}");

        assertThat(outcome(again)).isEqualTo("done|Started ci #1");
        assertThat(
                        server.rows()
                                .texts(
                                        "select actor, reason from commands where id = "
                                                + again.value()))
                .containsExactly("postgres|it is there now");
        assertThat(outcome(trigger)).as("what was said stays said").startsWith("failed|");
        server.awaitCount(1, "pipeline_runs where ref = 'refs/heads/later'");
        assertThat(outcome(redeliver(CommandArguments.delivery(delivery))))
                .isEqualTo(
                        "refused|Delivery %d did not fail: it was processed; rerun the runs that it started, or replay it"
                                .formatted(delivery.value()));
        server.awaitCount(1, "pipeline_runs");
    }

    @Test
    void whatFailsAgainFailsTheCommand() {
        outcome(trigger("nowhere"));

        assertThat(outcome(redeliver(CommandArguments.delivery(failed()))))
                .isEqualTo("failed|There is no branch, tag or commit \"nowhere\" in team/app");
    }

    @Test
    void ofManyCommandsAtOnceOneOpensIt() {
        outcome(trigger("nowhere"));
        String wish = CommandArguments.delivery(failed());
        server.owner()
                .runInTransaction(tx -> {
                    for (int i = 0; i < 10; i++) {
                        Commands.insert(tx, command(wish));
                    }
                });

        server.awaitCount(11, "commands where state <> 'pending'");
        assertThat(
                        server.rows()
                                .texts(
                                        "select count(*) from commands where kind = 'redeliver' and outcome is null"))
                .containsExactly("0");
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        outcome(trigger("nowhere"));
        DeliveryId delivery = failed();
        server.rows().execute("update hook_deliveries set payload = ''");

        assertThat(outcome(redeliver(CommandArguments.delivery(delivery))))
                .isEqualTo(
                        "refused|Delivery %d cannot be carried out again: its body is gone"
                                .formatted(delivery.value()));
        assertThat(outcome(redeliver("{\"delivery\": 999}")))
                .isEqualTo("refused|There is no delivery 999");
        for (String wrong : new String[] {"{}", "{\"delivery\": \"x\"}", "{\"delivery\": 1e30}"}) {
            assertThat(outcome(redeliver(wrong)))
                    .isEqualTo("refused|The command names no delivery: give its number");
        }
    }

    private CommandId trigger(String ref) {
        return server.owner()
                .statement(tx ->
                        Commands.insert(
                                tx,
                                new NewCommand(
                                        CommandKind.TRIGGER.word(),
                                        CommandArguments.trigger(ref, "ci.yml"),
                                        null,
                                        null,
                                        null,
                                        repository)));
    }

    private CommandId redeliver(String arguments) {
        return server.owner().statement(tx -> Commands.insert(tx, command(arguments)));
    }

    private static NewCommand command(String arguments) {
        return new NewCommand(
                CommandKind.REDELIVER.word(), arguments, "it is there now", null, null, null);
    }

    private DeliveryId failed() {
        return new DeliveryId(
                Long.parseLong(
                        server.rows()
                                .texts("select max(id) from hook_deliveries where state = 'failed'")
                                .getFirst()));
    }

    private String outcome(CommandId command) {
        return server.awaitTexts(
                        "select state, outcome from commands where state <> 'pending' and id = "
                                + command.value())
                .getFirst();
    }
}
