package dev.minijenkin.db.queue;

import static dev.minijenkin.db.schema.Tables.QUEUE;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import dev.minijenkin.db.notify.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Jobs enter and leave the queue. What takes jobs out to run them is `claim.Claims`.
///
/// Lock order of every writer: the run's row, then `queue`, then `claims`, then `jobs`.
public final class Queue {
    /// Virtual time that one job of a repository of weight 1 costs.
    private static final long COST = 1_000;

    /// Claims whose highest rank is the virtual time of the system: one that came back from a lost
    /// runner has an early rank, and must not set the time back.
    private static final int NEWEST_CLAIMS = 100;

    /// What gives the jobs of one repository their places: parts of a statement, to stand behind
    /// one called `moved` (id, repository_id, label_set_id, priority).
    ///
    /// Each job gets its fair rank here (start-time fair queueing): not before the virtual time of
    /// the system, which is the highest rank of the newest claims, and not before all that its
    /// repository has queued already.
    public static final String ENTERED =
            """
            numbered as materialized (
                select m.*, row_number() over (order by m.id) as nth, count(*) over () as total,
                    %d / r.weight as cost
                from moved m join repositories r on r.id = m.repository_id),
            system as (
                select coalesce(max(vtime), 0) as vtime
                from (select vtime from claims order by id desc limit %d) newest),
            clock as (
                insert into repository_clocks as c (repository_id, vfinish)
                select repository_id, system.vtime + total * cost from numbered, system where nth = 1
                on conflict (repository_id) do update
                set vfinish = excluded.vfinish + greatest(0, c.vfinish - (select vtime from system))
                returning repository_id, vfinish),
            entered as (
                insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                select n.label_set_id, n.priority, c.vfinish - (n.total - n.nth + 1) * n.cost, n.id, n.repository_id
                from numbered n join clock c on c.repository_id = n.repository_id
                returning label_set_id)
            """
                    .formatted(COST, NEWEST_CLAIMS);

    private static final SetStatement MOVE =
            SetStatement.of(
                    """
                    with placed as (
                        update jobs j
                        set (state, waiting_for, message, queued_at) =
                    """
                            + HeldJobs.QUEUED_OR_HELD
                            + """
                        where j.id = any(?::bigint[]) and j.state in ('blocked', 'waiting')
                        returning j.id, j.repository_id, j.label_set_id, j.priority, j.state),
                    moved as (
                        select id, repository_id, label_set_id, priority from placed where state = 'queued'),
                    """
                            + ENTERED
                            + "select label_set_id, count(*) as jobs from entered group by"
                            + " label_set_id");

    private Queue() {}

    /// Moves blocked or waiting jobs of one run into the queue; those that a person holds wait to be
    /// released instead.
    ///
    /// @return how many moved
    public static int enqueue(Tx tx, Collection<JobId> jobs) {
        return jobs.isEmpty()
                ? 0
                : MOVE.rows(tx, row -> entered(tx, row), (Object) ids(jobs)).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    private static int entered(Tx tx, ResultSet row) throws SQLException {
        tx.hint(Topic.QUEUE, row.getInt("label_set_id"));
        return row.getInt("jobs");
    }

    /// Takes jobs out that must not start any more.
    ///
    /// @return those that were still waiting; the others a runner has just claimed
    public static List<JobId> remove(Tx tx, Collection<JobId> jobs) {
        return tx.sql()
                .deleteFrom(QUEUE)
                .where(QUEUE.JOB_ID.in(List.of(ids(jobs))))
                .returningResult(QUEUE.JOB_ID)
                .fetch(row -> new JobId(row.value1()));
    }

    /// Takes jobs out that a person holds now: they wait to be released. Their repository pays no
    /// more for the places that they had.
    ///
    /// @return those that left; the others a runner has just claimed, or they were not here
    public static List<JobId> park(Tx tx, Collection<JobId> jobs) {
        return tx.sql()
                .fetch(
                        """
                        with gone as (
                            delete from queue where job_id = any(?) returning job_id, repository_id),
                        repaid as (
                            update repository_clocks c set vfinish = c.vfinish - p.cost
                            from (
                                select r.id, count(*) * (%d / r.weight) as cost
                                from gone g join repositories r on r.id = g.repository_id
                                group by r.id) p
                            where c.repository_id = p.id)
                        update jobs j
                        set state = 'waiting', waiting_for = 'hold', message = %s
                        where j.id = any(array(select job_id from gone)) and j.state = 'queued'
                        returning j.id
                        """
                                .formatted(COST, HeldJobs.SENTENCE),
                        (Object) ids(jobs))
                .map(row -> new JobId(row.get("id", Long.class)));
    }

    /// Gives a run, its open jobs and their places in the queue another priority. Those with a
    /// runner keep the one that they were taken with.
    ///
    /// @param priority 0 is served first, 99 last
    /// @return how many places in the queue changed
    public static int prioritise(Tx tx, RunId run, int priority) {
        return tx.sql()
                .fetch(
                        """
                        with changed as (
                            update pipeline_runs set priority = ? where id = ?),
                        moved as (
                            update queue set priority = ?
                            where job_id in (select id from jobs where run_id = ? and finished_at is null)
                            returning label_set_id),
                        open as (
                            update jobs set priority = ?
                            where run_id = ? and finished_at is null and (select count(*) from moved) >= 0)
                        select label_set_id, count(*)::int as jobs from moved group by label_set_id
                        """,
                        priority,
                        run.value(),
                        priority,
                        run.value(),
                        priority,
                        run.value())
                .map(row -> {
                    tx.hint(Topic.QUEUE, row.get("label_set_id", Integer.class));
                    return row.get("jobs", Integer.class);
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static Long[] ids(Collection<JobId> jobs) {
        return jobs.stream().map(JobId::value).toArray(Long[]::new);
    }
}
