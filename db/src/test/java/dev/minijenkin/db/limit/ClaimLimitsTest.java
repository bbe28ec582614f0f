package dev.minijenkin.db.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.start.NewJobs;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClaimLimitsTest {
    private static final List<String> SIGNING = List.of("linux", "signing");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database runners = Database.open(test.memberOf("mj_runner"), HintSink.NONE);

    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = repository("shop");
    private final RepositoryId web = repository("web");
    private final RunnerId oak = runner("oak");

    @Test
    void noMoreOfARepositoryIsUnderWayAndOthersPassWhatWaits() {
        set(shop, 2);
        queue(shop, List.of("linux"), 30);
        queue(web, List.of("linux"), 3);

        List<ClaimedJob> taken = take(10);

        assertThat(taken)
                .extracting(ClaimedJob::repository)
                .containsExactlyInAnyOrder(shop, shop, web, web, web);
        assertThat(take(10)).isEmpty();
        release(taken, shop);
        assertThat(take(1)).hasSize(1);
        assertThat(take(10)).hasSize(1);
        assertThat(limits()).containsExactly("shop 2 of 2");
    }

    @Test
    void aLabelIsLimitedWhateverElseAJobAsksFor() {
        set("Signing", 2);
        queue(shop, SIGNING, 2);
        queue(web, List.of("signing"), 2);
        queue(web, List.of("linux"), 4);

        assertThat(take(10)).hasSize(6);

        assertThat(limits()).containsExactly("signing 2 of 2");
        assertThat(take(10)).isEmpty();
        assertThat(database.<Boolean>statement(tx -> ClaimLimits.remove(tx, "SIGNING"))).isTrue();
        assertThat(database.<Boolean>statement(tx -> ClaimLimits.remove(tx, "signing"))).isFalse();
        assertThat(take(10)).hasSize(2);
    }

    @Test
    void aJobKeepsWithinAllOfItsLimits() {
        set(shop, 3);
        set("signing", 1);
        queue(shop, SIGNING, 2);
        queue(shop, List.of("linux"), 5);
        queue(web, SIGNING, 2);

        assertThat(take(10)).hasSize(3);

        assertThat(limits()).containsExactly("shop 3 of 3", "signing 1 of 1");
    }

    @Test
    void aLimitMayBeLoweredBelowWhatIsUnderWayAndMayBeNothing() {
        set(shop, 2);
        queue(shop, List.of("linux"), 4);
        List<ClaimedJob> taken = take(10);

        set(shop, 1);
        assertThat(limits()).containsExactly("shop 2 of 1");
        release(taken.subList(0, 1), shop);
        assertThat(take(10)).isEmpty();
        set(shop, 0);
        release(taken.subList(1, 2), shop);
        assertThat(take(10)).isEmpty();
        assertThat(database.<Boolean>statement(tx -> ClaimLimits.remove(tx, shop))).isTrue();
        assertThat(take(10)).hasSize(2);
    }

    @Test
    void aJobThatALimitKeepsBackSaysSo() {
        set(shop, 1);
        List<JobId> jobs = queue(shop, List.of("linux"), 2);
        assertThat(explained(jobs.get(1), "limit")).isEmpty();

        take(1);

        assertThat(explained(jobs.get(1), "limit"))
                .containsExactly("At most 1 jobs of shop are under way at a time, and 1 is");
    }

    /// Each looks after each of its claims, at rows that were committed: there must never be too
    /// many at any moment. A claim takes so long that they do meet, and not all of them see the
    /// same jobs: those who do would pick the same ones, and get in each other's way.
    @Test
    void howeverManyClaimAtOnceNoLimitIsExceeded() throws Exception {
        test.rows()
                .execute(
                        """
                        create function linger() returns trigger language plpgsql as $$ begin
                            perform pg_sleep(0.01); return new; end $$;
                        create trigger linger before insert on claims for each row execute function linger();
                        """);
        set(shop, 3);
        set("signing", 2);
        queue(shop, List.of("linux"), 60);
        queue(shop, SIGNING, 30);
        queue(web, SIGNING, 30);
        List<Integer> served =
                Stream.of(List.of("linux"), SIGNING)
                        .map(labels ->
                                database.<Integer>statement(tx -> LabelSets.intern(tx, labels)))
                        .toList();
        int done = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RunnerId claimer = runner("r" + i);
                List<Integer> sets = List.of(served.get(i % 2));
                Callable<Integer> work = () -> workUntilEmpty(claimer, sets);
                all.add(threads.submit(work));
            }
            for (Future<Integer> one : all) {
                done += one.get();
            }
        }

        assertThat(done).isEqualTo(120);
        assertThat(limits()).containsExactly("shop 0 of 3", "signing 0 of 2");
    }

    /// Whatever it is that a claim reads: 100,000 jobs of a full repository stand before it.
    @Test
    void theBacklogOfAFullRepositoryIsPassedOverWithoutBeingRead() {
        set(shop, 1);
        set("linux", 1_000);
        JobId first = queue(shop, List.of("linux"), 1).getFirst();
        queue(web, List.of("linux"), 3);
        assertThat(take(1)).extracting(ClaimedJob::job).containsExactly(first);
        test.rows()
                .execute(
                        """
                        with many as (
                            insert into jobs (run_id, repository_id, attempt, key, name, form, label_set_id, priority,
                                state, claims_left)
                            select j.run_id, j.repository_id, 1, 'more' || n, j.name, j.form, j.label_set_id, 50, 'queued', 3
                            from jobs j
                            cross join generate_series(1, 100000) as n
                            where j.state = 'claimed'
                            returning id, repository_id, label_set_id)
                        insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                        select label_set_id, 1, id, id, repository_id from many
                        """);
        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime, released_at, outcome)
                        select j.id, r.id, r.instance, 50, 0, now(), 'returned'
                        from jobs j cross join runners r where j.state = 'queued'
                        """);

        assertThat(rowsReadByATake()).as("without statistics").isLessThan(200);
        test.rows().execute("analyze");
        assertThat(rowsReadByATake()).isLessThan(200);
        assertThat(take(5)).as("nothing but what is kept is left").hasSize(1);
    }

    /// Of the queue and of the claims; it takes one job.
    private long rowsReadByATake() {
        List<Integer> sets = sets();
        return runners.transaction(tx -> {
            ClaimFloor floor = new ClaimFloor(System::nanoTime);
            assertThat(Claims.take(tx, oak, instance, sets, floor, 1))
                    .extracting(ClaimedJob::repository)
                    .containsExactly(web);
            return tx.sql()
                    .fetchSingle(
                            """
                            select sum(seq_tup_read + idx_tup_fetch)::bigint as read from pg_stat_xact_user_tables
                            where relname in ('queue', 'claims')
                            """)
                    .get("read", Long.class);
        });
    }

    @Test
    void aTakeSaysWhetherALimitKeepsSomething() {
        set(shop, 1);
        queue(shop, List.of("linux"), 2);
        ClaimFloor floor = new ClaimFloor(System::nanoTime);

        assertThat(take(1, floor)).hasSize(1);
        assertThat(floor.leftSome()).as("there was no room for more here").isFalse();
        assertThat(take(1, floor)).isEmpty();
        assertThat(floor.leftSome()).isTrue();
        test.rows().execute("delete from queue");
        assertThat(take(1, floor)).isEmpty();
        assertThat(floor.leftSome()).isFalse();
    }

    private int workUntilEmpty(RunnerId claimer, List<Integer> sets) {
        ClaimFloor floor = new ClaimFloor(System::nanoTime);
        int done = 0;
        while (database.<Boolean>statement(
                tx -> tx.sql().fetchExists(tx.sql().selectOne().from("queue")))) {
            List<ClaimedJob> taken = takePatiently(claimer, sets, floor);
            for (ClaimLimit limit : database.statement(ClaimLimits::all)) {
                assertThat(limit.taken()).isLessThanOrEqualTo(limit.most());
            }
            taken.forEach(job ->
                    runners.statement(
                            tx -> Claims.release(tx, job.claim(), ClaimOutcome.FINISHED)));
            done += taken.size();
        }
        return done;
    }

    /// As the loop of a runner does, who may have waited too long for those that count before it.
    private List<ClaimedJob> takePatiently(RunnerId claimer, List<Integer> sets, ClaimFloor floor) {
        try {
            return runners.statement(tx -> Claims.take(tx, claimer, instance, sets, floor, 3));
        } catch (DatabaseUnavailableException e) {
            assertThat(e.heldUp()).isTrue();
            return List.of();
        }
    }

    private RepositoryId repository(String name) {
        return database.transaction(tx -> SampleData.repository(tx, name));
    }

    private RunnerId runner(String name) {
        return database.transaction(tx -> SampleData.runner(tx, name, instance));
    }

    private void set(RepositoryId repository, int most) {
        database.run(tx -> ClaimLimits.set(tx, repository, most));
    }

    private void set(String label, int most) {
        database.run(tx -> ClaimLimits.set(tx, label, most));
    }

    private List<String> limits() {
        return database.statement(ClaimLimits::all).stream()
                .map(limit ->
                        "%s %d of %d"
                                .formatted(
                                        limit.repository() == null
                                                ? limit.label()
                                                : limit.repository(),
                                        limit.taken(),
                                        limit.most()))
                .toList();
    }

    private List<JobId> queue(RepositoryId repository, List<String> labels, int count) {
        return database.transaction(tx -> {
            Run run =
                    new SampleRun()
                            .askedForBy(SampleData.delivery(tx, repository))
                            .insert(tx, repository);
            int set = LabelSets.intern(tx, labels);
            List<JobId> jobs =
                    NewJobs.insert(
                            tx,
                            run,
                            IntStream.range(0, count)
                                    .mapToObj(i -> SampleData.job("job" + i, set))
                                    .toList());
            Queue.enqueue(tx, jobs);
            return jobs;
        });
    }

    private List<Integer> sets() {
        return database.statement(tx -> LabelSets.servedBy(tx, List.of("linux", "x64", "signing")));
    }

    private List<ClaimedJob> take(int most) {
        return take(most, new ClaimFloor(System::nanoTime));
    }

    private List<ClaimedJob> take(int most, ClaimFloor floor) {
        List<Integer> sets = sets();
        return runners.statement(tx -> Claims.take(tx, oak, instance, sets, floor, most));
    }

    private void release(List<ClaimedJob> jobs, RepositoryId repository) {
        jobs.stream()
                .filter(job -> job.repository().equals(repository))
                .forEach(job ->
                        database.statement(
                                tx -> Claims.release(tx, job.claim(), ClaimOutcome.FINISHED)));
    }

    private List<String> explained(JobId job, String kind) {
        return database.statement(tx -> Explanations.of(tx, job)).stream()
                .filter(row -> row.kind().equals(kind))
                .map(Explanation::sentence)
                .toList();
    }
}
