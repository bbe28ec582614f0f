package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.LostClaims;
import dev.minijenkin.db.command.CommandLog;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.deployment.DeploymentDecisions;
import dev.minijenkin.db.deployment.DeploymentHistory;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.deployment.WaitingDeployments;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.retention.ExpiredRuns;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.StrandedJobs;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.view.explain.Explanations;
import dev.minijenkin.db.view.overview.Attentions;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What statements read that chores, commands and people send again and again, beside a past of a
/// hundred thousand jobs: nothing that grows with it.
class StatementsAtSizeTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    /// What an explanation reads of the newest claims to estimate a start is most of it.
    private static final int MOST = 2_000;

    @Test
    void noneReadsThePast() {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build", "test"));
        Run other = database.transaction(tx -> SampleData.queuedRun(tx, shop, "a", "b", "c"));
        UUID instance = UUID.randomUUID();
        RunnerId oak = database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        ClaimedJob job = database.transaction(tx -> SampleData.claim(tx, oak, instance));
        JobId queued = database.statement(tx -> SampleData.jobOf(tx, run, "test"));
        EnvironmentId prod = database.transaction(tx -> Environments.ensure(tx, shop, "prod"));
        database.run(tx -> Deployments.request(tx, prod, run, queued));
        database.run(tx -> Holds.hold(tx, other.id(), 1, "ana", null));
        past();
        Map<String, Consumer<Tx>> statements = statements(run, other, job.job(), queued, prod);
        // As autovacuum does: blocks of runs are summed up.
        test.rows().execute("vacuum pipeline_runs");
        test.rows().execute("analyze");
        assertThat(read(statements)).allSatisfy(StatementsAtSizeTest::little);
    }

    private static void little(String statement, long rows) {
        assertThat(rows).as("rows that are read for: " + statement).isLessThan(MOST);
    }

    private Map<String, Long> read(Map<String, Consumer<Tx>> statements) {
        Map<String, Long> read = new TreeMap<>();
        statements.forEach((name, work) -> read.put(name, rowsRead(work)));
        return read;
    }

    private Map<String, Consumer<Tx>> statements(
            Run run, Run other, JobId job, JobId queued, EnvironmentId prod) {
        Map<String, Consumer<Tx>> all = new TreeMap<>();
        all.put("holds of a run", tx -> Holds.of(tx, other.id()));
        all.put("holds", tx -> Holds.all(tx, 5));
        all.put("released jobs", tx -> Holds.released(tx, other.id()));
        all.put("hold a run", tx -> Holds.hold(tx, run.id(), 1, "ana", null));
        all.put("release a run", tx -> Holds.releaseAll(tx, run.id()));
        all.put("park", tx -> Queue.park(tx, List.of(queued)));
        all.put("prioritise", tx -> Queue.prioritise(tx, other.id(), 10));
        all.put("commands waiting", tx -> Commands.areWaiting(tx));
        all.put("next command", tx -> Commands.lockNext(tx));
        all.put("commands", tx -> CommandLog.newest(tx, null, 20));
        all.put("commands of a run", tx -> CommandLog.newest(tx, run.id(), 20));
        all.put("pending commands", tx -> CommandLog.pending(tx, 20));
        all.put("environments due", tx -> Deployments.due(tx));
        all.put("environments due soon", tx -> Deployments.areDueSoon(tx, 10));
        all.put("next deployment", tx -> Deployments.next(tx, prod));
        all.put("waiting deployments", tx -> WaitingDeployments.of(tx, prod));
        all.put("explain deployments", tx -> WaitingDeployments.explain(tx, prod));
        all.put("history", tx -> DeploymentHistory.newest(tx, prod, 20));
        all.put("deployed", tx -> DeploymentHistory.deployed(tx, prod));
        all.put("undecided", tx -> DeploymentDecisions.undecided(tx, run.id()));
        all.put("gate", tx -> DeploymentDecisions.gate(tx, queued));
        all.put("locked environments", tx -> Environments.locked(tx));
        all.put("groups due", tx -> Groups.due(tx));
        all.put("lost runners", tx -> LostClaims.ofLostRunners(tx, new ClaimId(0), 100));
        all.put("unacknowledged", tx -> LostClaims.unacknowledged(tx, new ClaimId(0), 100));
        all.put("limits", tx -> ClaimLimits.all(tx));
        all.put("explain a job", tx -> Explanations.of(tx, queued));
        all.put("explain a job with a runner", tx -> Explanations.of(tx, job));
        all.put("health", tx -> Stats.health(tx));
        all.put("figures", tx -> Stats.figures(tx));
        all.put("last hour", tx -> Overviews.lastHour(tx));
        all.put("samples", tx -> Overviews.samples(tx));
        all.put("attentions", tx -> Attentions.all(tx));
        all.put("unschedulable", tx -> Attentions.unschedulable(tx));
        all.put("failed deliveries", tx -> Attentions.failedDeliveries(tx));
        all.put("runs", tx -> RunViews.page(tx, List.of(), null, 20));
        all.put(
                "runs of a pipeline",
                tx -> RunViews.page(tx, List.of(new RunCriterion.PipelineIs("shop/")), null, 20));
        all.put(
                "runs with a text",
                tx -> RunViews.page(tx, List.of(new RunCriterion.TextContains("SHOP")), null, 20));
        all.put("run counts", tx -> RunViews.counts(tx));
        all.put("running runs", tx -> RunViews.running(tx, 20));
        all.put("waiting runs", tx -> RunViews.waiting(tx, 20));
        all.put("finished runs", tx -> RunViews.finished(tx, 20));
        all.put(
                "ended runs",
                tx ->
                        RunViews.ended(
                                tx,
                                OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5),
                                List.of("shop / ci"),
                                List.of("ana"),
                                20));
        all.put(
                "open runs",
                tx ->
                        RunViews.page(
                                tx, List.of(new RunCriterion.StateIs(Set.of("queued"))), null, 20));
        all.put("stranded jobs", StrandedJobs::find);
        all.put("expired runs", tx -> new ExpiredRuns().deleteSome(tx));
        all.put("saved searches", tx -> SavedSearchMatching.ask(tx));
        return all;
    }

    /// Of all tables; what it changed is undone.
    private long rowsRead(Consumer<Tx> work) {
        AtomicLong read = new AtomicLong();
        assertThatThrownBy(() ->
                        database.runInTransaction(tx -> {
                            long before = rowsRead(tx);
                            work.accept(tx);
                            read.set(rowsRead(tx) - before);
                            throw new IllegalStateException("undone");
                        }))
                .hasMessage("undone");
        return read.get();
    }

    private static long rowsRead(Tx tx) {
        return tx.sql()
                .fetchSingle(
                        """
                        select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint as read
                        from pg_stat_xact_user_tables
                        """)
                .get("read", Long.class);
    }

    private void past() {
        test.rows()
                .execute(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor,
                            state, conclusion, created_at, started_at, finished_at)
                        select pipeline_id, repository_id, 1000 + n, title, event, ref, commit_sha, actor,
                            'finished', 'success', at, at, at
                        from (select * from pipeline_runs limit 1) r, generate_series(1, 50000) n,
                            lateral (select now() - (50001 - n) * interval '20 seconds' as at) t
                        """);
        test.rows()
                .execute(
                        """
                        insert into jobs (run_id, attempt, repository_id, key, name, priority, state, conclusion, started_at,
                            finished_at, label_set_id, claims_left)
                        select r.id, 1, r.repository_id, k, k, 50, 'finished', 'success', now(), now(), j.label_set_id, 1
                        from pipeline_runs r, (select label_set_id from jobs limit 1) j, unnest(array['build', 'test']) k
                        where r.finished_at is not null
                        """);
        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime, acknowledged_at, released_at, outcome)
                        select j.id, r.id, r.instance, 50, 0, now(), now(), 'finished'
                        from jobs j, runners r where j.finished_at is not null
                        """);
        test.rows()
                .execute(
                        """
                        insert into commands (kind, actor, run_id, job_id, state, outcome, executed_by, executed_at)
                        select 'hold', 'ana', case when j.key = 'build' then j.run_id end,
                            case when j.key = 'test' then j.id end, 'done', 'It is held', 'a test', now()
                        from jobs j where j.finished_at is not null
                        """);
        test.rows()
                .execute(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, finished_at)
                        select d.repository_id, d.source, 'past' || n, d.event, d.payload, 'processed', now()
                        from (select * from hook_deliveries limit 1) d, generate_series(1, 50000) n
                        """);
        test.rows()
                .execute(
                        """
                        insert into holds (run_id, attempt, held_by)
                        select id, 1, 'ana' from pipeline_runs where finished_at is not null
                        """);
        test.rows()
                .execute(
                        """
                        insert into deployments (environment_id, job_id, commit_sha, fence_token, state, started_at, finished_at)
                        select e.id, j.id, repeat('a', 40), row_number() over (order by j.id), 'succeeded', now(), now()
                        from environments e, jobs j where j.finished_at is not null and j.key = 'test'
                        """);
    }
}
