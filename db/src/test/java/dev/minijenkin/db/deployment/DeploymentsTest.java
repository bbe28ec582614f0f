package dev.minijenkin.db.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.WaitingReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeploymentsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final EnvironmentId prod =
            database.transaction(tx -> Environments.ensure(tx, shop, "prod"));

    @Test
    void whereNobodyWaitsItIsNobodysTurn() {
        assertThat(next()).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void whoComesFirstDeploysFirstAndEachGetsAGreaterToken() {
        Run run = run("eu", "us");
        JobId eu = request(run, "eu");
        JobId us = request(run, "us");
        assertThat(due()).containsExactly(prod);

        NextDeployment first = next().orElseThrow();
        assertThat(first.job()).isEqualTo(eu);
        assertThat(first.run()).isEqualTo(run.id());
        assertThat(begin(first)).hasValue(1);
        assertThat(next()).as("the lock is held").isEmpty();
        assertThat(due()).isEmpty();

        finish(eu, Conclusion.SUCCESS);
        assertThat(endEnded(run)).containsExactly(prod);
        NextDeployment second = next().orElseThrow();
        assertThat(second.job()).isEqualTo(us);
        assertThat(begin(second)).hasValue(2);
    }

    @Test
    void theLockIsGivenToNobodyElseWhileItIsHeld() {
        Run run = run("eu", "us");
        request(run, "eu");
        NextDeployment first = next().orElseThrow();
        JobId us = request(run, "us");
        begin(first);

        assertThat(begin(first)).isEmpty();
        assertThat(begin(new NextDeployment(deployment(us), us, run.id(), Optional.empty())))
                .isEmpty();
        assertThat(state(us)).isEqualTo("waiting");
    }

    @Test
    void ofTwoThatBeginAtOnceOneGetsTheLock() {
        Run run = run("eu", "us");
        request(run, "eu");
        NextDeployment first = next().orElseThrow();
        JobId us = request(run, "us");
        NextDeployment second = new NextDeployment(deployment(us), us, run.id(), Optional.empty());
        CompletableFuture<OptionalLong> later;
        try (var open = OpenTransaction.begin(database, tx -> Deployments.begin(tx, first))) {
            later = OpenTransaction.heldUp(database, tx -> Deployments.begin(tx, second));
            assertThat(open.value()).hasValue(1);
        }

        assertThat(later.join()).isEmpty();
        assertThat(state(us)).isEqualTo("waiting");
    }

    @Test
    void whoLocksTheEnvironmentHoldsOffThoseThatWouldBegin() {
        Run run = run("eu");
        request(run, "eu");
        NextDeployment turn = next().orElseThrow();
        CompletableFuture<OptionalLong> later;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> {
                            Deployments.lock(tx, prod);
                            return true;
                        })) {
            later = OpenTransaction.heldUp(database, tx -> Deployments.begin(tx, turn));
            assertThat(open.value()).isTrue();
        }

        assertThat(later.join()).hasValue(1);
    }

    @Test
    void aDeploymentEndsAsItsJobDid() {
        endsAs(Conclusion.SUCCESS, "succeeded");
        endsAs(Conclusion.FAILURE, "failed");
        endsAs(Conclusion.TIMED_OUT, "failed");
        endsAs(Conclusion.CANCELLED, "cancelled");
    }

    private void endsAs(Conclusion conclusion, String state) {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        assertThat(endEnded(run)).as("the job goes on").isEmpty();
        assertThat(active(eu)).isTrue();

        finish(eu, conclusion);

        assertThat(endEnded(run)).containsExactly(prod);
        assertThat(state(eu)).isEqualTo(state);
        assertThat(active(eu)).isFalse();
        assertThat(endEnded(run)).as("ended already").isEmpty();
    }

    @Test
    void whatNeverBeganIsCancelledAndFreesNothing() {
        Run run = run("eu", "us");
        JobId eu = request(run, "eu");
        JobId us = request(run, "us");
        begin(next().orElseThrow());
        finish(us, Conclusion.FAILURE);

        assertThat(endEnded(run)).containsExactly(prod);

        assertThat(state(us)).isEqualTo("cancelled");
        assertThat(active(eu)).isTrue();
        assertThat(next()).isEmpty();
    }

    @Test
    void theDeploymentOfALostRunnerWaitsAgainWhereItsEnvironmentAllowsThat() {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        ClaimedJob claimed = carryOut(eu);
        allowRetries();
        database.transaction(tx -> Claims.release(tx, claimed.claim(), ClaimOutcome.RUNNER_LOST));

        assertThat(repeat(eu)).contains(prod);

        Job job = job(eu);
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        assertThat(state(eu)).isEqualTo("waiting");
        assertThat(active(eu)).isFalse();
        assertThat(next()).as("processes of the lost runner may still run").isEmpty();
        passTheGrace();
        assertThat(begin(next().orElseThrow())).as("a new token").hasValue(2);
    }

    @Test
    void theLockOfALostDeploymentIsKeptUntilItsProcessesAreGoneForSure() {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        ClaimedJob claimed = carryOut(eu);
        Run waiting = run("us");
        JobId us = request(waiting, "us");
        database.transaction(tx -> Claims.release(tx, claimed.claim(), ClaimOutcome.RUNNER_LOST));
        finish(eu, Conclusion.FAILURE);

        assertThat(endEnded(run)).containsExactly(prod);

        assertThat(next()).isEmpty();
        assertThat(due()).isEmpty();
        assertThat(begin(new NextDeployment(deployment(us), us, waiting.id(), Optional.empty())))
                .as("kept also from who asks past its turn")
                .isEmpty();
        explain();
        assertThat(message(us))
                .matches(
                        "Waits for the deployment lock of `prod`, which is kept until \\d\\d:\\d\\d:\\d\\d UTC,"
                                + " because runner oak was lost while eu of ci #%d deployed, and its processes"
                                        .formatted(run.number())
                                + " may still be ending");
        assertThat(
                        text(
                                "select round(extract(epoch from kept_until - now()))::text"
                                        + " from deployment_locks where environment_id = ?",
                                prod.value()))
                .as("the lease and the grace")
                .isBetween("43", "45");

        passTheGrace();
        assertThat(due()).containsExactly(prod);
        assertThat(begin(next().orElseThrow())).hasValue(2);
        assertThat(next()).isEmpty();
    }

    @Test
    void whatItsRunnerGaveBackInTheMiddleOfADeploymentIsKeptAsWell() {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        ClaimedJob claimed = carryOut(eu);
        database.transaction(tx -> Claims.release(tx, claimed.claim(), ClaimOutcome.RETURNED));
        finish(eu, Conclusion.CANCELLED);
        endEnded(run);
        request(run("us"), "us");

        assertThat(next()).isEmpty();
    }

    @Test
    void whatHasAResultIsFreeAtOnce() {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        ClaimedJob claimed = carryOut(eu);
        database.transaction(tx -> Claims.release(tx, claimed.claim(), ClaimOutcome.FINISHED));
        finish(eu, Conclusion.FAILURE);
        endEnded(run);
        request(run("us"), "us");

        assertThat(next()).isPresent();
    }

    @Test
    void anEnvironmentThatKeepsItsLockAfterAFailureKeepsItUntilAPersonFreesIt() {
        database.statement(
                tx -> tx.sql().execute("update environments set keeps_lock_after_failure = true"));
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        finish(eu, Conclusion.FAILURE);
        endEnded(run);
        JobId us = request(run("us"), "us");

        passTheGrace();
        assertThat(next()).isEmpty();
        explain();
        assertThat(message(us)).contains("is kept until a person frees it, because eu of ci #");

        assertThat(database.<Boolean>transaction(tx -> Deployments.free(tx, prod))).isTrue();
        assertThat(next()).isPresent();
        assertThat(database.<Boolean>transaction(tx -> Deployments.free(tx, prod)))
                .as("it was free")
                .isFalse();
    }

    @Test
    void peopleSeeWhichEnvironmentsAreNotFreeAndWhy() {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        assertThat(locked()).as("free").isEmpty();
        begin(next().orElseThrow());
        assertThat(locked())
                .containsExactly(
                        new EnvironmentLock("shop", "prod", held(run), null, false, null, null));

        ClaimedJob claimed = carryOut(eu);
        assertThat(locked()).extracting(EnvironmentLock::runner).containsExactly("oak");

        database.transaction(tx -> Claims.release(tx, claimed.claim(), ClaimOutcome.RUNNER_LOST));
        finish(eu, Conclusion.FAILURE);
        endEnded(run);
        assertThat(locked()).extracting(EnvironmentLock::holder).containsOnlyNulls();
        assertThat(locked())
                .extracting(EnvironmentLock::keptBecause)
                .singleElement()
                .asString()
                .startsWith("runner oak was lost");

        passTheGrace();
        assertThat(locked()).isEmpty();
    }

    private static String held(Run run) {
        return "eu of ci #" + run.number();
    }

    private List<EnvironmentLock> locked() {
        return database.statement(Environments::locked);
    }

    private void passTheGrace() {
        database.statement(tx ->
                tx.sql()
                        .execute(
                                "update deployment_locks set kept_until = kept_until - interval '1 hour'"));
    }

    @Test
    void aDeploymentIsNotRepeatedWhereItsEnvironmentDoesNotAllowThat() {
        isNotRepeated("update environments set retries_after_lost_runner = false");
    }

    @Test
    void aDeploymentIsNotRepeatedWhereItsJobMayNotBeClaimedAgain() {
        isNotRepeated("update jobs set claims_left = 0");
    }

    @Test
    void aDeploymentIsNotRepeatedWhereItsJobShallBeCancelled() {
        isNotRepeated(
                "update jobs set cancel_requested_at = now(), cancel_cause = 'cancelled_by_command'");
    }

    @Test
    void aDeploymentThatEndedIsNotRepeated() {
        isNotRepeated("update deployments set state = 'succeeded'");
    }

    private void isNotRepeated(String because) {
        Run run = run("eu");
        JobId eu = request(run, "eu");
        begin(next().orElseThrow());
        carryOut(eu);
        allowRetries();
        database.statement(tx -> tx.sql().execute(because));

        assertThat(repeat(eu)).isEmpty();
        assertThat(job(eu).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void theUrlOfADeploymentIsKept() {
        Run run = run("eu");
        JobId eu = request(run, "eu");

        database.statement(tx -> {
            Deployments.setUrl(tx, eu, "https://shop.example/\0");
            return true;
        });

        assertThat(text("select url from deployments where job_id = ?", eu.value()))
                .isEqualTo("https://shop.example/\uFFFD");
    }

    @Test
    void thoseThatWaitAreToldWhoDeploys() {
        Run run = run("eu");
        request(run, "eu");
        begin(next().orElseThrow());
        Run waiting = run("us");
        JobId us = request(waiting, "us");
        hints.clear();

        explain();

        assertThat(message(us))
                .isEqualTo(
                        "Waits for the deployment lock of `prod`, which eu of ci #"
                                + run.number()
                                + " holds");
        assertThat(hints).containsExactly(new Hint(Topic.RUN, waiting.id().value()));
        hints.clear();
        explain();
        assertThat(hints).as("told already").isEmpty();
    }

    @Test
    void aJobThatSomebodyElseHasLockedIsNotTold() {
        Run run = run("eu", "us");
        request(run, "eu");
        begin(next().orElseThrow());
        JobId us = request(run, "us");

        try (var open =
                OpenTransaction.begin(
                        database,
                        tx ->
                                tx.sql()
                                        .execute(
                                                "update jobs set name = name where id = ?",
                                                us.value()))) {
            explain();
            assertThat(open.value()).isEqualTo(1);
        }

        assertThat(message(us)).isEqualTo("Waits");
    }

    private Run run(String... keys) {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop, keys));
    }

    private JobId request(Run run, String key) {
        return database.transaction(tx -> {
            JobId job = SampleData.jobOf(tx, run, key);
            Jobs.await(tx, job, WaitingReason.DEPLOYMENT_LOCK, "Waits");
            Deployments.request(tx, prod, run, job);
            return job;
        });
    }

    private Optional<NextDeployment> next() {
        return database.statement(tx -> Deployments.next(tx, prod));
    }

    private List<EnvironmentId> due() {
        return database.statement(Deployments::due);
    }

    private OptionalLong begin(NextDeployment turn) {
        return database.transaction(tx -> Deployments.begin(tx, turn));
    }

    private List<EnvironmentId> endEnded(Run run) {
        return database.statement(tx -> Deployments.endEnded(tx, run.id()));
    }

    private boolean active(JobId job) {
        return database.statement(tx -> Deployments.isActive(tx, job));
    }

    private Optional<EnvironmentId> repeat(JobId job) {
        return database.statement(tx -> Deployments.repeat(tx, job));
    }

    private void explain() {
        database.statement(tx -> {
            WaitingDeployments.explain(tx, prod);
            return true;
        });
    }

    private void allowRetries() {
        database.statement(
                tx -> tx.sql().execute("update environments set retries_after_lost_runner = true"));
    }

    /// A runner takes the job and runs it.
    private ClaimedJob carryOut(JobId job) {
        return database.transaction(tx -> {
            UUID instance = UUID.randomUUID();
            RunnerId runner = SampleData.runner(tx, "oak", instance);
            Jobs.setGuard(tx, job, null, "prod");
            Queue.enqueue(tx, List.of(job));
            ClaimedJob claimed = SampleData.claim(tx, runner, instance);
            Claims.acknowledge(tx, claimed.claim(), claimed.run());
            return claimed;
        });
    }

    private void finish(JobId job, Conclusion conclusion) {
        @Nullable Cause cause = conclusion == Conclusion.FAILURE ? Cause.EXIT_CODE : null;
        database.statement(
                tx -> Jobs.finish(tx, job, JobResult.withoutRunner(conclusion, cause, null)));
    }

    private Job job(JobId id) {
        return database.statement(tx -> Jobs.find(tx, id)).orElseThrow();
    }

    private @Nullable String message(JobId job) {
        return text("select message from jobs where id = ?", job.value());
    }

    private @Nullable String state(JobId job) {
        return text("select state from deployments where job_id = ?", job.value());
    }

    private long deployment(JobId job) {
        return database.statement(tx -> deployment(tx, job));
    }

    private static long deployment(Tx tx, JobId job) {
        return tx.sql()
                .fetchSingle("select id from deployments where job_id = ?", job.value())
                .get("id", Long.class);
    }

    private @Nullable String text(String query, long id) {
        return database.statement(tx -> tx.sql().fetchSingle(query, id).into(String.class));
    }
}
