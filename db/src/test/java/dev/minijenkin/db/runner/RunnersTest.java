package dev.minijenkin.db.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.LabelSets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunnersTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);

    @Test
    void aFreeNameIsTakenWithTheLeaseOfTheInstallation() {
        RegistrationOutcome outcome = register("oak", FIRST);

        RunnerId oak = find("OAK").orElseThrow();
        assertThat(outcome)
                .isEqualTo(new RegistrationOutcome.Registered(oak, Duration.ofSeconds(30)));
        assertThat(hints).containsExactly(new Hint(Topic.RUNNER, oak.value()));
        assertThat(find("elm")).isEmpty();
    }

    @Test
    void aNameThatALivingProcessHasIsRefusedInAnySpelling() {
        register("oak", FIRST);

        assertThat(register("Oak", SECOND))
                .isInstanceOfSatisfying(
                        RegistrationOutcome.NameTaken.class,
                        taken -> {
                            assertThat(taken.host()).isEqualTo("host 1");
                            assertThat(taken.pid()).isEqualTo(1);
                            assertThat(taken.silentFor())
                                    .isBetween(Duration.ZERO, Duration.ofSeconds(20));
                        });
        assertThat(registered(FIRST)).isTrue();
    }

    @Test
    void theSameProcessMayRegisterAgain() {
        RegistrationOutcome outcome = register("oak", FIRST);

        assertThat(register("oak", FIRST)).isEqualTo(outcome);
        assertThat(registered(FIRST)).isTrue();
    }

    @Test
    void theNameOfASilentProcessIsFree() {
        register("oak", FIRST);
        silence();

        assertThat(register("oak", SECOND)).isInstanceOf(RegistrationOutcome.Registered.class);
        assertThat(registered(FIRST)).isFalse();
        assertThat(registered(SECOND)).isTrue();
    }

    @Test
    void theNameOfAProcessThatLeftIsFreeAndItsRunnerTakesJobsAgain() {
        register("oak", FIRST);
        RunnerId oak = find("oak").orElseThrow();
        setDraining(oak, true);
        stop(oak, FIRST);

        assertThat(register("oak", SECOND))
                .isEqualTo(new RegistrationOutcome.Registered(oak, Duration.ofSeconds(30)));
        assertThat(beat(SECOND).draining()).isFalse();
    }

    @Test
    void theNameOfAProcessThatCertainlyDiedIsFreeAtOnce() {
        register("oak", FIRST);

        assertThat(register("oak", SECOND, Set.of(new UUID(0, 3), new UUID(0, 4))))
                .isInstanceOf(RegistrationOutcome.NameTaken.class);
        assertThat(register("oak", SECOND, Set.of(new UUID(0, 3), FIRST)))
                .isInstanceOf(RegistrationOutcome.Registered.class);
    }

    @Test
    void ofTwoProcessesThatTakeAFreeNameAtOnceOneIsRefused() {
        firstWinsOverSecond();
    }

    @Test
    void ofTwoProcessesThatTakeTheNameOfASilentOneAtOnceOneIsRefused() {
        register("oak", new UUID(0, 3));
        silence();
        firstWinsOverSecond();
    }

    @Test
    void aBeatOfAnotherProcessChangesNothing() {
        register("oak", FIRST);
        silence();

        assertThat(registered(SECOND)).isFalse();
        assertThat(register("oak", SECOND))
                .as("it is silent all the same")
                .isInstanceOf(RegistrationOutcome.Registered.class);
    }

    @Test
    void aBeatKeepsTheNameAndTellsTheLoad() {
        register("oak", FIRST);
        silence();

        assertThat(registered(FIRST)).isTrue();

        assertThat(register("oak", SECOND)).isInstanceOf(RegistrationOutcome.NameTaken.class);
        Float load =
                database.statement(tx ->
                        tx.sql()
                                .fetchSingle("select load_average from runner_heartbeats")
                                .into(Float.class));
        assertThat(load).isEqualTo(1.5f);
    }

    @Test
    void aProcessHasOnlyTheClaimsThatItTookItself() {
        register("oak", FIRST);
        RunnerId oak = find("oak").orElseThrow();
        database.transaction(
                tx -> SampleData.queuedRun(tx, SampleData.repository(tx, "shop"), "a", "b"));
        ClaimedJob first = database.transaction(tx -> SampleData.claim(tx, oak, FIRST));
        assertThat(beat(FIRST).live()).containsExactly(first.claim());
        assertThat(beat(FIRST).cancelled()).isEmpty();

        register("oak", SECOND, Set.of(FIRST));
        ClaimedJob second = database.transaction(tx -> SampleData.claim(tx, oak, SECOND));

        assertThat(beat(SECOND).live()).containsExactly(second.claim());
        assertThat(beat(FIRST).live()).isEmpty();
    }

    @Test
    void onlyTheProcessItselfLeaves() {
        register("oak", FIRST);
        RunnerId oak = find("oak").orElseThrow();

        stop(oak, SECOND);
        assertThat(registered(FIRST)).isTrue();
        assertThat(labels()).hasSize(1);

        stop(oak, FIRST);
        assertThat(registered(FIRST)).isFalse();
        assertThat(labels()).isEmpty();
    }

    @Test
    void theLabelsOfAllThatHaveNotLeftAreKnown() {
        register("oak", FIRST);
        register("elm", SECOND);

        assertThat(labels()).containsExactly(List.of("linux", "x64"), List.of("linux", "x64"));
    }

    @Test
    void aRunnerIsAskedToTakeNoMoreJobsUntilItIsAskedToTakeThemAgain() {
        register("oak", FIRST);
        RunnerId oak = find("oak").orElseThrow();
        hints.clear();

        assertThat(setDraining(oak, true)).isTrue();
        assertThat(beat(FIRST).draining()).isTrue();
        assertThat(hints).containsExactly(new Hint(Topic.RUNNER, oak.value()));
        setDraining(oak, false);
        assertThat(beat(FIRST).draining()).isFalse();
        assertThat(setDraining(new RunnerId(999), true)).isFalse();
    }

    /// Both register while the transaction of the first is still open.
    private void firstWinsOverSecond() {
        CompletableFuture<RegistrationOutcome> second;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> Runners.register(tx, registration("oak", FIRST), Set.of()))) {
            second =
                    OpenTransaction.heldUp(
                            database,
                            tx -> Runners.register(tx, registration("oak", SECOND), Set.of()));
            assertThat(open.value()).isInstanceOf(RegistrationOutcome.Registered.class);
        }

        assertThat(second.join()).isInstanceOf(RegistrationOutcome.NameTaken.class);
        assertThat(registered(FIRST)).isTrue();
    }

    @Test
    void aBeatTellsWhetherThereIsWorkForIt() {
        register("oak", FIRST);
        RunnerId oak = find("oak").orElseThrow();
        assertThat(beat(oak, List.of(1, 2, 3)).queued()).isFalse();
        assertThat(beat(oak, List.of()).labelSets()).isZero();
        int other = database.statement(tx -> LabelSets.intern(tx, List.of("gpu")));
        database.transaction(
                tx -> SampleData.queuedRun(tx, SampleData.repository(tx, "team/shop"), "a"));
        int set = Integer.parseInt(test.rows().text("select label_set_id from queue"));

        assertThat(beat(oak, List.of()).labelSets()).isEqualTo(2);
        assertThat(beat(oak, List.of(other, set)).queued()).isTrue();
        assertThat(beat(oak, List.of(other)).queued()).isFalse();
        assertThat(beat(oak, List.of()).queued()).as("it did not ask").isFalse();
    }

    @Test
    void aBeatCountsThoseThatAreOnline() {
        register("oak", FIRST);
        register("elm", SECOND);
        register("ash", UUID.randomUUID());
        RunnerId oak = find("oak").orElseThrow();
        assertThat(beat(oak, List.of()).online()).isEqualTo(3);
        stop(find("elm").orElseThrow(), SECOND);
        assertThat(beat(oak, List.of()).online()).as("one has left").isEqualTo(2);
        test.rows()
                .execute("update runner_heartbeats set heartbeat_at = now() - interval '1 hour'");

        assertThat(beat(oak, List.of()).online()).as("nobody had spoken").isZero();
        assertThat(beat(oak, List.of()).online()).isEqualTo(1);
    }

    private Heartbeat beat(RunnerId runner, List<Integer> wanted) {
        return database.statement(tx -> Runners.beat(tx, runner, FIRST, 0, wanted, true));
    }

    private static RunnerRegistration registration(String name, UUID instance) {
        long number = instance.getLeastSignificantBits();
        return new RunnerRegistration(
                name,
                instance,
                List.of("linux", "x64"),
                4,
                "host " + number,
                "linux",
                "x64",
                "test",
                number);
    }

    private RegistrationOutcome register(String name, UUID instance) {
        return register(name, instance, Set.of());
    }

    private RegistrationOutcome register(String name, UUID instance, Set<UUID> dead) {
        return database.statement(tx -> Runners.register(tx, registration(name, instance), dead));
    }

    private Optional<RunnerId> find(String name) {
        return database.statement(tx -> Runners.find(tx, name));
    }

    private Heartbeat beat(UUID instance) {
        RunnerId oak = find("oak").orElseThrow();
        return database.statement(tx -> Runners.beat(tx, oak, instance, 1.5f));
    }

    private boolean registered(UUID instance) {
        return beat(instance).registered();
    }

    private void stop(RunnerId runner, UUID instance) {
        database.statement(tx -> {
            Runners.stop(tx, runner, instance);
            return true;
        });
    }

    private boolean setDraining(RunnerId runner, boolean draining) {
        return database.statement(tx -> Runners.setDraining(tx, runner, draining));
    }

    private List<List<String>> labels() {
        return database.statement(Runners::labels);
    }

    private void silence() {
        database.statement(tx ->
                tx.sql()
                        .execute(
                                "update runner_heartbeats set heartbeat_at = now() - interval '1 hour'"));
    }
}
