package dev.minijenkin.db.run.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StepsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RunnerId runner =
            database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    private final Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
    private final ClaimedJob job = claim();

    @Test
    void stepsArePlannedInTheirOrder() {
        plan(job.claim());

        assertThat(steps()).extracting(Step::number).containsExactly(1, 2);
        assertThat(steps()).extracting(Step::name).containsExactly("Compile", "Test");
        assertThat(steps()).extracting(Step::state).containsOnly(StepState.PENDING);
        List<String> keys =
                database.statement(tx ->
                        tx.sql()
                                .fetch("select key from steps order by number")
                                .getValues("key", String.class));
        assertThat(keys).containsExactly(null, "test");
    }

    @Test
    void aStepBeginsAndEnds() {
        plan(job.claim());

        assertThat(start(2)).isTrue();
        Step running = steps().getLast();
        assertThat(running.state()).isEqualTo(StepState.RUNNING);
        assertThat(running.name()).isEqualTo("Test 1.2");
        assertThat(running.firstLine()).isEqualTo(17);
        assertThat(running.startedAt()).isNotNull();
        assertThat(steps().getFirst().state()).isEqualTo(StepState.PENDING);

        assertThat(finish(2)).isTrue();
        Step finished = steps().getLast();
        assertThat(finished.state()).isEqualTo(StepState.FINISHED);
        assertThat(finished.outcome()).isEqualTo(Conclusion.FAILURE);
        assertThat(finished.conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(finished.finishedAt()).isNotNull();
    }

    @Test
    void aStepThatNobodyKnewOfIsAdded() {
        plan(job.claim());

        assertThat(write(StepReport.pending(3, "", "Post Check out"))).isTrue();
        assertThat(write(StepReport.pending(3, "", "Post Check out"))).as("again").isTrue();

        assertThat(steps())
                .extracting(Step::name)
                .containsExactly("Compile", "Test", "Post Check out");
    }

    @Test
    void noTimeOfAStepLiesBeforeItsClaimOrInTheFuture() {
        plan(job.claim());
        Instant claimed = job.terms().claimedAt().toInstant();

        write(
                report(1)
                        .started(1, claimed.minusSeconds(100))
                        .finished(
                                Conclusion.SUCCESS,
                                Conclusion.SUCCESS,
                                0,
                                claimed.plusSeconds(10_000)));

        Step step = steps().getFirst();
        assertThat(step.startedAt()).isEqualTo(job.terms().claimedAt());
        assertThat(step.finishedAt())
                .isBefore(job.terms().claimedAt().plus(Duration.ofSeconds(5_000)));
    }

    @Test
    void stepsOfSeveralClaimsAreWrittenTogetherAndThoseOfADeadOneNot() {
        plan(job.claim());
        Run otherRun = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        ClaimedJob other = claim();
        assertThat(other.run()).isEqualTo(otherRun.id());
        release();

        Set<ClaimId> live =
                database.statement(tx ->
                        Steps.write(
                                tx,
                                Map.of(
                                        job.claim(),
                                        List.of(report(1).started(1, Instant.now())),
                                        other.claim(),
                                        List.of(report(1).started(1, Instant.now())))));

        assertThat(live).containsExactly(other.claim());
        assertThat(steps().getFirst().state()).isEqualTo(StepState.FINISHED);
        assertThat(database.statement(tx -> Steps.ofJob(tx, other.job())).getFirst().state())
                .isEqualTo(StepState.RUNNING);
    }

    @Test
    void aReleasedClaimIsRefusedEveryWrite() {
        plan(job.claim());
        release();

        assertThat(start(1)).isFalse();
        assertThat(finish(1)).isFalse();
        assertThat(steps())
                .extracting(Step::conclusion)
                .containsExactly(Conclusion.SKIPPED, Conclusion.SKIPPED);
    }

    @Test
    void aReleasedClaimPlansNothing() {
        release();

        assertThat(write(StepReport.pending(1, "", "Compile"))).isFalse();
        assertThat(steps()).isEmpty();
    }

    @Test
    void theOpenStepsOfALostClaimAreEnded() {
        plan(job.claim());
        start(1);

        release();

        assertThat(steps()).extracting(Step::state).containsOnly(StepState.FINISHED);
        assertThat(steps())
                .extracting(Step::conclusion)
                .containsExactly(Conclusion.CANCELLED, Conclusion.SKIPPED);
        assertThat(steps())
                .extracting(Step::outcome)
                .containsExactly(Conclusion.CANCELLED, Conclusion.SKIPPED);
    }

    @Test
    void whatHadEndedBeforeTheClaimWasLostStays() {
        plan(job.claim());
        start(1);
        finish(1);

        release();

        assertThat(steps().getFirst().conclusion()).isEqualTo(Conclusion.SUCCESS);
    }

    @Test
    void theStepsOfEachClaimOfAJobAreKept() {
        plan(job.claim());
        database.transaction(tx -> {
            Claims.release(tx, job.claim(), ClaimOutcome.RUNNER_LOST);
            return Claims.requeue(tx, job.claim());
        });
        ClaimedJob again = claim();
        plan(again.claim());

        assertThat(steps())
                .extracting(Step::claim)
                .containsExactly(job.claim(), job.claim(), again.claim(), again.claim());
        assertThat(steps()).extracting(Step::number).containsExactly(1, 2, 1, 2);
        assertThat(again.run()).isEqualTo(run.id());
    }

    private ClaimedJob claim() {
        return database.transaction(tx -> SampleData.claim(tx, runner, instance));
    }

    private void plan(ClaimId claim) {
        List<StepReport> planned =
                List.of(
                        StepReport.pending(1, "", "Compile"),
                        StepReport.pending(2, "test", "Test"));
        Set<ClaimId> live = database.statement(tx -> Steps.write(tx, Map.of(claim, planned)));
        assertThat(live).containsExactly(claim);
    }

    private boolean start(int number) {
        return write(report(number).started(17, Instant.now()));
    }

    private boolean finish(int number) {
        return write(
                report(number)
                        .started(17, Instant.now())
                        .finished(Conclusion.FAILURE, Conclusion.SUCCESS, 1, Instant.now()));
    }

    private static StepReport report(int number) {
        return StepReport.pending(number, "", "Test 1.2");
    }

    private boolean write(StepReport report) {
        return database.statement(tx -> Steps.write(tx, Map.of(job.claim(), List.of(report))))
                .contains(job.claim());
    }

    private void release() {
        database.statement(tx -> Claims.release(tx, job.claim(), ClaimOutcome.RUNNER_LOST));
    }

    private List<Step> steps() {
        return database.statement(tx -> Steps.ofJob(tx, job.job()));
    }
}
