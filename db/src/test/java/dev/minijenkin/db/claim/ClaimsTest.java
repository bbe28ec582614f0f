package dev.minijenkin.db.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.Runners;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final AtomicLong nanos = new AtomicLong();
    private final ClaimFloor floor = new ClaimFloor(nanos::get);

    @Test
    void takesAQueuedJobWithAllThatItNeedsAndRunsIt() {
        Run run = queue("shop", "build");
        RunnerId runner = runner("oak");

        ClaimedJob claimed = take(runner, 4).getFirst();

        assertThat(claimed.run()).isEqualTo(run.id());
        assertThat(claimed.source().url()).isEqualTo("/srv/git/shop");
        assertThat(claimed.key()).isEqualTo("build");
        assertThat(claimed.event()).isPresent();
        assertThat(job(run).state()).isEqualTo(JobState.RUNNING);
        assertThat(database.statement(tx -> Runs.find(tx, run.id())).orElseThrow().state())
                .isEqualTo(RunState.RUNNING);
        assertThat(take(runner, 4)).isEmpty();
    }

    @Test
    void givesEachJobToOneOfManyClaimers() throws Exception {
        queue("shop", keys(60));
        RunnerId runner = runner("oak");
        Set<Long> jobs = new HashSet<>();
        try (ExecutorService claimers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<ClaimedJob>>> rounds = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Callable<List<ClaimedJob>> claimer = () -> takeUntilEmpty(runner);
                rounds.add(claimers.submit(claimer));
            }
            for (Future<List<ClaimedJob>> round : rounds) {
                for (ClaimedJob job : round.get()) {
                    assertThat(jobs.add(job.job().value())).isTrue();
                }
            }
        }
        assertThat(jobs).hasSize(60);
    }

    @Test
    void servesRepositoriesInTurnsHoweverMuchOneOfThemQueued() {
        RepositoryId greedy = repository("greedy");
        RepositoryId modest = repository("modest");
        database.transaction(tx -> SampleData.queuedRun(tx, greedy, keys(20)));
        database.transaction(tx -> SampleData.queuedRun(tx, modest, keys(2)));

        List<ClaimedJob> first = take(runner("oak"), 4);

        assertThat(first).extracting(ClaimedJob::repository).contains(modest, modest);
    }

    @Test
    void aLateRepositoryIsNotBehindTheBacklogOfAnEarlyOne() {
        RepositoryId greedy = repository("greedy");
        database.transaction(tx -> SampleData.queuedRun(tx, greedy, keys(50)));
        RunnerId runner = runner("oak");
        take(runner, 10);
        RepositoryId late = repository("late");
        database.transaction(tx -> SampleData.queuedRun(tx, late, "build"));

        assertThat(take(runner, 3)).extracting(ClaimedJob::repository).contains(late);
    }

    @Test
    void findsAJobBelowTheFloorAtTheNextSweep() {
        RepositoryId shop = repository("shop");
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, keys(3)));
        RunnerId runner = runner("oak");
        List<ClaimedJob> claimed = take(runner, 3);
        floor.claimed(labels().getFirst(), new ClaimFloor.Rank((short) 50, Long.MAX_VALUE / 2));
        database.transaction(tx -> {
            Runs.lock(tx, run.id());
            Claims.release(tx, claimed.getFirst().claim(), ClaimOutcome.RUNNER_LOST);
            return Claims.requeue(tx, claimed.getFirst().claim());
        });

        assertThat(take(runner, 3)).isEmpty();
        nanos.addAndGet(ClaimFloor.SWEEP.toNanos());
        assertThat(take(runner, 3))
                .extracting(ClaimedJob::job)
                .containsExactly(claimed.getFirst().job());
    }

    @Test
    void aReleasedClaimIsRefusedEverything() {
        Run run = queue("shop", "build");
        RunnerId runner = runner("oak");
        ClaimedJob claimed = take(runner, 1).getFirst();

        assertThat(release(claimed)).isTrue();
        assertThat(release(claimed)).isFalse();
        assertThat(acknowledge(claimed)).isFalse();
        assertThat(job(run).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aSilentRunnerLosesItsClaimsAndASupersededProcessDoesAtOnce() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        take(runner, 1);
        assertThat(lost()).isEmpty();

        silence(runner);
        assertThat(lost()).extracting(LostClaim::outcome).containsExactly(ClaimOutcome.RUNNER_LOST);

        UUID successor = UUID.randomUUID();
        database.transaction(tx -> SampleData.runner(tx, "oak", successor));
        Heartbeat old = database.statement(tx -> Runners.beat(tx, runner, instance, 0));
        assertThat(old.registered()).isFalse();
        assertThat(lost()).extracting(LostClaim::outcome).containsExactly(ClaimOutcome.RUNNER_LOST);
    }

    @Test
    void aHeartbeatTellsWhichClaimsLiveAndWhichShallBeCancelled() {
        Run run = queue("shop", "build", "lint");
        RunnerId runner = runner("oak");
        List<ClaimedJob> claimed = take(runner, 2);
        database.transaction(tx ->
                Jobs.requestCancel(
                        tx, List.of(claimed.getLast().job()), Cause.CANCELLED_BY_COMMAND));
        release(claimed.getFirst());

        Heartbeat answer = database.statement(tx -> Runners.beat(tx, runner, instance, 1.5f));

        assertThat(answer.registered()).isTrue();
        assertThat(answer.live()).containsExactly(claimed.getLast().claim());
        assertThat(answer.cancelled()).containsExactly(claimed.getLast().claim());
        assertThat(run.number()).isEqualTo(1);
    }

    @Test
    void aProcessThatLeftTakesNothing() {
        Run run = queue("shop", "build");
        RunnerId runner = runner("oak");
        database.transaction(tx -> {
            Runners.stop(tx, runner, instance);
            return true;
        });

        assertThat(take(runner, 1)).isEmpty();
        assertThat(job(run).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aProcessThatWasSupersededTakesNothing() {
        Run run = queue("shop", "build");
        RunnerId runner = runner("oak");
        silence(runner);
        database.transaction(tx -> SampleData.runner(tx, "oak", UUID.randomUUID()));

        assertThat(take(runner, 1)).isEmpty();
        assertThat(job(run).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aDrainingRunnerTakesNothing() {
        Run run = queue("shop", "build");
        RunnerId runner = runner("oak");
        database.transaction(tx -> Runners.setDraining(tx, runner, true));

        assertThat(take(runner, 1)).isEmpty();
        assertThat(job(run).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void whatAnotherClaimerHasLockedIsPassedOver() {
        queue("shop", "a", "b");
        RunnerId runner = runner("oak");

        try (var open =
                OpenTransaction.begin(database, tx -> SampleData.claim(tx, runner, instance))) {
            assertThat(open.value().key()).isEqualTo("a");
            assertThat(take(runner, 2)).extracting(ClaimedJob::key).containsExactly("b");
        }
    }

    @Test
    void aClaimIsAcknowledgedOnce() {
        queue("shop", "build");
        letNoneBeginWithItsClaim();
        ClaimedJob claimed = take(runner("oak"), 1).getFirst();

        assertThat(acknowledge(claimed)).isTrue();
        assertThat(acknowledge(claimed)).isFalse();
    }

    @Test
    void aClaimThatIsNotAcknowledgedInTimeIsLost() {
        queue("shop", "build", "lint");
        letNoneBeginWithItsClaim();
        List<ClaimedJob> claimed = take(runner("oak"), 2);
        acknowledge(claimed.getLast());
        change("update claims set claimed_at = now() - interval '1 hour'");

        assertThat(lost())
                .containsExactly(
                        new LostClaim(
                                claimed.getFirst().claim(),
                                claimed.getFirst().job(),
                                claimed.getFirst().run(),
                                ClaimOutcome.UNACKNOWLEDGED,
                                true));
    }

    @Test
    void theClaimOfAProcessThatLeftIsLostBeforeItIsOverdue() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        take(runner, 1);
        database.transaction(tx -> {
            Runners.stop(tx, runner, instance);
            return true;
        });

        assertThat(lost()).extracting(LostClaim::outcome).containsExactly(ClaimOutcome.RUNNER_LOST);
        assertThat(lost()).extracting(LostClaim::overdue).containsExactly(false);
    }

    @Test
    void aClaimIsNotReleasedAsLostOnceItsRunnerIsHeardAgain() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        take(runner, 1);
        silence(runner);
        LostClaim lost = lost().getFirst();
        assertThat(lost.overdue()).isTrue();

        database.statement(tx -> Runners.beat(tx, runner, instance, 0));
        assertThat(releaseLost(lost)).isFalse();

        silence(runner);
        assertThat(releaseLost(lost)).isTrue();
        assertThat(releaseLost(lost)).as("another process was first").isFalse();
        assertThat(lost()).isEmpty();
    }

    @Test
    void theNextRunnerIsToldWhoWasLost() {
        queue("shop", "build");
        ClaimedJob first = take(runner("oak"), 1).getFirst();
        assertThat(first.terms().lostBy()).isEmpty();

        assertThat(requeued(first, ClaimOutcome.RUNNER_LOST)).isTrue();
        ClaimedJob second = take(runner("elm"), 1).getFirst();
        assertThat(second.terms().lostBy()).contains("oak");
        assertThat(second.claim().value()).isGreaterThan(first.claim().value());

        assertThat(requeued(second, ClaimOutcome.RETURNED)).isTrue();
        assertThat(take(runner("elm"), 1).getFirst().terms().lostBy()).isEmpty();
    }

    @Test
    void aJobIsClaimedSoOftenAndNoMore() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        for (int left = 2; left > 0; left--) {
            assertThat(requeued(begun(runner), ClaimOutcome.RUNNER_LOST)).isTrue();
        }

        assertThat(requeued(begun(runner), ClaimOutcome.RUNNER_LOST)).isFalse();
        assertThat(take(runner, 1)).isEmpty();
    }

    @Test
    void aClaimThatNeverBeganDoesNotCountHoweverOftenThatHappens() {
        queue("shop", "build");
        letNoneBeginWithItsClaim();
        RunnerId runner = runner("oak");
        for (int bounces = 0; bounces < 10; bounces++) {
            assertThat(requeued(take(runner, 1).getFirst(), ClaimOutcome.UNACKNOWLEDGED)).isTrue();
        }

        for (int left = 2; left > 0; left--) {
            assertThat(requeued(begun(runner), ClaimOutcome.RUNNER_LOST)).isTrue();
        }
        assertThat(requeued(begun(runner), ClaimOutcome.RUNNER_LOST)).isFalse();
    }

    @Test
    void whereTheRunnerNeverHeardOfAJobItsClaimDoesNotCount() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        for (int unheard = 0; unheard < 5; unheard++) {
            ClaimedJob job = begun(runner);
            database.run(tx -> Claims.neverBegan(tx, job.claim()));
            assertThat(requeued(job, ClaimOutcome.RETURNED)).isTrue();
        }
        assertThat(test.rows().count("jobs where claims_left = 3")).isOne();
    }

    /// Else a job that ends each runner as soon as it is taken would do so for ever.
    @Test
    void ofClaimsThatNeverBeganThereIsAnEnd() {
        queue("shop", "build");
        letNoneBeginWithItsClaim();
        RunnerId runner = runner("oak");
        int bounces = 0;
        boolean again = true;
        while (again) {
            bounces++;
            again = requeued(take(runner, 1).getFirst(), ClaimOutcome.UNACKNOWLEDGED);
        }

        assertThat(bounces).isEqualTo(Claims.MOST_BOUNCES + 2);
    }

    @Test
    void aRunnerWhoseHeartbeatIsOlderThanHalfOfTheLeaseTakesNothing() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        heardBefore(runner, 16);
        assertThat(take(runner, 1)).isEmpty();

        heardBefore(runner, 10);
        assertThat(take(runner, 1)).hasSize(1);
    }

    /// As the first of a connection, where nothing is known of the values yet.
    @Test
    void aClaimReadsTheHeadOfTheQueueByItsIndexHoweverLongItIs() {
        queue("shop", "build");
        RunnerId runner = runner("oak");
        change(
                """
                with many as (
                    insert into jobs (run_id, repository_id, attempt, key, name, form, label_set_id, priority, state,
                        claims_left)
                    select j.run_id, j.repository_id, 1, 'more' || n, j.name, j.form, j.label_set_id, 50, 'queued', 3
                    from jobs j
                    cross join generate_series(1, 100000) as n
                    returning id, repository_id, label_set_id)
                insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                select label_set_id, 50, id, id, repository_id from many
                """);

        assertThat(plan()).satisfies(ClaimsTest::scansNothing);
        change("analyze");
        assertThat(plan()).satisfies(ClaimsTest::scansNothing);
        database.statement(tx -> Runners.beat(tx, runner, instance, 0));
        assertThat(take(runner, 1)).hasSize(1);
        assertThat(database.statement(TakeStatements.TAKE_WITHIN_LIMITS::explain))
                .contains("queue_pkey")
                .doesNotContain("Seq Scan on queue")
                .doesNotContain("Seq Scan on jobs");
    }

    private static void scansNothing(String plan) {
        assertThat(plan)
                .contains("Index Only Scan using queue_pkey on queue")
                .contains("Tid Scan on queue")
                .doesNotContain("Seq Scan on queue")
                .doesNotContain("Seq Scan on jobs");
    }

    @Test
    void moreClaimersThanSpareCandidatesStillFindWorkBehindWhatTheyLock() {
        queue("shop", keys(30));
        RunnerId runner = runner("oak");
        try (OpenTransaction<?> others =
                OpenTransaction.begin(
                        database,
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                select from queue
                                                order by priority, vtime, job_id limit 20
                                                for update
                                                """))) {
            assertThat(others.value()).isNotNull();

            assertThat(take(runner, 2)).hasSize(2);
        }
    }

    @Test
    void aJobThatCameBackDoesNotSetTheFairClockBack() {
        queue("shop", keys(3));
        RunnerId runner = runner("oak");
        ClaimedJob early = take(runner, 1).getFirst();
        List<ClaimedJob> later = take(runner, 2);
        assertThat(later).hasSize(2);
        database.runInTransaction(tx -> {
            Claims.release(tx, early.claim(), ClaimOutcome.RETURNED);
            assertThat(Claims.requeue(tx, early.claim())).isTrue();
        });
        floor.forget();

        assertThat(take(runner, 1)).extracting(ClaimedJob::job).containsExactly(early.job());
        queue("late", "build");
        assertThat(Long.parseLong(test.rows().text("select vtime from queue")))
                .isGreaterThanOrEqualTo(
                        Long.parseLong(test.rows().text("select max(vtime) from claims")));
    }

    private String plan() {
        return database.statement(TakeStatements.TAKE::explain);
    }

    @Test
    void aClaimIsKnownToHaveBegunWhileItLives() {
        queue("shop", "build");
        letNoneBeginWithItsClaim();
        ClaimedJob claimed = take(runner("oak"), 1).getFirst();
        assertThat(acknowledged(claimed)).isFalse();

        acknowledge(claimed);
        assertThat(acknowledged(claimed)).isTrue();

        release(claimed);
        assertThat(acknowledged(claimed)).isFalse();
    }

    @Test
    void whoTakesADeploymentKnowsWhatItHolds() {
        Run run = queue("shop", "build", "lint");
        EnvironmentId prod =
                database.transaction(tx -> {
                    EnvironmentId ensured = Environments.ensure(tx, run.repository(), "prod");
                    Deployments.request(tx, ensured, run, SampleData.jobOf(tx, run, "build"));
                    Deployments.begin(tx, Deployments.next(tx, ensured).orElseThrow());
                    return ensured;
                });

        assertThat(take(runner("oak"), 2))
                .extracting(job -> job.terms().deployment())
                .containsExactlyInAnyOrder(
                        Optional.of(new ClaimedJob.Deployment(prod, 1)), Optional.empty());
    }

    private boolean acknowledged(ClaimedJob job) {
        return database.statement(tx -> Claims.isAcknowledged(tx, job.claim()));
    }

    private ClaimedJob begun(RunnerId runner) {
        ClaimedJob taken = take(runner, 1).getFirst();
        assertThat(taken.event().isPresent() || acknowledge(taken)).isTrue();
        return taken;
    }

    /// As what enters something.
    private void letNoneBeginWithItsClaim() {
        change("update jobs set guarded = true");
    }

    private void heardBefore(RunnerId runner, int seconds) {
        change(
                "update runner_heartbeats set heartbeat_at = now() - interval '%d s' where runner_id = %d"
                        .formatted(seconds, runner.value()));
    }

    @Test
    void aJobThatShallBeCancelledIsNotQueuedAgain() {
        Run run = queue("shop", "build");
        ClaimedJob claimed = take(runner("oak"), 1).getFirst();
        database.transaction(
                tx -> Jobs.requestCancel(tx, List.of(claimed.job()), Cause.CANCELLED_BY_COMMAND));

        assertThat(requeued(claimed, ClaimOutcome.RUNNER_LOST)).isFalse();
        assertThat(job(run).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aJobThatBeganToDeployIsNotQueuedAgain() {
        Run run = queue("shop", "build", "lint");
        RunnerId runner = runner("oak");
        List<ClaimedJob> claimed = take(runner, 2);
        database.transaction(tx -> {
            EnvironmentId prod = Environments.ensure(tx, run.repository(), "prod");
            Deployments.request(tx, prod, run, claimed.getFirst().job());
            return Deployments.begin(tx, Deployments.next(tx, prod).orElseThrow());
        });

        assertThat(requeued(claimed.getFirst(), ClaimOutcome.RUNNER_LOST)).isFalse();
        assertThat(requeued(claimed.getLast(), ClaimOutcome.RUNNER_LOST)).isTrue();
    }

    @Test
    void theRunOfAClaimIsKnownWhetherItLivesOrNot() {
        Run run = queue("shop", "build");
        ClaimedJob claimed = take(runner("oak"), 1).getFirst();
        release(claimed);

        assertThat(runOf(claimed.claim())).contains(run.id());
        assertThat(runOf(new ClaimId(999))).isEmpty();
    }

    private Optional<RunId> runOf(ClaimId claim) {
        return database.statement(tx -> Claims.runOf(tx, claim));
    }

    private boolean releaseLost(LostClaim lost) {
        return database.transaction(tx -> LostClaims.release(tx, lost));
    }

    /// Whether the job is in the queue again after its claim ended like this.
    private boolean requeued(ClaimedJob job, ClaimOutcome outcome) {
        return database.transaction(tx -> {
            Claims.release(tx, job.claim(), outcome);
            return Claims.requeue(tx, job.claim());
        });
    }

    private void change(String statement) {
        database.statement(tx -> tx.sql().execute(statement));
    }

    private List<ClaimedJob> takeUntilEmpty(RunnerId runner) {
        List<ClaimedJob> all = new ArrayList<>();
        ClaimFloor own = new ClaimFloor(nanos::get);
        List<ClaimedJob> some;
        do {
            some = database.statement(tx -> Claims.take(tx, runner, instance, labels(), own, 3));
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private Run queue(String repository, String... keys) {
        return database.transaction(
                tx -> SampleData.queuedRun(tx, SampleData.repository(tx, repository), keys));
    }

    private RepositoryId repository(String name) {
        return database.transaction(tx -> SampleData.repository(tx, name));
    }

    private RunnerId runner(String name) {
        return database.transaction(tx -> SampleData.runner(tx, name, instance));
    }

    private List<Integer> labels() {
        return database.statement(tx -> LabelSets.servedBy(tx, List.of("linux", "x64")));
    }

    private List<ClaimedJob> take(RunnerId runner, int limit) {
        List<Integer> labels = labels();
        return database.statement(tx -> Claims.take(tx, runner, instance, labels, floor, limit));
    }

    private boolean acknowledge(ClaimedJob job) {
        return database.statement(tx -> Claims.acknowledge(tx, job.claim(), job.run())).accepted();
    }

    private boolean release(ClaimedJob job) {
        return database.statement(
                tx -> Claims.release(tx, job.claim(), ClaimOutcome.FINISHED).isPresent());
    }

    private List<LostClaim> lost() {
        return database.transaction(tx ->
                Stream.concat(
                                LostClaims.ofLostRunners(tx, new ClaimId(0), 10).stream(),
                                LostClaims.unacknowledged(tx, new ClaimId(0), 10).stream())
                        .distinct()
                        .toList());
    }

    private void silence(RunnerId runner) {
        database.statement(tx ->
                tx.sql()
                        .execute(
                                "update runner_heartbeats set heartbeat_at = now() - interval '1 hour' where runner_id = ?",
                                runner.value()));
    }

    private Job job(Run run) {
        return database.statement(tx -> Jobs.ofRun(tx, run.id(), 1)).getFirst();
    }

    private static String[] keys(int count) {
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = "job" + i;
        }
        return keys;
    }
}
