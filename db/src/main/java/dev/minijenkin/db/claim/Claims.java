package dev.minijenkin.db.claim;

import static dev.minijenkin.db.schema.Tables.CLAIMS;
import static dev.minijenkin.db.schema.Tables.JOBS;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;

/// Statements over `claims`.
public final class Claims {
    /// How many more candidates are read than wanted, so that claimers that run at the same moment
    /// skip each other's rows and still find work.
    private static final int SPARE_CANDIDATES = 12;

    /// Nothing for a process that does not hold the runner's name any more, or shall take no more:
    /// what it took would be lost at once. Per label set the head of the queue in index order; of
    /// these the best; those not locked by another claimer leave the queue and become claims.
    /// Everything that the job needs comes with it.
    private static final String TAKE =
            """
            with wanted as materialized (
                select w.*
                from runners r
                cross join unnest(?::int[], ?::smallint[], ?::bigint[]) as w(label_set_id, priority, vtime)
                where r.id = ? and r.instance = ? and r.stopped_at is null and not r.draining),
            candidate as materialized (
                select head.*
                from wanted w
                cross join lateral (
                    select q.label_set_id, q.priority, q.vtime, q.job_id
                    from queue q
                    where q.label_set_id = w.label_set_id and (q.priority, q.vtime) >= (w.priority, w.vtime)
                    order by q.priority, q.vtime, q.job_id
                    limit ?) head),
            picked as materialized (
                select q.label_set_id, q.priority, q.vtime, q.job_id
                from queue q
                join (select * from candidate order by priority, vtime, job_id limit ?) c
                    using (label_set_id, priority, vtime, job_id)
                order by q.priority, q.vtime, q.job_id
                limit ?
                for update of q skip locked),
            taken as (
                delete from queue q
                using picked p
                where q.label_set_id = p.label_set_id and q.priority = p.priority and q.vtime = p.vtime
                    and q.job_id = p.job_id
                returning q.label_set_id, q.priority, q.vtime, q.job_id),
            claimed as (
                insert into claims (job_id, runner_id, instance, priority, vtime)
                select t.job_id, r.id, r.instance, t.priority, t.vtime
                from taken t
                cross join runners r
                where r.id = ?
                returning id, job_id, log_day, claimed_at, priority, vtime),
            marked as (
                update jobs j
                set state = 'claimed', claimed_by = ?, claimed_at = now(), claims_left = j.claims_left - 1
                from claimed c
                where j.id = c.job_id
                returning j.id, j.run_id, j.repository_id, j.key, j.label_set_id, j.attempt)
            select c.id as claim_id, m.id as job_id, m.run_id, m.repository_id, m.key, d.definition::text as definition,
                c.claimed_at, c.log_day, s.log_limit_bytes,
                (select case when before.outcome = 'runner_lost' then w.name end
                from claims before
                join runners w on w.id = before.runner_id
                where before.job_id = m.id
                order by before.id desc
                limit 1) as lost_by,
                p.name as pipeline, u.number, m.attempt, r.name as repository, r.url, u.ref, u.commit_sha,
                m.label_set_id, c.priority, c.vtime
            from claimed c
            join marked m on m.id = c.job_id
            join pipeline_runs u on u.id = m.run_id
            join pipelines p on p.id = u.pipeline_id
            join repositories r on r.id = m.repository_id
            join job_definitions d on d.job_id = m.id
            cross join settings s
            order by c.priority, c.vtime, m.id
            """;

    private static final String LOST =
            """
            select c.id as claim_id, c.job_id, j.run_id,
                case when r.instance <> c.instance or r.stopped_at is not null
                        or h.heartbeat_at < now() - make_interval(secs => s.lease_seconds)
                    then 'runner_lost' else 'unacknowledged' end as outcome,
                r.instance = c.instance and r.stopped_at is null as overdue
            from claims c
            join jobs j on j.id = c.job_id
            join runners r on r.id = c.runner_id
            left join runner_heartbeats h on h.runner_id = c.runner_id
            cross join settings s
            where c.released_at is null
                and (r.instance <> c.instance or r.stopped_at is not null
                    or h.heartbeat_at < now() - make_interval(secs => s.lease_seconds)
                    or (c.acknowledged_at is null
                        and c.claimed_at < now() - make_interval(secs => s.acknowledge_seconds)))
            """;

    private Claims() {}

    /// Takes the best jobs that a runner can do: priority, then fairness between repositories, then
    /// age.
    ///
    /// @param instance of the running process: one that left, was superseded or drained gets
    ///   nothing
    /// @param labelSets that the runner serves
    /// @param limit free slots
    public static List<ClaimedJob> take(
            Tx tx,
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int limit) {
        if (labelSets.isEmpty() || limit < 1) {
            return List.of();
        }
        floor.sweepWhenDue();
        int candidates = limit + SPARE_CANDIDATES;
        List<ClaimedJob> jobs = new ArrayList<>();
        for (Record row :
                tx.sql()
                        .fetch(
                                TAKE,
                                labelSets.toArray(Integer[]::new),
                                labelSets.stream()
                                        .map(set -> floor.of(set).priority())
                                        .toArray(Short[]::new),
                                labelSets.stream()
                                        .map(set -> floor.of(set).vtime())
                                        .toArray(Long[]::new),
                                runner.value(),
                                instance,
                                candidates,
                                candidates,
                                limit,
                                runner.value(),
                                runner.value())) {
            floor.claimed(
                    row.get("label_set_id", Integer.class),
                    new ClaimFloor.Rank(
                            row.get("priority", Short.class), row.get("vtime", Long.class)));
            ClaimedJob job = claimedJob(row);
            jobs.add(job);
            tx.hint(Topic.RUN, job.run().value());
        }
        return jobs;
    }

    /// The runner began: the job is running, and so is its run. A run that has to change is locked
    /// before the claim, as everywhere.
    public static Acknowledgement acknowledge(Tx tx, ClaimId claim, RunId run) {
        List<Boolean> began =
                tx.sql()
                        .fetch(
                                """
                                with first as materialized (
                                    select from pipeline_runs
                                    where id = ? and state in ('queued', 'waiting')
                                    for no key update),
                                live as (
                                    update claims set acknowledged_at = now()
                                    where id = ? and released_at is null and acknowledged_at is null
                                        and (select count(*) from first) >= 0
                                    returning job_id),
                                running as (
                                    update jobs set state = 'running', started_at = now()
                                    from live where jobs.id = live.job_id and jobs.state = 'claimed'
                                    returning jobs.id, jobs.run_id),
                                deploying as (
                                    update deployments d set claim_id = ?
                                    from running where d.job_id = running.id and d.state = 'active'),
                                run as (
                                    update pipeline_runs r
                                    set state = 'running', started_at = coalesce(r.started_at, now())
                                    from running where r.id = running.run_id and r.state in ('queued', 'waiting')
                                    returning r.id)
                                select exists (select from run) from running
                                """,
                                run.value(),
                                claim.value(),
                                claim.value())
                        .getValues(0, Boolean.class);
        tx.hint(Topic.RUN, run.value());
        if (began.isEmpty()) {
            return Acknowledgement.REFUSED;
        }
        return began.getFirst() ? Acknowledgement.RUN_BEGAN : Acknowledgement.JOB_BEGAN;
    }

    /// The run of a claim's job, live or not.
    public static Optional<RunId> runOf(Tx tx, ClaimId claim) {
        return tx.sql()
                .select(JOBS.RUN_ID)
                .from(CLAIMS)
                .join(JOBS)
                .on(JOBS.ID.eq(CLAIMS.JOB_ID))
                .where(CLAIMS.ID.eq(claim.value()))
                .fetchOptional(row -> new RunId(row.value1()));
    }

    /// Ends a live claim; the caller holds the run's lock and writes the result in the same
    /// transaction.
    ///
    /// @return the claim's job; empty where the claim is not live any more, so that nothing may be
    ///   written
    public static Optional<JobId> release(Tx tx, ClaimId claim, ClaimOutcome outcome) {
        return tx.sql()
                .update(CLAIMS)
                .set(CLAIMS.RELEASED_AT, currentOffsetDateTime())
                .set(CLAIMS.OUTCOME, EnumWords.of(outcome))
                .where(CLAIMS.ID.eq(claim.value()))
                .and(CLAIMS.RELEASED_AT.isNull())
                .returningResult(CLAIMS.JOB_ID)
                .fetchOptional(row -> new JobId(row.value1()));
    }

    /// Claims whose runner is silent for longer than the lease, has left, is another process now,
    /// or has not acknowledged in time.
    public static List<LostClaim> lost(Tx tx, int limit) {
        return tx.sql().fetch(LOST + "order by c.id limit ?", limit).stream()
                .map(row ->
                        new LostClaim(
                                new ClaimId(row.get("claim_id", Long.class)),
                                new JobId(row.get("job_id", Long.class)),
                                new RunId(row.get("run_id", Long.class)),
                                EnumWords.parse(
                                        ClaimOutcome.class, row.get("outcome", String.class)),
                                row.get("overdue", Boolean.class)))
                .toList();
    }

    /// Releases a claim if it is still lost; the caller holds the run's lock and goes on with
    /// [#requeue] or a failure.
    ///
    /// @return false where its runner gave a sign of life in the meantime, or another process was
    ///   first
    public static boolean releaseLost(Tx tx, LostClaim claim) {
        return !tx.sql()
                        .fetch(LOST + "and c.id = ? for update of c", claim.claim().value())
                        .isEmpty()
                && release(tx, claim.claim(), claim.outcome()).isPresent();
    }

    /// Puts the job of a released claim back into the queue with the rank that it had: but not one
    /// that had begun to deploy.
    ///
    /// @return false where it may not be claimed again
    public static boolean requeue(Tx tx, ClaimId released) {
        var labelSets =
                tx.sql()
                        .fetch(
                                """
                                with back as (
                                    update jobs j
                                    set state = 'queued', claimed_at = null, started_at = null
                                    from claims c
                                    where c.id = ? and j.id = c.job_id and j.state in ('claimed', 'running')
                                        and j.claims_left > 0 and j.cancel_requested_at is null
                                        and not (j.state = 'running' and exists (
                                            select from deployments d
                                            where d.job_id = j.id and d.state = 'active'))
                                    returning j.id, j.label_set_id, j.priority, j.repository_id, c.vtime)
                                insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                                select label_set_id, priority, vtime, id, repository_id from back
                                returning label_set_id
                                """,
                                released.value())
                        .getValues(0, Integer.class);
        labelSets.forEach(set -> tx.hint(Topic.QUEUE, set));
        return !labelSets.isEmpty();
    }

    private static ClaimedJob claimedJob(Record row) {
        return new ClaimedJob(
                new ClaimId(row.get("claim_id", Long.class)),
                new JobId(row.get("job_id", Long.class)),
                new RunId(row.get("run_id", Long.class)),
                new RepositoryId(row.get("repository_id", Long.class)),
                row.get("key", String.class),
                row.get("definition", String.class),
                new ClaimedJob.Terms(
                        row.get("claimed_at", OffsetDateTime.class),
                        row.get("log_day", LocalDate.class),
                        row.get("log_limit_bytes", Long.class),
                        Optional.ofNullable(row.get("lost_by", String.class))),
                new ClaimedJob.RunTitle(
                        row.get("pipeline", String.class),
                        row.get("number", Long.class),
                        row.get("attempt", Integer.class)),
                new ClaimedJob.Source(
                        row.get("repository", String.class),
                        row.get("url", String.class),
                        row.get("ref", String.class),
                        row.get("commit_sha", String.class)));
    }
}
