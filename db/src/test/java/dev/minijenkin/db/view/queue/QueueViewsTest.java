package dev.minijenkin.db.view.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.limit.ClaimLimit;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.explain.Explanations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class QueueViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = repository("shop");

    /// What the list says of each is what a person reads when it is explained.
    @Test
    void placesAndLikelyStartsAreThoseOfExplainJob() {
        runner("oak");
        test.rows().execute("update runners set capacity = 2");
        queued("one", "two", "three", "four");
        take(queued("taken"));
        test.rows().execute("update claims set claimed_at = now() - interval '10 seconds'");

        List<QueuedWork> work = now().work();
        assertThat(work).hasSize(4);
        for (QueuedWork each : work) {
            Explanation said = queueRow(each);
            assertThat(each.waiting().place()).isEqualTo(said.place());
            assertThat(Duration.between(said.startsAt(), each.waiting().startsAt()).abs())
                    .isLessThan(Duration.ofSeconds(5));
        }
        assertThat(work).extracting(each -> each.waiting().place()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(now().inQueue()).isEqualTo(4);
    }

    @Test
    void whatNobodyServesNamesItsLabelsAndWhoIsAway() {
        queued("build");
        QueuedWork alone = now().work().getFirst();
        assertThat(alone.waiting().asked().served()).isFalse();
        assertThat(alone.waiting().asked().missing()).containsExactly("linux");
        assertThat(alone.waiting().startsAt()).isNull();
        assertThat(alone.waiting().away()).isEmpty();

        runner("oak");
        runner("elm");
        test.rows()
                .execute(
                        "update runners set draining = true where name = 'elm'; update runner_heartbeats set heartbeat_at ="
                                + " now() - interval '1 hour' where runner_id = (select id from runners where name = 'oak')");
        assertThat(now().work().getFirst().waiting().away())
                .isEqualTo("elm is draining, oak is silent");
        assertThat(now().work().getFirst().waiting().asked().served()).isFalse();
    }

    @Test
    void aFullLimitKeepsWhatItIsAbout() {
        runner("oak");
        RepositoryId web = repository("web");
        database.transaction(tx -> {
            ClaimLimits.set(tx, shop, 1);
            return true;
        });
        take(queued("taken"));
        queued("build");
        database.transaction(tx -> SampleData.queuedRun(tx, web, "other"));

        assertThat(now().work())
                .extracting(each ->
                        each.name()
                                + ": "
                                + each.waiting().fullLimit()
                                + (each.waiting().startsAt() == null ? ", unknown" : ""))
                .containsExactlyInAnyOrder("build: shop, unknown", "other: ");
        assertThat(now().limits()).singleElement().extracting(ClaimLimit::taken).isEqualTo(1L);
    }

    @Test
    void whatIsHeldSaysByWhomAndWhetherItsWholeRunIs() {
        Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "a", "b"));
        JobId first = database.statement(tx -> SampleData.jobOf(tx, run, "a"));
        database.transaction(tx -> {
            Holds.hold(tx, run.id(), 1, List.of(first), "ana", "after the sale");
            return true;
        });
        test.rows()
                .execute(
                        "update jobs set state = 'waiting', waiting_for = 'hold', message = 'Held by ana' where id = "
                                + first.value());

        QueuedWork held = now().work().getFirst();
        assertThat(held.job()).isEqualTo(first);
        assertThat(held.waiting().reason()).isEqualTo(WaitingReason.HOLD);
        assertThat(held.held()).contains(new QueuedWork.Held(false, "ana", "after the sale"));
        assertThat(now().work()).as("what needs others is not in line").hasSize(1);

        database.transaction(tx -> Holds.hold(tx, run.id(), 1, "ben", null));
        assertThat(now().work().getFirst().held()).contains(new QueuedWork.Held(true, "ben", ""));
    }

    @Test
    void aRunThatWaitsAsAWholeIsOneRow() {
        Run run = database.transaction(tx -> SampleData.blockedRun(tx, shop, "a", "b"));
        test.rows()
                .execute(
                        "update pipeline_runs set state = 'waiting', message = 'Waits for #1' where id = "
                                + run.id().value());

        QueuedWork whole = now().work().getFirst();
        assertThat(now().work()).hasSize(1);
        assertThat(whole.job()).isNull();
        assertThat(whole.key()).isEqualTo(run.id());
        assertThat(whole.waiting().message()).isEqualTo("Waits for #1");
        assertThat(whole.waiting().reason()).isEqualTo(WaitingReason.CONCURRENCY);
        assertThat(whole.held()).isEmpty();
    }

    @Test
    void aLongQueueIsReadAtItsHead() {
        runner("oak");
        queued("one", "two", "three");

        QueueNow now = viewer.statement(tx -> QueueViews.now(tx, 2));
        assertThat(now.work()).hasSize(2);
        assertThat(now.inQueue()).isEqualTo(3);
    }

    /// With the rights of a viewer, as in the console of one.
    private QueueNow now() {
        return viewer.statement(tx -> QueueViews.now(tx, 100));
    }

    private Explanation queueRow(QueuedWork work) {
        JobId job = Objects.requireNonNull(work.job());
        return viewer.statement(tx -> Explanations.of(tx, job)).stream()
                .filter(row -> row.kind().equals("queue"))
                .findFirst()
                .orElseThrow();
    }

    private RepositoryId repository(String name) {
        return database.transaction(tx -> SampleData.repository(tx, name));
    }

    private void runner(String name) {
        database.transaction(tx -> SampleData.runner(tx, name, instance));
    }

    private JobId queued(String... keys) {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, keys));
        return database.statement(tx -> SampleData.jobOf(tx, run, keys[0]));
    }

    private void take(JobId job) {
        test.rows()
                .execute(
                        "with gone as (delete from queue where job_id = %1$d) insert into claims (job_id, runner_id, instance, priority, vtime) select %1$d, id, instance, 50, 0 from runners limit 1"
                                .formatted(job.value()));
    }
}
