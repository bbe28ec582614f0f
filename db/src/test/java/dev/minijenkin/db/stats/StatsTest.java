package dev.minijenkin.db.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StatsTest {
    private static final UUID INSTANCE = new UUID(0, 1);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void anEmptyInstallationIsWell() {
        Health health = health();

        assertThat(health.queueDepth() + health.slotsTotal() + health.runnersKnown()).isZero();
        assertThat(health.runsOpen() + health.locksHeld() + health.locksWaitedFor()).isZero();
        assertThat(health.oldestWait()).isEqualTo(Duration.ZERO);
        assertThat(health.lastHookAt()).isNull();
    }

    @Test
    void theQueueIsSeenWithItsOldestWait() {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "a", "b"));
        execute("update queue set queued_at = now() - interval '90 seconds' where vtime = 0");

        Health health = health();

        assertThat(health.queueDepth()).isEqualTo(2);
        assertThat(health.oldestWait()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
        assertThat(health.runsOpen()).isEqualTo(1);
        assertThat(health.lastHookAt()).isNotNull();
    }

    @Test
    void onlyRunnersThatAreHeardHaveSlots() {
        database.transaction(tx -> {
            SampleData.queuedRun(tx, shop, "build");
            SampleData.claim(tx, SampleData.runner(tx, "oak", INSTANCE), INSTANCE);
            SampleData.runner(tx, "elm", INSTANCE);
            return SampleData.runner(tx, "ash", INSTANCE);
        });
        execute(
                "update runner_heartbeats set heartbeat_at = now() - interval '1 hour' where runner_id = "
                        + "(select id from runners where name = 'elm')");
        execute("update runners set stopped_at = now() where name = 'ash'");

        Health health = health();

        assertThat(health.runnersOnline()).isEqualTo(1);
        assertThat(health.runnersKnown()).isEqualTo(2);
        assertThat(health.slotsTotal()).isEqualTo(4);
        assertThat(health.slotsBusy()).isEqualTo(1);
    }

    @Test
    void deploymentLocksAreCountedWithThoseThatWait() {
        database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop, "eu", "us");
            EnvironmentId prod = Environments.ensure(tx, shop, "prod");
            SampleData.jobsOf(tx, run).forEach(job -> Deployments.request(tx, prod, run, job));
            return Deployments.begin(tx, Deployments.next(tx, prod).orElseThrow());
        });

        assertThat(health().locksHeld()).isEqualTo(1);
        assertThat(health().locksWaitedFor()).isEqualTo(1);
    }

    @Test
    void whatIsLittleIsCountedByWhoeverAsks() {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "a"));

        boolean much = database.transaction(Stats::countOpenWork);

        assertThat(much).isFalse();
        assertThat(count("open_work")).isZero();
    }

    @Test
    void whatIsMuchIsCountedByOneForAll() {
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "a"));
        copyRuns(999);
        boolean much = database.transaction(Stats::countOpenWork);
        assertThat(much).isTrue();

        copyRuns(5);
        assertThat(health().runsOpen()).as("as it was counted").isEqualTo(1_000);
        assertThat(database.statement(RunViews::counts).queued()).isEqualTo(1_000);

        execute("update open_work set counted_at = now() - interval '1 hour'");
        assertThat(health().runsOpen()).as("nobody counts any more").isEqualTo(1_005);
    }

    private void copyRuns(int copies) {
        execute(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor)
                select pipeline_id, repository_id, (select max(number) from pipeline_runs) + n, title, event, ref,
                    commit_sha, actor
                from (select * from pipeline_runs order by id limit 1) r, generate_series(1, %d) n
                """
                        .formatted(copies));
    }

    @Test
    void theSampleOfAMinuteIsWrittenOnce() {
        List<Boolean> written =
                database.transaction(
                        tx -> List.of(Stats.sampleLastMinute(tx), Stats.sampleLastMinute(tx)));
        assertThat(written).containsExactly(true, false);
    }

    @Test
    void theSampleKnowsHowTheInstallationIs() {
        database.transaction(tx -> {
            SampleData.queuedRun(tx, shop, "a", "b", "c");
            return SampleData.claim(tx, SampleData.runner(tx, "oak", INSTANCE), INSTANCE);
        });

        boolean written = database.transaction(Stats::sampleLastMinute);

        assertThat(written).isTrue();
        assertThat(
                        count(
                                "health_samples where queue_depth = 2 and slots_busy = 1 and"
                                        + " slots_total = 4"))
                .isEqualTo(1);
    }

    @Test
    void partitionsAreMadeAheadOnce() {
        long before = partitions();
        dropPartition(6);
        dropPartition(7);

        int made = database.transaction(Stats::ensureLogPartitions);
        assertThat(made).isEqualTo(2);
        assertThat(partitions()).isEqualTo(before);

        int again = database.transaction(Stats::ensureLogPartitions);
        assertThat(again).isZero();
        assertThat(partitions()).isEqualTo(before);
    }

    /// Nobody kept house for a week, say.
    @Test
    void aDayWhoseLogsAreInTheDefaultPartitionKeepsNoOtherDay() {
        long before = partitions();
        dropPartition(5);
        dropPartition(6);
        execute(
                """
                insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                    raw_bytes, first_at, codec, body)
                values ((now() at time zone 'UTC')::date + 5, 1, 1, 0, 0, 1, 1, false, 1, now(), 1, '')
                """);

        int made = database.transaction(Stats::ensureLogPartitions);

        assertThat(made).isEqualTo(1);
        assertThat(partitions()).isEqualTo(before - 1);
        execute("delete from job_logs_default");
        assertThat(database.transaction(Stats::ensureLogPartitions)).isEqualTo(1);
    }

    private void dropPartition(int daysAhead) {
        execute(
                """
                do $$ begin
                    execute 'drop table job_logs_'
                        || to_char((now() at time zone 'UTC')::date + %d, '"y"YYYY"m"MM"d"DD');
                end $$
                """
                        .formatted(daysAhead));
    }

    @Test
    void partitionsPastTheirRetentionAreDropped() {
        long before = partitions();
        execute(
                "create table job_logs_y2020m01d02 partition of job_logs for values from ('2020-01-02') to ('2020-01-03')");
        execute("alter table job_logs_y2020m01d02 owner to mj_owner");
        assertThat(partitions()).isEqualTo(before + 1);

        int dropped = database.transaction(Stats::dropOldLogPartitions);

        assertThat(dropped).isEqualTo(1);
        assertThat(partitions()).isEqualTo(before);
    }

    private Health health() {
        return database.statement(Stats::health);
    }

    private void execute(String statement) {
        database.statement(tx -> tx.sql().execute(statement));
    }

    private long partitions() {
        return count("pg_inherits where inhparent = 'job_logs'::regclass");
    }

    private long count(String from) {
        return database.statement(
                tx -> tx.sql().fetchSingle("select count(*) from " + from).into(Long.class));
    }
}
