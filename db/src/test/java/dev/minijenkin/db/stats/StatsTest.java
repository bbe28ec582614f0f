package dev.minijenkin.db.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RepeatedJobs;
import dev.minijenkin.db.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    void theSampleOfAMinuteIsWrittenOnce() {
        List<Boolean> written =
                database.transaction(
                        tx -> List.of(Stats.sampleLastMinute(tx), Stats.sampleLastMinute(tx)));
        assertThat(written).containsExactly(true, false);
    }

    @Test
    void theSampleCountsWhatEndedInTheLastMinute() {
        sampleOf(tx -> {
            Run good = SampleData.blockedRun(tx, shop, "a", "b");
            SampleData.finish(tx, good, Conclusion.SUCCESS);
            Run bad = SampleData.blockedRun(tx, shop, "a");
            SampleData.finish(tx, bad, Conclusion.FAILURE);
            Run old = SampleData.blockedRun(tx, shop, "a");
            SampleData.finish(tx, old, Conclusion.SUCCESS);
            inTheLastMinute(tx, "finished_at");
            tx.sql()
                    .execute(
                            "update pipeline_runs set finished_at = now() - interval '5 minutes' where id = ?",
                            old.id().value());
            tx.sql()
                    .execute(
                            "update jobs set finished_at = now() - interval '5 minutes' where run_id = ?",
                            old.id().value());
        });

        assertThat(sampled("jobs_finished")).isEqualTo(3);
        assertThat(sampled("runs_finished")).isEqualTo(2);
        assertThat(sampled("runs_succeeded")).isEqualTo(1);
        assertThat(sampled("start_latency_p50_ms")).isNull();
    }

    @Test
    void aResultThatWasTakenOverIsNotCountedAgain() {
        sampleOf(tx -> {
            Run run = SampleData.blockedRun(tx, shop, "a");
            SampleData.finish(tx, run, Conclusion.SUCCESS);
            inTheLastMinute(tx, "finished_at");
            RepeatedJobs.reuse(tx, SampleData.jobsOf(tx, run), 2);
        });

        assertThat(sampled("jobs_finished")).isEqualTo(1);
    }

    @Test
    void theSampleKnowsHowLongJobsWaitedForTheirStart() {
        sampleOf(tx -> {
            SampleData.queuedRun(tx, shop, "a", "b", "c");
            var runner = SampleData.runner(tx, "oak", INSTANCE);
            for (int i = 0; i < 3; i++) {
                SampleData.claim(tx, runner, INSTANCE);
            }
            tx.sql().execute("update jobs set state = 'running'");
            inTheLastMinute(tx, "started_at");
            tx.sql()
                    .execute(
                            """
                            update jobs set created_at = started_at
                                - make_interval(secs => case key when 'a' then 1 when 'b' then 2 else 4 end)
                            """);
        });

        assertThat(sampled("start_latency_p50_ms")).isEqualTo(2_000);
        assertThat(sampled("start_latency_p95_ms")).isEqualTo(3_800);
    }

    @Test
    void aJobThatWasClaimedTwiceStartedOnce() {
        sampleOf(tx -> {
            SampleData.queuedRun(tx, shop, "a", "b");
            var runner = SampleData.runner(tx, "oak", INSTANCE);
            ClaimId lost = SampleData.claim(tx, runner, INSTANCE).claim();
            Claims.release(tx, lost, ClaimOutcome.RUNNER_LOST);
            Claims.requeue(tx, lost);
            SampleData.claim(tx, runner, INSTANCE);
            SampleData.claim(tx, runner, INSTANCE);
            tx.sql().execute("update jobs set state = 'running'");
            inTheLastMinute(tx, "started_at");
            tx.sql()
                    .execute(
                            """
                            update jobs set created_at = started_at
                                - make_interval(secs => case key when 'a' then 1 else 3 end)
                            """);
        });

        assertThat(sampled("start_latency_p50_ms")).isEqualTo(2_000);
    }

    @Test
    void figuresFollowTheRuns() {
        database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop, "a");
            SampleData.finish(tx, run, Conclusion.SUCCESS);
            return tx.sql()
                    .execute(
                            "update pipeline_runs set started_at = finished_at - interval '20 seconds'");
        });
        assertThat(count("pipeline_stats")).isZero();

        refresh();

        assertThat(count("pipeline_stats where runs = 1 and usual_seconds = 20")).isEqualTo(1);
    }

    @Test
    void partitionsAreMadeAheadOnce() {
        long before = partitions();

        int made = database.transaction(tx -> Stats.ensureLogPartitions(tx, 9));
        assertThat(made).isEqualTo(2);
        assertThat(partitions()).isEqualTo(before + 2);

        int again = database.transaction(tx -> Stats.ensureLogPartitions(tx, 9));
        assertThat(again).isZero();
        assertThat(partitions()).isEqualTo(before + 2);
    }

    @Test
    void partitionsPastTheirRetentionAreDropped() {
        long before = partitions();
        execute(
                "create table job_logs_y2020m01d02 partition of job_logs for values from ('2020-01-02') to ('2020-01-03')");
        assertThat(partitions()).isEqualTo(before + 1);

        int dropped = database.transaction(Stats::dropOldLogPartitions);

        assertThat(dropped).isEqualTo(1);
        assertThat(partitions()).isEqualTo(before);
    }

    @Test
    void watchersAreForgottenOnceTheirTimeIsOver() {
        database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop);
            Logs.watch(tx, run.id(), UUID.randomUUID(), Duration.ofMinutes(1));
            Logs.watch(tx, run.id(), UUID.randomUUID(), Duration.ofMinutes(-1));
            Stats.forgetOldWatchers(tx);
            return true;
        });

        assertThat(count("log_watchers")).isEqualTo(1);
        assertThat(count("log_watchers where expires_at > now()")).isEqualTo(1);
    }

    /// Half a minute into the minute that the next sample is of.
    private static void inTheLastMinute(Tx tx, String column) {
        for (String table : List.of("jobs", "pipeline_runs")) {
            tx.sql()
                    .execute(
                            "update "
                                    + table
                                    + " set "
                                    + column
                                    + " = date_trunc('minute', now()) - interval '30 seconds'");
        }
    }

    private Health health() {
        return database.statement(Stats::health);
    }

    /// In one transaction, whose clock stands: else the minute could change in between.
    private void sampleOf(Consumer<Tx> minute) {
        boolean written =
                database.transaction(tx -> {
                    minute.accept(tx);
                    return Stats.sampleLastMinute(tx);
                });
        assertThat(written).isTrue();
    }

    private void refresh() {
        database.runInTransaction(Stats::refreshPipelineStats);
    }

    private void execute(String statement) {
        database.statement(tx -> tx.sql().execute(statement));
    }

    private @Nullable Integer sampled(String column) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle("select " + column + " from health_samples")
                        .into(Integer.class));
    }

    private long partitions() {
        return count("pg_inherits where inhparent = 'job_logs'::regclass");
    }

    private long count(String from) {
        return database.statement(
                tx -> tx.sql().fetchSingle("select count(*) from " + from).into(Long.class));
    }
}
