package dev.minijenkin.db.retention;

import dev.minijenkin.db.Tx;
import org.jooq.Record;

/// Runs that ended long ago, with their jobs and all that belongs to these: but not the newest of
/// each pipeline, nor what an environment remembers of its deployments.
///
/// The jobs of a long run leave in several transactions, and the run with the last of them. Runs
/// are looked at in the order in which they were made, until they are too young to have ended long
/// ago.
public final class ExpiredRuns implements ExpiredRows {
    /// Jobs that a transaction deletes at most: each has about a dozen rows in other tables.
    static final int JOBS = 300;

    private static final int RUNS = 100;
    private static final int LOOKED_AT = 1_000;

    /// What is deployed and what was before (to roll back to), what was tried last, and what holds
    /// the lock of an environment.
    private static final String REMEMBERED =
            """
            select from jobs j
            join deployments d on d.job_id = j.id
            where j.run_id = o.id and (
                d.id = (select max(n.id) from deployments n where n.environment_id = d.environment_id)
                or d.id in (
                    select n.id from deployments n
                    where n.environment_id = d.environment_id and n.state = 'succeeded' order by n.id desc limit 2)
                or exists (select from deployment_locks l where l.deployment_id = d.id))
            """;

    private static final String DELETE =
            """
            with looked_at as materialized (
                select r.id, r.created_at, r.finished_at, r.pipeline_id, r.number, until.at as until
                from (select now() - make_interval(days => run_retention_days) as at from settings) until
                cross join lateral (
                    select * from pipeline_runs r
                    where r.id > ?
                    order by r.id
                    limit %d) r),
            expired as materialized (
                select o.id
                from looked_at o
                join pipeline_counters p on p.pipeline_id = o.pipeline_id
                where o.finished_at < o.until and o.number <= p.last_number - (select run_retention_count from settings)
                    and not exists (%s)
                order by o.id
                limit %d),
            held as materialized (
                select r.id
                from pipeline_runs r
                where r.id = any(array(select id from expired)) and r.state = 'finished'
                for update skip locked),
            leaving as materialized (
                select j.id, j.run_id
                from held h
                join jobs j on j.run_id = h.id
                limit %d),
            left_jobs as (
                delete from jobs where id = any(array(select id from leaving))
                returning id),
            left_runs as (
                delete from pipeline_runs r
                where r.id = any(array(
                    select h.id from held h
                    where not exists (
                        select from jobs j
                        where j.run_id = h.id and j.id <> all(array(select id from leaving)))))
                returning id)
            select (select count(*) from left_jobs) as jobs, (select count(*) from left_runs) as runs,
                (select count(*) from expired) as expired, (select max(id) from expired) as last_expired,
                (select max(id) from looked_at) as last_looked_at,
                (select count(*) filter (where created_at < until) from looked_at) as old
            """
                    .formatted(LOOKED_AT, REMEMBERED, RUNS, JOBS);

    private long after;

    @Override
    public Deleted deleteSome(Tx tx) {
        Record row = tx.sql().fetchSingle(DELETE, after);
        int jobs = row.get("jobs", Integer.class);
        if (jobs == JOBS) {
            return new Deleted(jobs, true);
        }
        boolean full = row.get("expired", Integer.class) == RUNS;
        Long last = row.get(full ? "last_expired" : "last_looked_at", Long.class);
        if (last != null) {
            after = last;
        }
        return new Deleted(jobs, full || row.get("old", Integer.class) == LOOKED_AT);
    }
}
