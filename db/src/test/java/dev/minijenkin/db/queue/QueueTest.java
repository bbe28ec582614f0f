package dev.minijenkin.db.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.Work;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.WaitingReason;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class QueueTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void aBlockedJobIsQueuedAndItsLabelSetHinted() {
        Run run = blocked(shop, "build");

        assertThat(enqueue(run)).isEqualTo(1);

        assertThat(state(run, "build")).isEqualTo(JobState.QUEUED);
        int labels = database.statement(tx -> LabelSets.intern(tx, List.of("linux")));
        assertThat(hints).contains(new Hint(Topic.QUEUE, labels));
    }

    @Test
    void aWaitingJobLosesItsReasonWithItsWait() {
        Run run = blocked(shop, "build");
        JobId job = job(run, "build");
        database.transaction(tx -> {
            Jobs.await(tx, job, WaitingReason.CONCURRENCY, "Waits");
            return Queue.enqueue(tx, List.of(job));
        });

        List<Object> row =
                database.statement(tx ->
                        tx.sql()
                                .fetchSingle(
                                        "select state, waiting_for, message from jobs where id = ?",
                                        job.value())
                                .intoList());
        assertThat(row).containsExactly("queued", null, null);
    }

    @Test
    void whatIsQueuedOrFinishedIsNotQueuedAgain() {
        Run queued = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        Run finished = blocked(shop, "build");
        database.transaction(tx -> {
            SampleData.finish(tx, finished, Conclusion.SUCCESS);
            return true;
        });

        assertThat(enqueue(queued)).isZero();
        assertThat(enqueue(finished)).isZero();

        assertThat(ranks(queued)).hasSize(1);
        assertThat(state(finished, "build")).isEqualTo(JobState.FINISHED);
    }

    @Test
    void nobodyIsHintedWhereNothingIsQueued() {
        hints.clear();
        int queued = database.transaction(tx -> Queue.enqueue(tx, List.of()));
        assertThat(queued).isZero();
        assertThat(hints).isEmpty();
    }

    @Test
    void jobsOfOneRepositoryStandOneBehindTheOther() {
        Run first = blocked(shop, "a", "b", "c");
        Run second = blocked(shop, "d");
        enqueue(first);
        enqueue(second);

        assertThat(ranks(first)).containsExactly(0L, 1_000L, 2_000L);
        assertThat(ranks(second)).containsExactly(3_000L);
    }

    @Test
    void aJobOfARepositoryOfTwiceTheWeightCostsHalf() {
        database.statement(tx ->
                tx.sql().execute("update repositories set weight = 2 where id = ?", shop.value()));
        Run run = blocked(shop, "a", "b", "c");
        enqueue(run);

        assertThat(ranks(run)).containsExactly(0L, 500L, 1_000L);
    }

    @Test
    void aRepositoryThatComesLateStandsAtTheRankOfTheNewestClaim() {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "a", "b", "c", "d", "e"));
        for (int i = 0; i < 3; i++) {
            claim();
        }
        RepositoryId late = database.transaction(tx -> SampleData.repository(tx, "late"));
        Run run = blocked(late, "build");
        enqueue(run);

        assertThat(ranks(run)).containsExactly(2_000L);
    }

    @Test
    void onlyJobsThatNobodyClaimedAreRemoved() {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "a", "b"));
        claim();

        List<JobId> removed = database.transaction(tx -> Queue.remove(tx, jobs(tx, run)));

        assertThat(removed).containsExactly(job(run, "b"));
        assertThat(ranks(run)).isEmpty();
    }

    @Test
    void runsOfOneRepositoryThatAreQueuedAtOnceShareNoRank() {
        Run first = blocked(shop, "a");
        Run second = blocked(shop, "b");
        CompletableFuture<Integer> later;
        try (var open = begin(tx -> Queue.enqueue(tx, jobs(tx, first)))) {
            later = OpenTransaction.heldUp(database, tx -> Queue.enqueue(tx, jobs(tx, second)));
            assertThat(open.value()).isEqualTo(1);
        }

        assertThat(later.join()).isEqualTo(1);
        assertThat(ranks(first)).containsExactly(0L);
        assertThat(ranks(second)).containsExactly(1_000L);
    }

    @Test
    void aJobThatIsBeingClaimedIsNotRemovedToo() {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        UUID instance = UUID.randomUUID();
        RunnerId runner = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        CompletableFuture<List<JobId>> removed;
        try (var claim = begin(tx -> SampleData.claim(tx, runner, instance))) {
            removed = OpenTransaction.heldUp(database, tx -> Queue.remove(tx, jobs(tx, run)));
            assertThat(claim.value().run()).isEqualTo(run.id());
        }

        assertThat(removed.join()).isEmpty();
        assertThat(state(run, "build")).isEqualTo(JobState.RUNNING);
    }

    private <T> OpenTransaction<T> begin(Work<T> work) {
        return OpenTransaction.begin(database, work);
    }

    private Run blocked(RepositoryId repository, String... keys) {
        return database.transaction(tx -> SampleData.blockedRun(tx, repository, keys));
    }

    private int enqueue(Run run) {
        return database.transaction(tx -> Queue.enqueue(tx, jobs(tx, run)));
    }

    private void claim() {
        database.transaction(tx -> {
            UUID instance = new UUID(1, 1);
            return SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance);
        });
    }

    private static List<JobId> jobs(Tx tx, Run run) {
        return SampleData.jobsOf(tx, run);
    }

    private JobId job(Run run, String key) {
        return database.statement(tx -> SampleData.jobOf(tx, run, key));
    }

    private JobState state(Run run, String key) {
        JobId job = job(run, key);
        return database.statement(tx -> Jobs.find(tx, job)).orElseThrow().state();
    }

    /// Of the jobs of a run that are queued, in their order.
    private List<Long> ranks(Run run) {
        return database.statement(tx ->
                tx.sql()
                        .fetch(
                                """
                                select q.vtime from queue q join jobs j on j.id = q.job_id
                                where j.run_id = ? order by j.id
                                """,
                                run.id().value())
                        .getValues("vtime", Long.class));
    }
}
