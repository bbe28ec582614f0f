package dev.minijenkin.db.view.past;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.runner.RunnerViews;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.time.Instant;

/// Who carried jobs out at a minute of the past. When a runner was heard is kept of its newest sign
/// of life alone: it was online then where it carried something out within the hour before, or was
/// heard later; labels, slots and host are those of its process now.
public final class PastRunners {
    /// Runners that a claim or their registration tells of, with the load of the hour before, and
    /// what the last command said about draining.
    private static final String RUNNERS =
            """
            with hour as materialized (
                select c.id, c.runner_id, c.claimed_at, coalesce(c.released_at, {0}) as until, c.outcome
                from claims c
                where c.claimed_at <= {0} and (c.released_at > {0} - interval '1 hour' or c.released_at is null)),
            slices as materialized (
                select {0} - interval '1 hour' + interval '5 minutes' * n as from_at,
                    {0} - interval '1 hour' + interval '5 minutes' * (n + 1) as until, n
                from generate_series(0, 11) n),
            busy as materialized (
                select c.runner_id, s.n, sum(extract(epoch from least(c.until, s.until)
                    - greatest(c.claimed_at, s.from_at)) / 300) as share
                from hour c join slices s on s.from_at < c.until and s.until > c.claimed_at
                group by c.runner_id, s.n),
            did as materialized (
                select c.runner_id, count(*) filter (where c.until >= {0} and (c.outcome is distinct from 'runner_lost')) as busy,
                    count(*) filter (where c.until >= {0} and c.outcome = 'runner_lost') as lost, max(c.until) as last
                from hour c group by c.runner_id),
            drains as materialized (
                select distinct on (lower(c.arguments ->> 'runner')) lower(c.arguments ->> 'runner') as runner, c.kind, c.actor,
                    c.reason
                from commands c
                where c.kind in ('drain', 'resume') and c.state = 'done' and c.executed_at <= {0}
                order by lower(c.arguments ->> 'runner'), c.id desc)
            select r.id, r.name, r.labels, r.capacity, r.host, r.os, r.architecture, r.version, d.runner is not null as draining,
                coalesce(d.actor, '') as actor, coalesce(d.reason, '') as reason,
                coalesce(w.busy, 0) + coalesce(w.lost, 0) as busy, null::real as load_average,
                coalesce(w.lost, 0) = 0 and (w.runner_id is not null or h.heartbeat_at >= {0}) as online,
                case when coalesce(w.lost, 0) > 0 then w.last
                    when w.runner_id is null and h.heartbeat_at < {0} then h.heartbeat_at end as heartbeat_at,
                array(
                    select coalesce(b.share, 0)::float8 / r.capacity
                    from generate_series(0, 11) n
                    left join busy b on b.runner_id = r.id and b.n = n.n
                    order by n.n) as load_shares
            from runners r
            left join runner_heartbeats h on h.runner_id = r.id
            left join did w on w.runner_id = r.id
            left join drains d on d.runner = lower(r.name) and d.kind = 'drain'
            where w.runner_id is not null
                or r.registered_at <= {0} and (r.stopped_at > {0} or r.stopped_at is null)
            order by r.name
            """;

    private static final String WHEN =
            "where c.claimed_at <= {0} and (c.released_at > {0} or c.released_at is null)";

    private static final String QUEUE =
            """
            select s.labels, count(*) as jobs
            from open_jobs j join label_sets s on s.id = j.label_set_id
            where j.queued_at <= {0} and j.claim is null
            group by s.id order by s.id
            """;

    private PastRunners() {}

    public static RunnersNow at(Tx tx, Instant at) {
        var minute = PastWork.minute(at);
        return RunnerViews.of(
                tx.sql().fetch(RUNNERS, minute),
                tx.sql().fetch(RunnerViews.jobs(WHEN), minute),
                tx.sql().fetch("with " + PastWork.OPEN_JOBS + QUEUE, minute));
    }
}
