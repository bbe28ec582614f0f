package dev.minijenkin.db.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final CommandResult DONE = new CommandResult(CommandState.DONE, "Done.");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);

    @Test
    void aWishIsKeptWithAllThatItIsAbout() {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "build"));
        JobId build = database.statement(tx -> SampleData.jobOf(tx, run, "build"));

        CommandId id =
                insert(
                        new NewCommand(
                                "rerun_job",
                                "{\"a\": 1}",
                                "It was the network",
                                run.id(),
                                build,
                                shop));

        assertThat(hints).contains(new Hint(Topic.COMMAND, id.value()));
        assertThat(next())
                .contains(
                        new PendingCommand(
                                id,
                                "rerun_job",
                                "{\"a\": 1}",
                                "It was the network",
                                "postgres",
                                run.id(),
                                build,
                                shop));
    }

    @Test
    void aWishMayBeAboutNothingAndGiveNoReason() {
        CommandId id = insert(wish("drain"));

        assertThat(next())
                .contains(
                        new PendingCommand(id, "drain", "{}", null, "postgres", null, null, null));
    }

    @Test
    void aWishOfNoKindOrWithoutAnObjectIsRefused() {
        assertThatThrownBy(() -> insert(wish("Drain!"))).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> insert(new NewCommand("drain", "[]", null, null, null, null)))
                .isInstanceOf(DatabaseException.class);
        assertThat(next()).isEmpty();
    }

    @Test
    void theOldestIsExecutedFirstAndWhatSomebodyElseExecutesIsPassedOver() {
        CommandId first = insert(wish("first"));
        CommandId second = insert(wish("second"));

        try (var open = OpenTransaction.begin(database, Commands::lockNext)) {
            assertThat(open.value()).map(PendingCommand::id).contains(first);
            assertThat(next()).map(PendingCommand::id).contains(second);
        }

        assertThat(next()).as("not executed after all").map(PendingCommand::id).contains(first);
    }

    /// One that comes back every moment keeps none that was never tried.
    @Test
    void whatWasPutOffStandsBehindWhatWasNeverTried() {
        CommandId first = insert(wish("first"));
        CommandId second = insert(wish("second"));
        database.run(tx -> Commands.putOff(tx, first, "It waits"));
        assertThat(next()).map(PendingCommand::id).contains(second);

        database.run(tx -> tx.sql().execute("update commands set next_try_at = now()"));

        assertThat(next()).map(PendingCommand::id).contains(second);
        complete(second, DONE);
        assertThat(next()).map(PendingCommand::id).contains(first);
    }

    @Test
    void whatCameOfAWishIsWrittenOnce() {
        CommandId id = insert(wish("drain"));
        assertThat(result(id)).isEmpty();
        hints.clear();

        complete(id, DONE);
        complete(id, new CommandResult(CommandState.FAILED, "Too late."));

        assertThat(result(id)).contains(DONE);
        assertThat(next()).isEmpty();
        assertThat(hints).contains(new Hint(Topic.COMMAND, id.value()));
        assertThat(text("executed_by")).isEqualTo("oak");
        assertThat(text("executed_at is not null")).isEqualTo("true");
        assertThat(result(new CommandId(999))).isEmpty();
    }

    @Test
    void aWishWithGraceIsNotExecutedBeforeAndCanBeTakenBackMeanwhile() {
        CommandId id =
                database.statement(
                        tx -> Commands.insert(tx, wish("drain"), Duration.ofSeconds(50)));
        assertThat(next()).as("not due").isEmpty();
        hints.clear();

        assertThat(withdraw(id)).isTrue();

        assertThat(hints).contains(new Hint(Topic.COMMAND, id.value()));
        assertThat(result(id).orElseThrow().state()).isEqualTo(CommandState.WITHDRAWN);
        database.run(tx -> tx.sql().execute("update commands set next_try_at = created_at"));
        assertThat(next()).as("taken back").isEmpty();
        assertThat(withdraw(id)).as("a second time").isFalse();
    }

    @Test
    void aWishIsExecutedOnceItsGraceIsOver() {
        CommandId id =
                database.statement(
                        tx -> Commands.insert(tx, wish("drain"), Duration.ofSeconds(50)));
        database.run(tx -> tx.sql().execute("update commands set next_try_at = now()"));

        assertThat(next()).map(PendingCommand::id).contains(id);
        complete(id, DONE);
        assertThat(withdraw(id)).as("too late").isFalse();
        assertThat(result(id)).contains(DONE);
    }

    @Test
    void nobodyHoldsOthersUpByAWishThatIsDueMuchLater() {
        assertThatThrownBy(() ->
                        database.statement(
                                tx -> Commands.insert(tx, wish("drain"), Duration.ofMinutes(2))))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void aWishForLaterIsNotExecutedBeforeAndKeepsNoOtherWaiting() {
        RunId run = run();
        CommandId later = insertAt(wish("cancel", run), Instant.now().plusSeconds(3600));
        CommandId now = insert(wish("rerun", run));

        assertThat(next()).map(PendingCommand::id).contains(now);
        complete(now, DONE);
        assertThat(next()).as("not due").isEmpty();
        assertThat(database.<Boolean>statement(Commands::areWaiting)).isFalse();
        database.run(tx -> tx.sql().execute("update commands set due_at = created_at"));
        assertThat(database.<Boolean>statement(Commands::areWaiting)).isTrue();
        assertThat(next()).map(PendingCommand::id).contains(later);
    }

    /// As after an hour in which no process was alive.
    @Test
    void whatIsDueOfARunIsExecutedInTheOrderInWhichItWasDue() {
        RunId run = run();
        CommandId second = insertAt(wish("release", run), Instant.now().plusSeconds(7200));
        CommandId first = insertAt(wish("hold", run), Instant.now().plusSeconds(3600));
        database.run(tx ->
                tx.sql()
                        .execute(
                                "update commands set created_at = created_at - interval '1 day', due_at = due_at - interval '1 day', next_try_at = next_try_at - interval '1 day'"));

        assertThat(next()).map(PendingCommand::id).contains(first);
        complete(first, DONE);
        assertThat(next()).map(PendingCommand::id).contains(second);
    }

    @Test
    void whatIsDueLaterIsListedAndCanBeTakenBackWithAReason() {
        CommandId later = insertAt(wish("drain"), Instant.now().plusSeconds(7200));
        CommandId sooner = insertAt(wish("drain"), Instant.now().plusSeconds(3600));
        List<LoggedCommand> pending = database.statement(tx -> CommandLog.pending(tx, 10));
        assertThat(pending)
                .extracting(LoggedCommand::id)
                .containsExactly(sooner, later);

        assertThat(
                        database.<Boolean>statement(
                                tx -> Commands.withdraw(tx, later, "Not tonight")))
                .isTrue();

        List<LoggedCommand> newest = database.statement(tx -> CommandLog.newest(tx, null, 10));
        assertThat(newest)
                .extracting(LoggedCommand::state, LoggedCommand::outcome)
                .containsExactly(
                        tuple(CommandState.PENDING, null),
                        tuple(
                                CommandState.WITHDRAWN,
                                "Taken back before it was carried out: Not tonight"));
    }

    @Test
    void aWishForAnotherAgeIsRefused() {
        assertThatThrownBy(() ->
                        insertAt(wish("drain"), Instant.now().plus(Duration.ofDays(401))))
                .isInstanceOf(DatabaseException.class);
        assertThat(insertAt(wish("drain"), Instant.EPOCH)).as("past: at once").isNotNull();
        assertThat(next()).isPresent();
    }

    private RunId run() {
        return database.transaction(tx ->
                SampleData.queuedRun(tx, SampleData.repository(tx, "shop"), "build").id());
    }

    private static NewCommand wish(String kind, RunId run) {
        return new NewCommand(kind, "{}", null, run, null, null);
    }

    private CommandId insertAt(NewCommand command, Instant due) {
        return database.statement(tx -> Commands.insert(tx, command, due));
    }

    private boolean withdraw(CommandId id) {
        return database.statement(tx -> Commands.withdraw(tx, id));
    }

    private static NewCommand wish(String kind) {
        return new NewCommand(kind, "{}", null, null, null, null);
    }

    private CommandId insert(NewCommand command) {
        return database.statement(tx -> Commands.insert(tx, command));
    }

    private Optional<PendingCommand> next() {
        return database.transaction(Commands::lockNext);
    }

    private Optional<CommandResult> result(CommandId id) {
        return database.statement(tx -> Commands.result(tx, id));
    }

    private void complete(CommandId id, CommandResult result) {
        database.transaction(tx -> {
            Commands.complete(tx, id, result, "oak");
            return true;
        });
    }

    private @Nullable String text(String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle("select (" + column + ")::text from commands")
                        .into(String.class));
    }
}
