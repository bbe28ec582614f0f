package dev.minijenkin.engine.command;

import static dev.minijenkin.engine.advance.EngineBench.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.DeliveryEnd;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.hook.DeliveryTaker;
import dev.minijenkin.db.hook.DeliveryTakes;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.workflow.expression.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CommandExecutorTest {
    private static final DeliveryTaker TAKER =
            new DeliveryTaker(new UUID(0, 1), Duration.ofMinutes(1));

    @AutoClose private final EngineBench bench = new EngineBench();
    private final SentCommands wishes = new SentCommands(bench);
    private final CommandExecutor executor = new CommandExecutor("test");

    @Test
    void aTriggerBecomesADelivery() {
        CommandId command =
                wishes.ofRepository(
                        CommandArguments.trigger("v1", "ci.yml", Map.of("level", "\"high\"")));

        assertThat(executor.executeWaiting(bench.runners())).isEqualTo(1);

        Delivery delivery = deliveries().getFirst();
        assertThat(delivery.source()).isEqualTo(DeliverySource.COMMAND);
        assertThat(delivery.event()).isEqualTo("workflow_dispatch");
        assertThat(Json.parse(new String(delivery.payload(), StandardCharsets.UTF_8)))
                .isEqualTo(
                        Json.parse(
                                """
                                {"ref": "v1", "workflow": "ci.yml", "inputs": {"level": "\\"high\\""},
                                 "sender": {"login": "postgres"}}
                                """));
        assertThat(bench.text("select state from commands")).isEqualTo("pending");
        assertThat(bench.text("select executed_by from commands")).isEqualTo("test");
        assertThat(executor.executeWaiting(bench.runners())).isZero();

        bench.database()
                .run(tx ->
                        Deliveries.finish(
                                tx,
                                delivery.id(),
                                DeliveryEnd.without(DeliveryState.FAILED, "Nothing there")));
        assertThat(wishes.result(command))
                .isEqualTo(new CommandResult(CommandState.FAILED, "Nothing there"));
    }

    @Test
    void aTriggerMayNameThePipelineAndLeaveOutTheRef() {
        bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        deliveries();
        String id = bench.text("select id from pipelines");
        wishes.ofRepository("{\"pipeline_id\": " + id + "}");
        CommandId other = wishes.ofRepository("{\"pipeline_id\": 999}");

        executor.executeWaiting(bench.runners());

        assertThat(deliveries())
                .singleElement()
                .satisfies(delivery ->
                        assertThat(new String(delivery.payload(), StandardCharsets.UTF_8))
                                .contains(EngineBench.PATH)
                                .contains("\"ref\":\"main\""));
        assertThat(wishes.result(other).state()).isEqualTo(CommandState.REFUSED);
    }

    /// Else the command would wait for the delivery of somebody else.
    @Test
    void aTriggerWhoseKeySomebodyElseHasAsksForNothingAndSaysSo() {
        CommandId command = wishes.ofRepository(CommandArguments.trigger("main", "ci.yml"));
        bench.execute(
                """
                insert into hook_deliveries (repository_id, source, delivery_key, event, payload)
                select id, 'command', 'command-%d', 'push', '{}' from repositories
                """
                        .formatted(command.value()));

        executor.executeWaiting(bench.runners());

        assertThat(wishes.result(command).state()).isEqualTo(CommandState.REFUSED);
        assertThat(wishes.result(command).outcome())
                .contains("has the key of this command already");
        assertThat(deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.event()).isEqualTo("push"));
    }

    @Test
    void whatIsWrittenOddlyIsRefusedAndNotTakenForAll() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        for (String odd :
                List.of(
                        "{\"workflow\": [\"ci.yml\"]}",
                        "{\"workflow\": {\"path\": \"ci.yml\"}}",
                        "{\"ref\": [\"main\"], \"workflow\": \"ci.yml\"}",
                        "{\"workflow\": \"ci.yml\", \"inputs\": {\"deep\": " + deep + "}}")) {
            CommandId command = wishes.ofRepository(odd);

            executor.executeWaiting(bench.runners());

            assertThat(wishes.result(command).state()).as(odd).isEqualTo(CommandState.REFUSED);
            assertThat(wishes.result(command).outcome()).as(odd).startsWith("Its argument");
        }
        assertThat(deliveries()).isEmpty();
    }

    /// As of a word that a newer process has written.
    @Test
    void aCommandThatMakesTheProgramThrowKeepsNoOther() {
        RunId run = bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        bench.work(EngineBench.failure());
        bench.execute(
                "alter domain cause drop constraint cause_check; update jobs set cause = 'unheard'");
        CommandId poisoned = wishes.ofRun(CommandKind.RERUN, run);
        CommandId next = wishes.plain("drain", CommandArguments.runner("oak"));

        assertThat(executor.executeWaiting(bench.runners())).isEqualTo(2);

        assertThat(wishes.result(poisoned).state()).isEqualTo(CommandState.FAILED);
        assertThat(wishes.result(next).state()).isEqualTo(CommandState.DONE);
    }

    @Test
    void eachCommandIsCarriedOutOnceByManyExecutors() throws Exception {
        for (int i = 0; i < 40; i++) {
            wishes.ofRepository(CommandArguments.trigger("main", "ci.yml"));
        }
        int executed = 0;
        try (ExecutorService executors = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Callable<Integer> one = () -> executor.executeWaiting(bench.runners());
                all.add(executors.submit(one));
            }
            for (Future<Integer> one : all) {
                executed += one.get();
            }
        }

        assertThat(executed).isEqualTo(40);
        assertThat(
                        bench.text(
                                "select count(*) from hook_deliveries where source = 'command' and duplicates = 0"))
                .isEqualTo("40");
        assertThat(
                        bench.text(
                                "select count(distinct delivery_id) from commands where state = 'pending'"))
                .isEqualTo("40");
    }

    @Test
    void aReplayedDeliveryComesOnceMoreWithTheSameBody() {
        bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        String first = bench.text("select id from hook_deliveries");
        String arguments =
                CommandArguments.delivery(new DeliveryId(Long.parseLong(first)));
        assertThat(wishes.said(wishes.plain("replay", arguments)))
                .isEqualTo(
                        "REFUSED Delivery %s is still open: what it asks for has not started yet"
                                .formatted(first));
        bench.execute("update hook_deliveries set state = 'processed', finished_at = now()");
        CommandId command = wishes.plain("replay", arguments);

        executor.executeWaiting(bench.runners());

        assertThat(bench.texts("select event, payload, chain, source, state from hook_deliveries order by id"))
                .extracting(row -> row.replace("|processed", "").replace("|received", ""))
                .hasSize(2)
                .allMatch(row -> row.equals(bench.texts("select event, payload, chain, source from hook_deliveries").getFirst()));
        assertThat(bench.text("select delivery_id from commands where id = " + command.value()))
                .isEqualTo(bench.text("select max(id) from hook_deliveries"));
        assertThat(wishes.said(wishes.plain("replay", "{}")))
                .isEqualTo("REFUSED The command names no delivery: give its number");
        assertThat(wishes.said(wishes.plain("replay", "{\"delivery\": 999}")))
                .isEqualTo("REFUSED There is no delivery 999");
    }

    /// Whoever is alive at that moment carries it out, and only one of them.
    @Test
    void aCommandThatIsDueIsCarriedOutOnceByManyExecutors() throws Exception {
        RunId run = bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        bench.work(EngineBench.success());
        CommandId due =
                bench.in(tx ->
                        Commands.insert(
                                tx,
                                new NewCommand("rerun", "{}", null, run, null, null),
                                Instant.now().plusSeconds(3600)));
        assertThat(executor.executeWaiting(bench.runners())).as("not before").isZero();
        bench.execute("update commands set due_at = created_at");
        int executed = 0;
        try (ExecutorService executors = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> one = () -> executor.executeWaiting(bench.runners());
            for (Future<Integer> each : executors.invokeAll(List.of(one, one, one, one))) {
                executed += each.get();
            }
        }

        assertThat(executed).isEqualTo(1);
        assertThat(wishes.result(due).state()).isEqualTo(CommandState.DONE);
        assertThat(bench.run(run).attempt()).isEqualTo(2);
    }

    /// The process that had begun it dies: its transaction is gone, and another begins anew.
    @Test
    void aCommandWhoseExecutorDiesIsCarriedOutByAnother() {
        RunId run = bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        CommandId command = wishes.ofRun(CommandKind.HOLD, run);
        OpenTransaction<Optional<PendingCommand>> dying =
                OpenTransaction.begin(bench.database(), Commands::lockNext);
        assertThat(dying.value()).isPresent();
        assertThat(executor.executeWaiting(bench.runners())).isZero();
        bench.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()");
        assertThatThrownBy(dying::close).isInstanceOf(CompletionException.class);

        assertThat(executor.executeWaiting(bench.runners())).isEqualTo(1);
        assertThat(wishes.result(command).state()).isEqualTo(CommandState.DONE);
    }

    @Test
    void aRerunOfTheSameRunByTwoPeopleStartsOneAttempt() throws Exception {
        RunId run = bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        bench.work(EngineBench.success());
        wishes.ofRun(CommandKind.RERUN, run);
        wishes.ofRun(CommandKind.RERUN, run);
        try (ExecutorService executors = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> one = () -> executor.executeWaiting(bench.runners());
            for (Future<Integer> each : executors.invokeAll(List.of(one, one))) {
                each.get();
            }
        }

        assertThat(bench.run(run).attempt()).isEqualTo(2);
        assertThat(bench.text("select string_agg(state, ',' order by state) from commands"))
                .isEqualTo("done,refused");
    }

    @Test
    void aCommandThatFailsKeepsItsReasonChangesNothingAndKeepsNoOther() {
        RunId run = bench.push(file("on: push\njobs: {a: {runs-on: linux, steps: [{run: x}]}}"));
        bench.work(EngineBench.success());
        bench.execute("alter table jobs add check (attempt = 1)");
        CommandId poisoned = wishes.ofRun(CommandKind.RERUN, run);
        CommandId next = wishes.plain("drain", CommandArguments.runner("oak"));

        assertThat(executor.executeWaiting(bench.runners())).isEqualTo(2);

        assertThat(wishes.result(poisoned).state()).isEqualTo(CommandState.FAILED);
        assertThat(wishes.result(poisoned).outcome()).contains("The database refused a statement");
        assertThat(bench.run(run).attempt()).isEqualTo(1);
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(wishes.result(next).state()).isEqualTo(CommandState.DONE);
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        RunId run = bench.push(file("on: push\njobs: {}"));
        CommandId unknown = wishes.plain("conjure", "{}");
        CommandId nothing = wishes.plain("cancel", "{}");
        CommandId nowhere = wishes.plain("trigger", "{\"ref\": [1]}");
        CommandId broken = wishes.ofRun(CommandKind.RERUN, run);
        CommandId ended = wishes.ofRun(CommandKind.CANCEL, run);
        CommandId stranger = wishes.plain("drain", CommandArguments.runner("elm"));

        assertThat(executor.executeWaiting(bench.runners())).isEqualTo(6);

        assertThat(List.of(unknown, nothing, nowhere, broken, ended, stranger))
                .extracting(id -> wishes.result(id).state())
                .containsOnly(CommandState.REFUSED);
        assertThat(wishes.result(broken).outcome()).contains("workflow file is broken");
        assertThat(wishes.result(stranger).outcome()).contains("\"elm\"");
    }

    @Test
    void aRunnerIsDrainedAndResumed() {
        wishes.plain("drain", CommandArguments.runner("OAK"));
        executor.executeWaiting(bench.runners());
        assertThat(beat().draining()).isTrue();

        wishes.plain("resume", CommandArguments.runner("oak"));
        executor.executeWaiting(bench.runners());
        assertThat(beat().draining()).isFalse();
    }

    @Test
    void onlyASilentRunnerIsForgotten() {
        CommandId heard = wishes.plain("forget", CommandArguments.runner("oak"));
        CommandId unknown = wishes.plain("forget", CommandArguments.runner("elm"));
        executor.executeWaiting(bench.runners());
        assertThat(wishes.result(heard).state()).isEqualTo(CommandState.REFUSED);
        assertThat(wishes.result(heard).outcome()).contains("oak is heard");
        assertThat(wishes.result(unknown).outcome()).contains("\"elm\"");

        bench.silence();
        CommandId silent = wishes.plain("forget", CommandArguments.runner("oak"));
        executor.executeWaiting(bench.runners());
        assertThat(wishes.result(silent).state()).isEqualTo(CommandState.DONE);
        assertThat(bench.text("select stopped_at is not null from runners")).isEqualTo("t");
    }

    private List<Delivery> deliveries() {
        return bench.in(tx -> DeliveryTakes.take(tx, 100, TAKER)).stream()
                .filter(delivery -> delivery.source() == DeliverySource.COMMAND)
                .toList();
    }

    private Heartbeat beat() {
        return bench.beat();
    }
}
