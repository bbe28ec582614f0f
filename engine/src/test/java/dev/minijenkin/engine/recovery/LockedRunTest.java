package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.LockWaits;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.advance.EngineBench;
import dev.minijenkin.engine.command.CommandExecutor;
import dev.minijenkin.engine.start.CalledFiles;
import dev.minijenkin.engine.start.RunInsertion;
import dev.minijenkin.engine.start.RunStarter;
import dev.minijenkin.engine.start.ScheduleKeeper;
import dev.minijenkin.engine.start.StartedRun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Somebody's transaction holds the row of one run, and sits idle: nothing else waits behind it,
/// and what belongs to that run is done once it has left.
class LockedRunTest {
    @AutoClose private final EngineBench bench = new EngineBench();
    private final CommandExecutor commands = new CommandExecutor("test");

    private RunId push(String job) {
        return bench.push(file("on: push\njobs: {a: {%s, %s}}".formatted(job, REST)));
    }

    private RunId push() {
        return bench.push(file("on: push\njobs: {a: {%s}}".formatted(REST)));
    }

    private OpenTransaction<Optional<Run>> holding(RunId run) {
        return OpenTransaction.begin(bench.database(), tx -> Runs.lock(tx, run));
    }

    @Test
    void theClaimsOfOtherRunsAreReleased() throws InterruptedException {
        RunId held = push();
        RunId other = push();
        bench.begin();
        try (var _ = holding(held)) {
            assertNobodyWaits(bench::loseRunner);
            assertThat(bench.job(other, "a").state()).isEqualTo(JobState.QUEUED);
            assertThat(bench.job(held, "a").state()).isEqualTo(JobState.RUNNING);
        }
        bench.loseRunner();
        assertThat(bench.job(held, "a").state()).isEqualTo(JobState.QUEUED);
    }

    /// More than the reaper reads at once.
    @Test
    void manyClaimsOfOneRunHideNoOther() {
        String legs =
                IntStream.rangeClosed(1, 120)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        RunId held =
                bench.push(
                        file(
                                "on: push\njobs: {a: {strategy: {matrix: {n: [%s]}}, %s}}"
                                        .formatted(legs, REST)));
        while (!bench.begin().isEmpty()) {
            // As many as a claim takes.
        }
        RunId other = push();
        bench.begin();
        try (var _ = holding(held)) {
            bench.loseRunner();
            assertThat(bench.job(other, "a").state()).isEqualTo(JobState.QUEUED);
        }
        bench.loseRunner();
        assertThat(bench.text("select count(*) from queue")).isEqualTo("121");
    }

    @Test
    void otherCommandsAreCarriedOutAndThatOneSaysForWhomItWaits() {
        RunId held = push();
        RunId other = push();
        List<CommandId> about =
                List.of(send("cancel", held), send("cancel", held), send("rerun", held));
        CommandId wanted = send("cancel", other);
        try (var _ = holding(held)) {
            commands.executeWaiting(bench.runners());

            assertThat(result(wanted).state()).isEqualTo(CommandState.DONE);
            assertThat(bench.run(other).conclusion()).isEqualTo(Conclusion.CANCELLED);
            CommandResult waits = result(about.getFirst());
            assertThat(waits.state()).isEqualTo(CommandState.PENDING);
            assertThat(waits.outcome())
                    .startsWith("It waits for session ")
                    .contains(" of postgres (test), whose transaction is open since ");
            assertThat(bench.text("select count(*) from commands where state = 'pending'"))
                    .isEqualTo("3");
            assertThat(commands.executeWaiting(bench.runners())).as("not at once").isZero();
        }
        assertThat(commands.executeWaiting(bench.runners()))
                .as("the others about the run keep behind the first, which waits for a moment yet")
                .isZero();
        assertThat(
                        bench.text(
                                "select string_agg(tries::text, ' ' order by id) from commands"
                                        + " where run_id = "
                                        + held.value()))
                .isEqualTo("1 0 0");
        bench.execute("update commands set next_try_at = now()");
        commands.executeWaiting(bench.runners());

        assertThat(about)
                .extracting(id -> result(id).state())
                .as("in their order")
                .containsExactly(CommandState.DONE, CommandState.REFUSED, CommandState.DONE);
        assertThat(bench.text("select count(*) from commands where waits_for is not null"))
                .isEqualTo("0");
        assertThat(bench.run(held).attempt()).isEqualTo(2);
    }

    @Test
    void aCommandIsPutOffForLongerEachTime() {
        RunId held = push();
        send("cancel", held);
        try (var _ = holding(held)) {
            commands.executeWaiting(bench.runners());
            bench.execute("update commands set next_try_at = now(), tries = 40");
            commands.executeWaiting(bench.runners());
        }
        assertThat(
                        bench.text(
                                "select tries = 41 and next_try_at between now() + interval '5 seconds' and now() +"
                                        + " interval '30 seconds' from commands"))
                .isEqualTo("t");
    }

    @Test
    void theTurnsOfOtherGroupsAreGiven() throws InterruptedException {
        RunId before = push("concurrency: g");
        RunId held = push("concurrency: g");
        RunId otherBefore = push("concurrency: h");
        RunId other = push("concurrency: h");
        leftByADeadProcess(before, otherBefore);
        try (var _ = holding(held)) {
            assertNobodyWaits(() -> OverdueHandovers.take(bench.runners()));
            assertThat(bench.job(other, "a").state()).isEqualTo(JobState.QUEUED);
            assertThat(bench.job(held, "a").state()).isEqualTo(JobState.WAITING);
        }
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(held, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aGroupWhoseTurnSomebodyHoldsKeepsNoOther() throws InterruptedException {
        RunId before = push("concurrency: g");
        RunId held = push("concurrency: g");
        RunId otherBefore = push("concurrency: h");
        RunId other = push("concurrency: h");
        leftByADeadProcess(before, otherBefore);
        try (var _ =
                OpenTransaction.begin(
                        bench.database(),
                        tx -> {
                            Groups.lock(tx, new GroupName(bench.repository().id(), "G"));
                            return true;
                        })) {
            assertNobodyWaits(() -> OverdueHandovers.take(bench.runners()));
            assertThat(bench.job(other, "a").state()).isEqualTo(JobState.QUEUED);
            assertThat(bench.job(held, "a").state()).isEqualTo(JobState.WAITING);
        }
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(held, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void theLocksOfOtherEnvironmentsAreGiven() throws InterruptedException {
        push("environment: one");
        RunId held = push("environment: one");
        push("environment: two");
        RunId other = push("environment: two");
        bench.execute(
                "update deployments set state = 'succeeded', finished_at = now() where state = 'active'");
        bench.execute("update deployment_locks set deployment_id = null, held_since = null");
        try (var _ = holding(held)) {
            assertNobodyWaits(() -> OverdueHandovers.take(bench.runners()));
            assertThat(bench.job(other, "a").state()).isEqualTo(JobState.QUEUED);
            assertThat(bench.job(held, "a").state()).isEqualTo(JobState.WAITING);
        }
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(held, "a").state()).isEqualTo(JobState.QUEUED);
    }

    /// What it leaves to the next run is made up for.
    @Test
    void theEndOfAJobIsRecordedAlthoughTheNextInItsGroupIsHeld() {
        push("concurrency: g");
        RunId held = push("concurrency: g");
        ClaimedJob first = bench.begin().getFirst();
        try (var _ = holding(held)) {
            assertThat(bench.finish(first, success())).isTrue();
            assertThat(bench.run(first.run()).state()).isEqualTo(RunState.FINISHED);
            assertThat(bench.job(held, "a").state()).isEqualTo(JobState.WAITING);
        }
        OverdueHandovers.take(bench.runners());
        assertThat(bench.job(held, "a").state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aRunOfAPipelineWhoseNumberIsHeldIsTriedAgain() {
        push();
        try (var _ = OpenTransaction.begin(bench.database(), this::open)) {
            assertThatThrownBy(this::push)
                    .isInstanceOfSatisfying(
                            DatabaseUnavailableException.class,
                            e -> assertThat(e.heldUp()).isTrue());
        }
        push();
        assertThat(bench.text("select max(number) from pipeline_runs")).isEqualTo("3");
    }

    @Test
    void otherSchedulesAreStarted() {
        push();
        RepositoryId other = bench.in(tx -> SampleData.repository(tx, "docs"));
        bench.in(tx -> SampleData.pipeline(tx, other, "nightly"));
        bench.execute(
                """
                insert into schedules (pipeline_id, cron, next_at)
                select id, '0 1 * * *', '2026-01-01T00:00:00Z' from pipelines
                """);
        NewDelivery same =
                new NewDelivery(
                        bench.repository().id(),
                        DeliverySource.SCHEDULE,
                        "2026-01-01T00:00:00Z 0 1 * * * UTC",
                        "schedule",
                        new byte[0]);
        try (var _ = OpenTransaction.begin(bench.database(), tx -> Deliveries.receive(tx, same))) {
            assertThat(ScheduleKeeper.startDue(bench.database())).isEqualTo(1);
            assertThat(
                            bench.text(
                                    "select repository_id from hook_deliveries where source = 'schedule'"))
                    .isEqualTo(Long.toString(other.value()));
        }
        assertThat(ScheduleKeeper.startDue(bench.database())).isEqualTo(1);
    }

    /// Inserts a run.
    private Optional<RunId> open(Tx tx) {
        return RunInsertion.insert(
                        tx,
                        RunStarter.plan(
                                bench.push("refs/heads/main"),
                                List.of(file("on: push\njobs: {a: {%s}}".formatted(REST))),
                                CalledFiles.NONE))
                .getFirst()
                .map(StartedRun::id);
    }

    /// Not even for a moment: of a hundred that are held each would cost it.
    private void assertNobodyWaits(Runnable chore) throws InterruptedException {
        LockWaits waits = bench.lockWaits();
        chore.run();
        assertThat(waits.seen()).isEmpty();
    }

    /// They have left their groups, and nobody gave these to the next.
    private void leftByADeadProcess(RunId... ended) {
        for (RunId run : ended) {
            bench.execute("delete from concurrency_groups where run_id = " + run.value());
        }
    }

    private CommandId send(String kind, RunId run) {
        return bench.in(
                tx -> Commands.insert(tx, new NewCommand(kind, "{}", null, run, null, null)));
    }

    private CommandResult result(CommandId id) {
        return bench.in(tx -> Commands.result(tx, id)).orElseThrow();
    }
}
