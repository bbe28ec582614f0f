package dev.minijenkin.db.claim;

import dev.minijenkin.db.SetStatement;

/// The statements that take jobs out of the queue: [JobTake] asks with them.
final class TakeStatements {
    /// Nothing for a process that does not hold the runner's name any more, or shall take no more,
    /// or whose newest heartbeat is older than half of the lease: what it took would be lost soon,
    /// however alive the connection is over which it asks. Per label set the head of the queue in
    /// index order; of these the best; those not locked by another claimer leave the queue and
    /// become claims. Everything that the job needs comes with it.
    ///
    /// A job begins with its claim, and its run with it: no statement more. But for one that enters
    /// something (`guarded`), whose run somebody holds just now, or of whose run others have to
    /// hear that it begins: these are claimed only, and begin in a transaction of their own
    /// ([Claims#acknowledge]). The payload of a run's event comes once, however many of its jobs
    /// begin.
    private static final String WANTED =
            """
            wanted as materialized (
                select w.*
                from runners r
                join runner_heartbeats h on h.runner_id = r.id
                cross join settings s
                cross join unnest(?::int[], ?::smallint[], ?::bigint[]) as w(label_set_id, priority, vtime)
                where r.id = ? and r.instance = ? and r.stopped_at is null and not r.draining
                    and h.heartbeat_at > now() - make_interval(secs => s.lease_seconds / 2.0)
            """;

    private static final String HEAD =
            """
            order by q.priority, q.vtime, q.job_id
            limit ?) head
            """;

    private static final String CLAIMED =
            """
            picked as materialized (
                select head.place
                from (select * from candidate%1$s order by priority, vtime, job_id limit ?) c
                cross join lateral (
                    select q.ctid as place
                    from queue q
                    where q.label_set_id = c.label_set_id and q.priority = c.priority and q.vtime = c.vtime
                        and q.job_id = c.job_id
                    for update skip locked) head
                limit %2$s),
            taken as (
                delete from queue q
                where q.ctid = any(array(select place from picked))
                returning q.label_set_id, q.priority, q.vtime, q.job_id),
            going as materialized (
                select j.id, j.run_id, j.guarded from jobs j where j.id = any(array(select job_id from taken))),
            entering as materialized (
                select r.id
                from pipeline_runs r
                where r.id = any(array(select run_id from going where not guarded)) and r.state in ('queued', 'waiting')
                    and not exists (select from run_listeners n where n.repository_id = r.repository_id)
                order by r.id
                for no key update skip locked),
            ready as materialized (
                select g.id, g.run_id
                from going g
                where not g.guarded and (
                    g.run_id in (select id from entering)
                    or exists (select from pipeline_runs r where r.id = g.run_id and r.state = 'running'))),
            entered as (
                update pipeline_runs r set state = 'running', started_at = coalesce(r.started_at, now())
                where r.id = any(array(select id from entering))),
            claimed as (
                insert into claims (job_id, runner_id, instance, priority, vtime, acknowledged_at)
                select t.job_id, r.id, r.instance, t.priority, t.vtime,
                    case when t.job_id = any(array(select id from ready)) then now() end
                from taken t
                cross join runners r
                where r.id = ?
                returning id, job_id, log_day, claimed_at, priority, vtime, acknowledged_at),
            marked as (
                update jobs j
                set state = case when j.id = any(array(select id from ready)) then 'running' else 'claimed' end::job_state,
                    started_at = case when j.id = any(array(select id from ready)) then now() else j.started_at end,
                    claimed_by = ?, claimed_at = now(), claims_left = j.claims_left - 1
                where j.id = any(array(select job_id from claimed))
                returning j.id, j.run_id, j.repository_id, j.key, j.label_set_id, j.attempt)
            select seen.candidates, seen.limited, seen.kept, c.id as claim_id, m.id as job_id, m.run_id, m.repository_id, m.key, t.template::text, d.own::text, o.contexts::text as of_run, d.contexts::text as of_job,
                c.claimed_at, c.acknowledged_at is not null as begun,
                case when m.id = any(array(select min(id) from ready group by run_id)) then o.event end as event, c.log_day, s.log_limit_bytes,
                (select case when before.outcome = 'runner_lost' then w.name end
                from claims before
                join runners w on w.id = before.runner_id
                where before.job_id = m.id
                order by before.id desc
                limit 1) as lost_by,
                case when e.state = 'active' then e.environment_id end as environment_id,
                case when e.state = 'active' then e.fence_token end as fence_token,
                p.name as pipeline, p.test_reports, u.number, m.attempt,
                r.name as repository, r.url, u.ref, u.commit_sha,
                m.label_set_id, c.priority, c.vtime
            from (
                select count(*) as candidates, exists (select from claim_limits) as limited, %3$s as kept
                from candidate) seen
            left join (
                claimed c
                join marked m on m.id = c.job_id
                join pipeline_runs u on u.id = m.run_id
                join pipelines p on p.id = u.pipeline_id
                join repositories r on r.id = m.repository_id
                join run_sources o on o.run_id = m.run_id
                join job_definitions d on d.job_id = m.id
                join job_templates t on t.id = d.template_id
                left join deployments e on e.job_id = m.id
                cross join settings s) on true
            order by c.priority, c.vtime, m.id
            """;

    private static final String UNLIMITED =
            "with "
                    + WANTED
                    + """
                        and not exists (select from claim_limits)),
                    candidate as materialized (
                        select head.*
                        from wanted w
                        cross join lateral (
                            select q.label_set_id, q.priority, q.vtime, q.job_id
                            from queue q
                            where q.label_set_id = w.label_set_id
                                and (q.priority, q.vtime) >= (w.priority, w.vtime)
                    """
                    + HEAD
                    + "),\n";

    /// Where there is a limit it takes nothing, and says so: then it is [#TAKE_WITHIN_LIMITS].
    static final SetStatement TAKE =
            SetStatement.of(UNLIMITED + CLAIMED.formatted("", "?", "false"));

    /// Jobs end ([JobEndings]), and others take their places, in one transaction: as many as there
    /// is room for with what ended, of which some may not have.
    static final SetStatement EXCHANGE =
            SetStatement.of(
                    JobEndings.LOCK,
                    JobEndings.UNDER_LOCKS,
                    UNLIMITED
                            + CLAIMED.formatted(
                                    "",
                                    """
                                    ? + (
                                        select count(*) from claims e
                                        where e.id = any(?::bigint[]) and e.released_at is not null)
                                    """,
                                    "false"));

    /// The same where some limit is set. Claims that count go one after the other, by a statement
    /// before the other that goes with it: that one must see what those have taken who counted
    /// before. What a full limit keeps back is passed over, however much it is: the repositories
    /// that have jobs in the queue are looked up in an index, one after the other, and those that
    /// have room are asked for their heads. Of these no more of a limit is taken than it has room
    /// for.
    static final SetStatement TAKE_WITHIN_LIMITS =
            SetStatement.of(
                    "select lock_claim_limits()",
                    """
                    with recursive limits as materialized (
                        select id, repository_id, label, most - taken as room from claim_limits_now),
                    """
                            + WANTED
                            + """
                            ),
                            present (label_set_id, priority, vtime, repository_id) as (
                                select w.*, (
                                    select q.repository_id from queue q
                                    where q.label_set_id = w.label_set_id
                                    order by q.repository_id limit 1)
                                from wanted w
                                union all
                                select p.label_set_id, p.priority, p.vtime, (
                                    select q.repository_id from queue q
                                    where q.label_set_id = p.label_set_id and q.repository_id > p.repository_id
                                    order by q.repository_id limit 1)
                                from present p
                                where p.repository_id is not null),
                            candidate as materialized (
                                select head.*
                                from present p
                                cross join lateral (
                                    select q.label_set_id, q.priority, q.vtime, q.job_id, q.repository_id
                                    from queue q
                                    where q.label_set_id = p.label_set_id and q.repository_id = p.repository_id
                                        and (q.priority, q.vtime) >= (p.priority, p.vtime)
                            """
                            + HEAD
                            + """
                                where not exists (
                                    select from limits l
                                    where l.repository_id = p.repository_id and l.room <= 0)
                                    and not exists (
                                        select from limits l
                                        join label_sets s on s.id = p.label_set_id and l.label = any(s.labels)
                                        where l.room <= 0)),
                            """
                            + CLAIMED.formatted(
                                    """
                                     where job_id not in (
                                        select job_id from (
                                            select c.job_id, l.room, row_number() over (
                                                partition by l.id order by c.priority, c.vtime, c.job_id) as nth
                                            from candidate c
                                            join label_sets s on s.id = c.label_set_id
                                            join limits l on l.repository_id = c.repository_id or l.label = any(s.labels))
                                            counted
                                        where nth > room)
                                    """,
                                    "?",
                                    "exists (select from present where repository_id is not null)"));

    /// Of a guest runner, who may only call this.
    static final SetStatement TAKE_AS_GUEST =
            SetStatement.of(
                    """
                    select 0 as candidates, false as limited, false as kept, false as begun, null::bytea as event, g.*
                    from guest_take(?::int[], ?::smallint[], ?::bigint[], ?, ?::uuid, ?) g
                    """);

    private TakeStatements() {}
}
