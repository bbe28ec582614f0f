package dev.minijenkin.db.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void runsAreNumberedPerPipeline() {
        assertThat(insert(new SampleRun()).number()).isEqualTo(1);
        Run second = insert(new SampleRun());
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.state()).isEqualTo(RunState.QUEUED);
        assertThat(second.attempt()).isEqualTo(1);
        assertThat(insert(new SampleRun().of("nightly")).number()).isEqualTo(1);
        assertThat(hints).contains(new Hint(Topic.RUN, second.id().value()));
    }

    @Test
    void aDeliveryStartsAPipelineOnceForEachOfItsEvents() {
        DeliveryId delivery = database.transaction(tx -> SampleData.delivery(tx, shop));
        SampleRun asked = new SampleRun().askedForBy(delivery).because("pull_request");
        insert(asked);

        Optional<Run> again = database.transaction(tx -> asked.insertOnce(tx, shop));

        assertThat(again).isEmpty();
        assertThat(insert(asked.because("pull_request_target")).number())
                .as("the refused one took no number")
                .isEqualTo(2);
        assertThat(insert(asked.of("nightly")).number()).isEqualTo(1);
    }

    @Test
    void runsThatBeginAtOnceGetNumbersOfTheirOwn() {
        CompletableFuture<Run> second;
        try (var open = OpenTransaction.begin(database, tx -> new SampleRun().insert(tx, shop))) {
            second = OpenTransaction.heldUp(database, tx -> new SampleRun().insert(tx, shop));
            assertThat(open.value().number()).isEqualTo(1);
        }

        assertThat(second.join().number()).isEqualTo(2);
    }

    @Test
    void aRunIsFoundByItsIdOrItsNumber() {
        Run run = insert(new SampleRun().on("refs/tags/v1").by("bo"));

        assertThat(find(run.id())).contains(run);
        assertThat(run.origin().ref()).isEqualTo("refs/tags/v1");
        assertThat(run.origin().actor()).isEqualTo("bo");
        assertThat(run.origin().commitSha()).isEqualTo(SampleData.COMMIT);
        Optional<Run> byNumber = database.statement(tx -> Runs.find(tx, run.pipeline(), 1));
        Optional<Run> unknown = database.statement(tx -> Runs.find(tx, run.pipeline(), 2));
        assertThat(byNumber).contains(run);
        assertThat(unknown).isEmpty();
        assertThat(find(new RunId(999))).isEmpty();
    }

    @Test
    void whoAdvancesARunHoldsOffTheNextOne() {
        Run run = insert(new SampleRun());
        CompletableFuture<Optional<Run>> second;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> {
                            Runs.finish(tx, locked(tx, run).id(), Conclusion.SUCCESS, null);
                            return true;
                        })) {
            second = OpenTransaction.heldUp(database, tx -> Runs.lock(tx, run.id()));
            assertThat(open.value()).isTrue();
        }

        assertThat(second.join())
                .as("it reads what the first one wrote")
                .map(Run::conclusion)
                .contains(Conclusion.SUCCESS);
        Optional<Run> unknown = database.transaction(tx -> Runs.lock(tx, new RunId(999)));
        assertThat(unknown).isEmpty();
    }

    @Test
    void theSourceOfARunIsKeptByteForByte() {
        Run run = insert(new SampleRun());

        RunSource source = database.statement(tx -> Runs.source(tx, run.id()));

        assertThat(source.path()).isEqualTo(".mini-jenkin/workflows/ci.yml");
        assertThat(source.workflow()).asString().isEqualTo("on: push");
        assertThat(source.eventPayload()).asString().isEqualTo("{}");
        assertThat(source.inputs()).isEqualTo("{}");
    }

    @Test
    void anEndedRunSaysHowAndWhyAndWaitsForNothing() {
        Run run = insert(new SampleRun());
        change(tx -> Runs.await(tx, run.id(), "Waits"));
        hints.clear();

        change(tx -> Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE));

        assertThat(find(run.id()).orElseThrow().state()).isEqualTo(RunState.FINISHED);
        assertThat(find(run.id()).orElseThrow().conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(text(run, "cause")).isEqualTo("exit_code");
        assertThat(text(run, "message")).isNull();
        assertThat(text(run, "finished_at")).isNotNull();
        assertThat(hints).containsExactly(new Hint(Topic.RUN, run.id().value()));
    }

    @Test
    void theFirstReasonToCancelCounts() {
        Run run = insert(new SampleRun());
        change(tx -> Runs.requestCancel(tx, run.id(), Cause.SUPERSEDED));
        String at = text(run, "cancel_requested_at");
        change(tx -> Runs.requestCancel(tx, run.id(), Cause.CANCELLED_BY_COMMAND));

        assertThat(find(run.id()).orElseThrow().status().cancelCause()).isEqualTo(Cause.SUPERSEDED);
        assertThat(text(run, "cancel_requested_at")).isNotNull().isEqualTo(at);
    }

    @Test
    void aRunThatWaitsSaysWhyUntilItIsAdmitted() {
        Run run = insert(new SampleRun());
        change(tx -> Runs.await(tx, run.id(), "Waits for \0"));
        assertThat(find(run.id()).orElseThrow().state()).isEqualTo(RunState.WAITING);
        assertThat(text(run, "message")).isEqualTo("Waits for \uFFFD");

        change(tx -> Runs.admit(tx, run.id()));
        assertThat(find(run.id()).orElseThrow().state()).isEqualTo(RunState.QUEUED);
        assertThat(text(run, "message")).isNull();
    }

    @Test
    void aRunHasItsTitleAndItsGroupFromTheBeginning() {
        GroupRules group = new GroupRules("Prod", true, false);

        Run run = insert(new SampleRun().titled("Run \0").inGroup(group));

        assertThat(text(run, "title")).isEqualTo("Run \uFFFD");
        assertThat(run.group()).isEqualTo(group);
        assertThat(insert(new SampleRun()).group()).isNull();
    }

    @Test
    void anotherAttemptBeginsAsIfNothingHadBeen() {
        Run run = insert(new SampleRun());
        change(tx -> {
            Runs.requestCancel(tx, run.id(), Cause.CANCELLED_BY_COMMAND);
            tx.sql().execute("update pipeline_runs set started_at = now()");
            Runs.finish(tx, run.id(), Conclusion.FAILURE, Cause.EXIT_CODE);
        });
        hints.clear();

        int attempt = database.transaction(tx -> Runs.startAttempt(tx, run.id()));

        assertThat(attempt).isEqualTo(2);
        Run again = find(run.id()).orElseThrow();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.number()).isEqualTo(run.number());
        assertThat(again.state()).isEqualTo(RunState.QUEUED);
        assertThat(again.conclusion()).isNull();
        assertThat(again.cancelRequested()).isFalse();
        for (String column : List.of("cause", "started_at", "finished_at", "cancel_requested_at")) {
            assertThat(text(run, column)).as(column).isNull();
        }
        assertThat(hints).contains(new Hint(Topic.RUN, run.id().value()));
    }

    private Run insert(SampleRun run) {
        return database.transaction(tx -> run.insert(tx, shop));
    }

    private Optional<Run> find(RunId run) {
        return database.statement(tx -> Runs.find(tx, run));
    }

    private static Run locked(Tx tx, Run run) {
        return Runs.lock(tx, run.id()).orElseThrow();
    }

    private void change(Consumer<Tx> statements) {
        database.transaction(tx -> {
            statements.accept(tx);
            return true;
        });
    }

    private @Nullable String text(Run run, String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle(
                                "select " + column + "::text from pipeline_runs where id = ?",
                                run.id().value())
                        .into(String.class));
    }
}
