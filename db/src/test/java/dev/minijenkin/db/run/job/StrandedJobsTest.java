package dev.minijenkin.db.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What rows of several tables say against each other: each kind is found by itself.
class StrandedJobsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final RunnerId runner =
            database.transaction(tx -> SampleData.runner(tx, "oak", instance));
    private final Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "a"));
    private final JobId job = database.transaction(tx -> SampleData.jobOf(tx, run, "a"));

    @Test
    void whatFitsTogetherIsNotFound() {
        assertThat(found()).isEmpty();
        claim();
        assertThat(found()).isEmpty();
        database.transaction(tx -> SampleData.blockedRun(tx, shop, "b"));
        assertThat(found()).isEmpty();
    }

    @Test
    void aQueuedJobThatIsNotInTheQueue() {
        execute("delete from queue");
        assertFound(Stranded.Kind.NOT_IN_QUEUE, job);
    }

    @Test
    void aJobInTheQueueThatIsNotQueued() {
        execute("update jobs set state = 'blocked', queued_at = null");
        assertFound(Stranded.Kind.WRONGLY_IN_QUEUE, job);
    }

    @Test
    void aClaimedOrRunningJobWithoutALiveClaim() {
        ClaimedJob claimed = claim();
        database.transaction(tx -> Claims.release(tx, claimed.claim(), ClaimOutcome.RETURNED));
        assertFound(Stranded.Kind.NOT_CLAIMED, job);
        execute("update jobs set state = 'running', started_at = now()");
        assertFound(Stranded.Kind.NOT_CLAIMED, job);
    }

    /// Its jobs are carried out, and not itself.
    @Test
    void aCallNeedsNoClaim() {
        execute("delete from queue");
        execute(
                "update jobs set state = 'running', started_at = now(), form = 'call', label_set_id"
                        + " = null");
        assertThat(found()).isEmpty();
    }

    @Test
    void aLiveClaimOfAJobThatNobodyIsToCarryOut() {
        claim();
        execute("update jobs set state = 'blocked', claimed_at = null");
        assertFound(Stranded.Kind.WRONGLY_CLAIMED, job);
    }

    @Test
    void aJobThatWaitsForAGroupInWhichItIsNotInLine() {
        execute("delete from queue");
        execute("update jobs set state = 'waiting', waiting_for = 'concurrency'");
        assertFound(Stranded.Kind.NOT_IN_GROUP, job);

        enter(job);
        assertThat(found()).isEmpty();
        execute("update concurrency_groups set active = true");
        assertFound(Stranded.Kind.NOT_IN_GROUP, job);
    }

    @Test
    void aJobThatWaitsForAnEnvironmentAtWhichItIsNotInLine() {
        execute("delete from queue");
        execute("update jobs set state = 'waiting', waiting_for = 'deployment_lock'");
        assertFound(Stranded.Kind.NOT_AT_ENVIRONMENT, job);
        assertThat(hasDeployment()).isFalse();

        database.runInTransaction(tx -> {
            EnvironmentId environment = Environments.ensure(tx, shop, "prod");
            Deployments.request(tx, environment, run, job);
        });
        assertThat(found()).isEmpty();
        execute("update deployments set state = 'cancelled', finished_at = now()");
        assertFound(Stranded.Kind.NOT_AT_ENVIRONMENT, job);
        assertThat(hasDeployment()).isTrue();
    }

    @Test
    void aRunThatWaitsForAGroupInWhichItIsNotInLine() {
        execute("delete from queue");
        execute("update jobs set state = 'blocked', queued_at = null");
        execute("update pipeline_runs set state = 'waiting'");
        assertThat(found())
                .containsExactly(new Stranded(Stranded.Kind.RUN_NOT_IN_GROUP, run.id(), null));

        // A job of it in some group does not count.
        enter(job);
        assertThat(found()).hasSize(1);
        enter(null);
        assertThat(found()).isEmpty();
    }

    @Test
    void aRunOfWhoseNewestAttemptNothingIsOpen() {
        execute("delete from queue");
        execute("update jobs set state = 'finished', conclusion = 'success', finished_at = now()");
        Stranded ended = new Stranded(Stranded.Kind.RUN_NOT_ENDED, run.id(), null);
        assertThat(found()).containsExactly(ended);
        assertThat(isStranded(ended)).isTrue();

        execute(
                "update pipeline_runs set state = 'finished', conclusion = 'success', finished_at ="
                        + " now()");
        assertThat(found()).isEmpty();
        assertThat(isStranded(ended)).isFalse();
    }

    @Test
    void aJobIsTakenBackUnlessItHasEnded() {
        claim();
        database.run(tx -> StrandedJobs.takeBack(tx, job));
        assertThat(test.rows().text("select state, claimed_at from jobs"))
                .isEqualTo("blocked|null");

        execute("update jobs set state = 'finished', conclusion = 'success', finished_at = now()");
        database.run(tx -> StrandedJobs.takeBack(tx, job));
        assertThat(test.rows().text("select state from jobs")).isEqualTo("finished");
    }

    @Test
    void theLiveClaimOfAJobComesBeforeItsNewest() {
        assertThat(lastClaim()).isEmpty();
        ClaimId first = claim().claim();
        database.transaction(tx -> Claims.release(tx, first, ClaimOutcome.RETURNED));
        database.transaction(tx -> Claims.requeue(tx, first));
        ClaimId second = claim().claim();
        assertThat(lastClaim()).contains(second);

        database.transaction(tx -> Claims.release(tx, second, ClaimOutcome.RETURNED));
        assertThat(lastClaim()).contains(second);
        execute("update claims set released_at = null, outcome = null where id = " + first.value());
        assertThat(lastClaim()).contains(first);
    }

    @Test
    void thoseThatNobodyHasAreToldFromThoseThatARunnerHas() {
        claim();
        JobId idle =
                database.transaction(
                        tx -> SampleData.jobOf(tx, SampleData.queuedRun(tx, shop, "b"), "b"));

        assertThat(unclaimed(job, idle)).containsExactly(idle);
    }

    private Optional<ClaimId> lastClaim() {
        return database.statement(tx -> StrandedJobs.lastClaim(tx, job));
    }

    private boolean hasDeployment() {
        return database.statement(tx -> StrandedJobs.hasDeployment(tx, job));
    }

    private Set<JobId> unclaimed(JobId... jobs) {
        return database.statement(tx -> StrandedJobs.unclaimed(tx, List.of(jobs)));
    }

    private ClaimedJob claim() {
        return database.statement(tx -> SampleData.claim(tx, runner, instance));
    }

    /// The job, or where it is null the run as a whole.
    private void enter(@Nullable JobId member) {
        database.runInTransaction(tx ->
                Groups.enter(
                        tx,
                        new NewMember(
                                new GroupName(shop, "G"),
                                new GroupRules("g", false, true),
                                run.id(),
                                member)));
    }

    private void assertFound(Stranded.Kind kind, JobId id) {
        Stranded stranded = new Stranded(kind, run.id(), id);
        assertThat(found()).containsExactly(stranded);
        assertThat(isStranded(stranded)).isTrue();
        assertThat(isStranded(new Stranded(kind, run.id(), new JobId(999)))).isFalse();
    }

    private List<Stranded> found() {
        return database.statement(StrandedJobs::find);
    }

    private boolean isStranded(Stranded stranded) {
        return database.transaction(tx -> StrandedJobs.isStranded(tx, stranded));
    }

    private void execute(String sql) {
        test.rows().execute(sql);
    }
}
