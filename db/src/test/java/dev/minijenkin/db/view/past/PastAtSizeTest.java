package dev.minijenkin.db.view.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a look at a minute of the past reads beside many others: blocks around that minute, and
/// never all of a table. By hand with a million jobs: `-Dpast.jobs=1000000`.
class PastAtSizeTest {
    private static final Logger LOG = LoggerFactory.getLogger(PastAtSizeTest.class);
    private static final int JOBS = Integer.getInteger("past.jobs", 120_000);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void noneReadsAllThatEverWas() {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        database.transaction(tx -> SampleData.runner(tx, "oak", UUID.randomUUID()));
        past();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int days : new int[] {1, 15, 29}) {
            Instant at = now.minus(Duration.ofDays(days));
            assertThat(read(at))
                    .as("blocks that are read for %d days ago", days)
                    .allSatisfy((what, blocks) ->
                            assertThat(blocks).as(what).isLessThan(JOBS / 100L + 2_500));
        }
        Instant at = now.minus(Duration.ofDays(15));
        assertThat(
                        database.statement(tx -> PastRunners.at(tx, at))
                                .runners()
                                .getFirst()
                                .slots()
                                .busy())
                .as("as many as ran at a time")
                .isPositive();
        assertThat(database.statement(tx -> PastQueue.at(tx, at, 100)).inQueue()).isPositive();
    }

    private Map<String, Long> read(Instant at) {
        Map<String, Consumer<Tx>> looks = new TreeMap<>();
        looks.put("queue", tx -> PastQueue.at(tx, at, 200));
        looks.put("runners", tx -> PastRunners.at(tx, at));
        looks.put("environments", tx -> PastEnvironments.at(tx, at));
        looks.put("runs", tx -> PastRuns.at(tx, at, 50, 20));
        looks.put("attentions", tx -> PastAttentions.at(tx, at));
        looks.put("health", tx -> PastFigures.health(tx, at, 0));
        looks.put("last hour", tx -> PastFigures.lastHour(tx, at));
        looks.put("day", tx -> DayCourse.of(tx, at.minus(Duration.ofHours(12)), at));
        Map<String, Long> read = new TreeMap<>();
        looks.forEach((what, look) -> {
            long[] blocks = new long[1];
            long[] took = new long[1];
            database.run(tx -> {
                look.accept(tx);
                long before = blocks(tx);
                long begin = System.nanoTime();
                look.accept(tx);
                took[0] = System.nanoTime() - begin;
                blocks[0] = blocks(tx) - before;
            });
            LOG.info("{} at {}: {} blocks, {} ms", what, at, blocks[0], took[0] / 1_000_000);
            read.put(what, blocks[0]);
        });
        return read;
    }

    private static long blocks(Tx tx) {
        tx.sql().execute("select pg_stat_force_next_flush()");
        return tx.sql()
                .fetchSingle(
                        """
                        select sum(pg_stat_get_xact_blocks_fetched(c.oid))::bigint as blocks
                        from pg_class c where c.relkind in ('r', 'i') and c.relnamespace = 'public'::regnamespace
                        """)
                .get("blocks", Long.class);
    }

    /// A month of runs of four jobs, evenly: each waits for two minutes, so that one always does,
    /// and runs for eight.
    private void past() {
        String each = "(30 * interval '1 day' / " + JOBS / 4 + ")";
        test.rows()
                .execute(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor,
                            state, conclusion, cause, created_at, started_at, finished_at)
                        select pipeline_id, repository_id, 1000 + n, title, event, ref, commit_sha, actor, 'finished',
                            case when n %% 7 = 0 then 'failure' else 'success' end,
                            case when n %% 7 = 0 then 'exit_code' end, t.at, t.at + interval '2 minutes',
                            t.at + interval '10 minutes'
                        from (select * from pipeline_runs limit 1) r, generate_series(1, %d) n,
                            lateral (select now() - interval '30 days' + n * %s as at) t
                        """
                                .formatted(JOBS / 4, each));
        test.rows()
                .execute(
                        """
                        insert into jobs (run_id, attempt, repository_id, key, name, priority, state, conclusion, created_at,
                            queued_at, claimed_at, started_at, finished_at, label_set_id, claims_left)
                        select r.id, 1, r.repository_id, 'j' || k, 'j' || k, 50, 'finished', 'success', r.created_at,
                            r.created_at, r.started_at, r.started_at, r.finished_at,
                            (select label_set_id from jobs where label_set_id is not null limit 1), 1
                        from pipeline_runs r, generate_series(1, 4) k
                        where r.finished_at is not null
                        order by r.id
                        """);
        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, acknowledged_at, released_at,
                            outcome)
                        select j.id, r.id, r.instance, 50, 0, j.claimed_at, j.claimed_at, j.finished_at, 'finished'
                        from jobs j, runners r where j.finished_at is not null
                        order by j.id
                        """);
        test.rows()
                .execute(
                        """
                        insert into health_samples
                        select date_trunc('minute', now()) - n * interval '1 minute', 4, 60, 36, 40, 0, 0
                        from generate_series(1, 30 * 24 * 60) n
                        """);
        test.rows().execute("vacuum (analyze) pipeline_runs");
        test.rows().execute("vacuum (analyze) jobs");
        test.rows().execute("vacuum (analyze) claims");
        test.rows().execute("analyze");
    }
}
