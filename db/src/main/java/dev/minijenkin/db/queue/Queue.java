package dev.minijenkin.db.queue;

import static dev.minijenkin.db.schema.Tables.QUEUE;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.Collection;
import java.util.List;

/// Jobs enter and leave the queue. What takes jobs out to run them is `claim.Claims`.
///
/// Lock order of every writer: the run's row, then `queue`, then `claims`, then `jobs`.
public final class Queue {
    /// Virtual time that one job of a repository of weight 1 costs.
    private static final long COST = 1_000;

    private Queue() {}

    /// Moves blocked or waiting jobs of one run into the queue.
    ///
    /// Each gets its fair rank here (start-time fair queueing): not before the virtual time of the
    /// system, which is the rank of the newest claim, and not before all that its repository has
    /// queued already.
    ///
    /// @return how many moved
    public static int enqueue(Tx tx, Collection<JobId> jobs) {
        if (jobs.isEmpty()) {
            return 0;
        }
        var labelSets =
                tx.sql()
                        .fetch(
                                """
                                with moved as (
                                    update jobs
                                    set state = 'queued', waiting_for = null, message = null, queued_at = now()
                                    where id = any(?) and state in ('blocked', 'waiting')
                                    returning id, repository_id, label_set_id, priority),
                                numbered as (
                                    select m.*, row_number() over (order by m.id) as place, count(*) over () as total,
                                        %d / r.weight as cost
                                    from moved m join repositories r on r.id = m.repository_id),
                                system as (
                                    select coalesce((select vtime from claims order by id desc limit 1), 0) as vtime),
                                clock as (
                                    insert into repository_clocks as c (repository_id, vfinish)
                                    select repository_id, system.vtime + total * cost from numbered, system where place = 1
                                    on conflict (repository_id) do update
                                    set vfinish = excluded.vfinish
                                        + greatest(0, c.vfinish - (select vtime from system))
                                    returning repository_id, vfinish)
                                insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                                select n.label_set_id, n.priority, c.vfinish - (n.total - n.place + 1) * n.cost, n.id,
                                    n.repository_id
                                from numbered n join clock c on c.repository_id = n.repository_id
                                returning label_set_id
                                """
                                        .formatted(COST),
                                (Object) ids(jobs))
                        .getValues("label_set_id", Integer.class);
        List.copyOf(labelSets).stream().distinct().forEach(set -> tx.hint(Topic.QUEUE, set));
        return labelSets.size();
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

    private static Long[] ids(Collection<JobId> jobs) {
        return jobs.stream().map(JobId::value).toArray(Long[]::new);
    }
}
