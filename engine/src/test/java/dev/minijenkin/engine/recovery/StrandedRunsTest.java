package dev.minijenkin.engine.recovery;

import static dev.minijenkin.engine.advance.EngineBench.REST;
import static dev.minijenkin.engine.advance.EngineBench.failure;
import static dev.minijenkin.engine.advance.EngineBench.file;
import static dev.minijenkin.engine.advance.EngineBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.engine.advance.EngineBench;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Rows that do not fit together, as after a restore of half a database, or a hand that slipped:
/// each kind is found, its run comes to an end, and nothing else is touched.
class StrandedRunsTest {
    @AutoClose private final EngineBench bench = new EngineBench();

    private RunId push(String job) {
        return bench.push(file("on: push\njobs: {a: {%s, %s}}".formatted(job, REST)));
    }

    private RunId push() {
        return bench.push(file("on: push\njobs: {a: {%s}}".formatted(REST)));
    }

    private int repair() {
        return StrandedRuns.repair(bench.database());
    }

    private void assertNothingIsLeft() {
        assertThat(repair()).isZero();
    }

    private void assertItSucceeds(RunId run) {
        bench.work(success());
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertNothingIsLeft();
    }

    @Test
    void whatFitsTogetherIsLeftAlone() {
        RunId queued = push();
        RunId grouped = push("concurrency: g");
        push("concurrency: g");
        push("environment: e");
        push("environment: e");
        bench.push(file("on: push\nconcurrency: w\njobs: {a: {%s}}".formatted(REST)));
        bench.push(file("on: push\nconcurrency: w\njobs: {a: {%s}}".formatted(REST)));
        assertNothingIsLeft();
        bench.claim(2);
        assertNothingIsLeft();
        bench.begin();
        assertNothingIsLeft();
        bench.command("cancel", grouped);
        assertNothingIsLeft();
        assertThat(bench.run(queued).state()).isNotEqualTo(RunState.FINISHED);
    }

    @Test
    void aQueuedJobWithoutAPlaceInTheQueueGetsOne() {
        RunId run = push();
        bench.execute("delete from queue");
        assertThat(bench.claim()).isEmpty();

        assertThat(repair()).isEqualTo(1);

        assertItSucceeds(run);
    }

    @Test
    void aQueuedJobWithoutAPlaceInTheQueueIsCancelledAtOnce() {
        RunId run = push();
        bench.execute("delete from queue");

        bench.command("cancel", run);

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void aJobThatNobodyCarriesOutIsCancelledAtOnce() {
        RunId run = push();
        bench.begin();
        bench.execute("update claims set released_at = now(), outcome = 'returned'");

        bench.command("cancel", run);

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.CANCELLED);
    }

    @Test
    void aPlaceInTheQueueOfAJobThatHasEndedIsTakenAway() {
        RunId ended = push();
        bench.work(success());
        RunId other = push();
        bench.execute(
                """
                insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                select label_set_id, 0, 0, id, repository_id from jobs where run_id = %d
                """
                        .formatted(ended.value()));

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.run(ended).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertItSucceeds(other);
    }

    @Test
    void aJobWhoseClaimIsGoneIsQueuedAgain() {
        RunId run = push();
        ClaimedJob job = bench.begin().getFirst();
        bench.execute("update claims set released_at = now(), outcome = 'returned'");

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.finish(job, failure())).as("by the old claim").isFalse();
        assertItSucceeds(run);
    }

    @Test
    void aJobWhoseClaimWasDeletedIsQueuedAgain() {
        RunId run = push();
        bench.claim();
        bench.execute("delete from claims");

        assertThat(repair()).isEqualTo(1);

        assertItSucceeds(run);
    }

    @Test
    void aJobWhoseClaimIsGoneFailsWhereItMayNotBeClaimedAgain() {
        RunId run = push();
        bench.begin();
        bench.execute("update claims set released_at = now(), outcome = 'returned'");
        bench.execute("update jobs set claims_left = 0");

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertNothingIsLeft();
    }

    @Test
    void aClaimOfAJobThatHasEndedIsReleased() {
        RunId run = push();
        bench.work(success());
        bench.execute("update claims set released_at = null, outcome = null");

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.text("select count(*) from claims where released_at is null"))
                .isEqualTo("0");
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertNothingIsLeft();
    }

    @Test
    void aJobThatIsNotInLineForItsGroupEntersItAgain() {
        push("concurrency: g");
        RunId run = push("concurrency: g");
        bench.execute("delete from concurrency_groups where run_id = " + run.value());

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.job(run, "a").state()).isEqualTo(JobState.WAITING);
        bench.work(success());
        assertItSucceeds(run);
    }

    /// An administrator may delete it, with those that wait for it.
    @Test
    void aJobWhoseEnvironmentWasDeletedGetsItsLock() {
        push("environment: e");
        RunId run = push("environment: e");
        bench.begin();
        bench.execute("delete from environments");

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.job(run, "a").state()).isEqualTo(JobState.QUEUED);
        assertItSucceeds(run);
    }

    @Test
    void aJobWhoseDeploymentHasEndedFails() {
        push("environment: e");
        RunId run = push("environment: e");
        bench.execute(
                "update deployments set state = 'cancelled' where job_id = "
                        + bench.job(run, "a").id().value());

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.text("select message from jobs where run_id = " + run.value()))
                .isEqualTo("Its turn at its environment was lost: rerun it");
        assertNothingIsLeft();
    }

    @Test
    void aRunThatIsNotInLineForItsGroupEntersItAgain() {
        String grouped = "on: push\nconcurrency: w\njobs: {a: {%s}}".formatted(REST);
        RunId first = bench.push(file(grouped));
        RunId run = bench.push(file(grouped));
        bench.execute("delete from concurrency_groups where run_id = " + run.value());

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.run(run).state()).isEqualTo(RunState.WAITING);
        bench.work(success());
        assertThat(bench.run(first).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertItSucceeds(run);
    }

    @Test
    void aRunThatWaitsAlthoughItIsItsTurnGoesOn() {
        RunId run = bench.push(file("on: push\nconcurrency: w\njobs: {a: {%s}}".formatted(REST)));
        bench.execute("delete from queue");
        bench.execute("update jobs set state = 'blocked', queued_at = null");
        bench.execute("update pipeline_runs set state = 'waiting'");

        assertThat(repair()).isEqualTo(1);

        assertItSucceeds(run);
    }

    @Test
    void aRunAllOfWhoseJobsHaveEndedEnds() {
        RunId run = push();
        bench.begin();
        bench.execute("update claims set released_at = now(), outcome = 'finished'");
        bench.execute(
                "update jobs set state = 'finished', conclusion = 'success', finished_at = now()");

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertNothingIsLeft();
    }

    @Test
    void anOpenJobOfARunThatHasEndedEnds() {
        RunId run = push();
        bench.work(success());
        bench.execute("update jobs set state = 'queued', conclusion = null, finished_at = null");

        assertThat(repair()).isEqualTo(1);

        assertThat(bench.claim()).isEmpty();
        assertThat(bench.job(run, "a").conclusion()).isEqualTo(Conclusion.CANCELLED);
        assertThat(bench.run(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertNothingIsLeft();
    }

    @Test
    void oneThatSomebodyHoldsIsLeftToTheNextLook() {
        RunId held = push();
        push();
        bench.execute("delete from queue");
        try (var _ = OpenTransaction.begin(bench.database(), tx -> Runs.lock(tx, held))) {
            assertThat(repair()).isEqualTo(1);
        }
        assertThat(repair()).isEqualTo(1);
        assertNothingIsLeft();
    }
}
