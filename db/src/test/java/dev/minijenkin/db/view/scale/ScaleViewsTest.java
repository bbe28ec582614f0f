package dev.minijenkin.db.view.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ScaleViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database server = Database.open(test.memberOf("mj_server"), HintSink.NONE);

    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = repository("shop");

    @Test
    void anEmptyQueueNeedsNothing() {
        assertThat(now().demand()).isEmpty();
        assertThat(now().free()).isEmpty();
    }

    @Test
    void whatWaitsAndRunsIsCountedForEachSetOfLabels() {
        queued(shop, "one", "two", "three");
        test.rows()
                .execute(
                        "insert into label_sets (labels) values ('{gpu,linux}'); update queue set label_set_id = (select id from label_sets where labels = '{gpu,linux}') where job_id = (select max(job_id) from queue)");
        runner("oak", 3);
        take(queued(shop, "taken"));

        assertThat(now().demand())
                .extracting(each ->
                        each.labels()
                                + " %d waiting, %d running"
                                        .formatted(each.waiting(), each.running()))
                .containsExactly(
                        "[gpu, linux] 1 waiting, 0 running", "[linux] 2 waiting, 1 running");
        assertThat(now().demand()).allMatch(each -> each.oldest() != null);
        assertThat(now().free()).containsExactly(new FreeSlots(List.of("linux", "x64"), 2));
    }

    @Test
    void runnersThatTakeNothingAreNotFree() {
        runner("oak", 2);
        runner("elm", 2);
        runner("ash", 2);
        test.rows()
                .execute(
                        "update runners set draining = true where name = 'oak'; update runner_heartbeats set heartbeat_at ="
                                + " now() - interval '1 hour' where runner_id = (select id from runners where name = 'elm')");
        assertThat(now().free()).containsExactly(new FreeSlots(List.of("linux", "x64"), 2));
    }

    @Test
    void whatALimitHasNoRoomForNeedsNoRunner() {
        RepositoryId web = repository("web");
        database.transaction(tx -> {
            ClaimLimits.set(tx, shop, 2);
            return true;
        });
        runner("oak", 1);
        take(queued(shop, "taken"));
        queued(shop, "one", "two", "three");
        queued(web, "other");

        LabelDemand demand = now().demand().getFirst();
        assertThat(demand.waiting()).isEqualTo(4);
        assertThat(demand.limited()).as("one more has room").isEqualTo(2);
        assertThat(demand.startable()).isEqualTo(2);
    }

    private QueueDemand now() {
        return server.statement(ScaleViews::now);
    }

    private RepositoryId repository(String name) {
        return database.transaction(tx -> SampleData.repository(tx, name));
    }

    private void runner(String name, int capacity) {
        database.transaction(tx -> SampleData.runner(tx, name, instance));
        test.rows()
                .execute(
                        "update runners set labels = '{linux,x64}', capacity = %d where name = '%s'"
                                .formatted(capacity, name));
    }

    private JobId queued(RepositoryId repository, String... keys) {
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, repository, keys));
        return database.statement(tx -> SampleData.jobOf(tx, run, keys[0]));
    }

    private void take(JobId job) {
        test.rows()
                .execute(
                        "with gone as (delete from queue where job_id = %1$d) insert into claims (job_id, runner_id, instance, priority, vtime) select %1$d, id, instance, 50, 0 from runners limit 1"
                                .formatted(job.value()));
    }
}
