package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The statement that takes jobs out of the queue, and what it is asked with.
///
/// @param instance of the running process
/// @param labelSets that the runner serves; at least one
/// @param floor where it begins to look
/// @param limit free slots; at least one
record JobTake(
        RunnerId runner, UUID instance, List<Integer> labelSets, ClaimFloor floor, int limit) {
    /// How many more candidates are read than wanted, so that claimers that run at the same moment
    /// skip each other's rows and still find work; and how many where others had taken all of
    /// these.
    private static final int SPARE_CANDIDATES = 12;

    private static final int MANY_SPARE_CANDIDATES = 2_000;

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
            select seen.candidates, seen.limited, seen.kept, c.id as claim_id, m.id as job_id, m.run_id, m.repository_id, m.key, d.definition::text as definition,
                c.claimed_at, c.acknowledged_at is not null as begun, o.event, c.log_day, s.log_limit_bytes,
                (select case when before.outcome = 'runner_lost' then w.name end
                from claims before
                join runners w on w.id = before.runner_id
                where before.job_id = m.id
                order by before.id desc
                limit 1) as lost_by,
                case when e.state = 'active' then e.environment_id end as environment_id,
                case when e.state = 'active' then e.fence_token end as fence_token,
                p.name as pipeline, u.number, m.attempt,
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
                join whole_job_definitions d on d.job_id = m.id
                left join run_sources o
                    on o.run_id = m.run_id and m.id = any(array(select min(id) from ready group by run_id))
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

    /// A row of the answer.
    ///
    /// @param candidates how many there were
    /// @param limited whether there is a limit
    /// @param kept whether there is a limit, and something that it may keep back
    /// @param job null where none was taken; has the event where it is the first of its run
    /// @param begun whether it is running
    private record Row(
            int candidates,
            boolean limited,
            boolean kept,
            @Nullable ClaimedJob job,
            boolean begun,
            int labelSet,
            ClaimFloor.Rank rank) {}

    /// What it got, the best first.
    List<ClaimedJob> take(Tx tx) {
        floor.sweepWhenDue();
        List<Row> rows = rows(tx, TAKE, limit);
        if (rows.getFirst().limited()) {
            return takeWithinLimits(tx);
        }
        List<ClaimedJob> jobs = jobs(tx, rows);
        floor.left(jobs.size() < Math.min(limit, rows.getFirst().candidates()));
        return jobs;
    }

    /// What a limit kept back stood in the way of others: they are looked for until there is
    /// nothing more.
    private List<ClaimedJob> takeWithinLimits(Tx tx) {
        List<ClaimedJob> all = new ArrayList<>();
        List<ClaimedJob> more;
        boolean kept;
        do {
            List<Row> rows = rows(tx, TAKE_WITHIN_LIMITS, limit - all.size());
            more = jobs(tx, rows);
            kept = rows.getFirst().kept();
            all.addAll(more);
        } while (!more.isEmpty() && all.size() < limit);
        floor.left(kept && all.size() < limit);
        return all;
    }

    private List<Row> rows(Tx tx, SetStatement statement, int most) {
        List<Row> rows = fetch(tx, statement, most + SPARE_CANDIDATES, most);
        if (tookNothing(rows) && rows.getFirst().candidates() == most + SPARE_CANDIDATES) {
            // Others had locked them all, and there may be more behind them.
            return fetch(tx, statement, most + MANY_SPARE_CANDIDATES, most);
        }
        return rows;
    }

    private List<ClaimedJob> jobs(Tx tx, List<Row> rows) {
        List<ClaimedJob> jobs = new ArrayList<>();
        Map<RunId, byte[]> events = new HashMap<>();
        for (Row row : rows) {
            ClaimedJob job = row.job();
            if (job != null) {
                job.event().ifPresent(event -> events.put(job.run(), event));
            }
        }
        for (Row row : rows) {
            ClaimedJob job = row.job();
            if (job != null) {
                floor.claimed(row.labelSet(), row.rank());
                byte[] event = events.get(job.run());
                jobs.add(row.begun() && event != null ? job.begun(event) : job);
                tx.hint(Topic.RUN, job.run().value());
            }
        }
        return jobs;
    }

    private List<Row> fetch(Tx tx, SetStatement statement, int candidates, int most) {
        return statement.rows(tx, JobTake::row, values(candidates, most, null));
    }

    /// @param ending claims that count as room where they have ended; null: none is asked for
    private @Nullable Object[] values(int candidates, int most, long @Nullable [] ending) {
        Object[] room = ending == null ? new Object[] {most} : new Object[] {most, ending};
        return SetStatement.values(
                labelSets.stream().mapToInt(Integer::intValue).toArray(),
                priorities(),
                labelSets.stream().mapToLong(set -> floor.of(set).vtime()).toArray(),
                runner.value(),
                instance,
                candidates,
                candidates,
                room,
                runner.value(),
                runner.value());
    }

    /// Ends jobs, and takes others for the free slots and for those of what ended.
    JobExchange exchange(Tx tx, List<JobEnding> jobs) {
        floor.sweepWhenDue();
        List<JobEnding> ending = JobEndings.succeeded(jobs);
        int most = limit + ending.size();
        int candidates = most + SPARE_CANDIDATES;
        List<JobEndings.Row> ended = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        EXCHANGE.run(
                tx,
                (part, row) -> {
                    switch (part) {
                        case 0 -> {}
                        case 1 -> ended.add(JobEndings.Row.of(row));
                        default -> rows.add(row(row));
                    }
                },
                SetStatement.values(
                        JobEndings.values(ending),
                        values(
                                candidates,
                                limit,
                                ending.stream().mapToLong(job -> job.claim().value()).toArray())));
        List<ClaimedJob> taken = jobs(tx, rows);
        Row first = rows.getFirst();
        boolean left = taken.size() < Math.min(limit + ended.size(), first.candidates());
        return new JobExchange(JobEndings.tell(tx, ended), taken, first.limited() || left);
    }

    private short[] priorities() {
        short[] priorities = new short[labelSets.size()];
        for (int set = 0; set < priorities.length; set++) {
            priorities[set] = floor.of(labelSets.get(set)).priority();
        }
        return priorities;
    }

    private static boolean tookNothing(List<Row> rows) {
        return rows.getFirst().job() == null;
    }

    private static Row row(ResultSet row) throws SQLException {
        int candidates = row.getInt("candidates");
        boolean limited = row.getBoolean("limited");
        boolean kept = row.getBoolean("kept");
        if (row.getObject("claim_id") == null) {
            return new Row(candidates, limited, kept, null, false, 0, ClaimFloor.BOTTOM);
        }
        return new Row(
                candidates,
                limited,
                kept,
                claimedJob(row),
                row.getBoolean("begun"),
                row.getInt("label_set_id"),
                new ClaimFloor.Rank(row.getShort("priority"), row.getLong("vtime")));
    }

    private static Optional<ClaimedJob.Deployment> deployment(ResultSet row) throws SQLException {
        long environment = row.getLong("environment_id");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new ClaimedJob.Deployment(
                                new EnvironmentId(environment), row.getLong("fence_token")));
    }

    private static ClaimedJob claimedJob(ResultSet row) throws SQLException {
        return new ClaimedJob(
                new ClaimId(row.getLong("claim_id")),
                new JobId(row.getLong("job_id")),
                new RunId(row.getLong("run_id")),
                new RepositoryId(row.getLong("repository_id")),
                row.getString("key"),
                row.getString("definition"),
                Optional.ofNullable(row.getBytes("event")),
                new ClaimedJob.Terms(
                        row.getObject("claimed_at", OffsetDateTime.class),
                        row.getObject("log_day", LocalDate.class),
                        row.getLong("log_limit_bytes"),
                        Optional.ofNullable(row.getString("lost_by")),
                        deployment(row)),
                new ClaimedJob.RunTitle(
                        row.getString("pipeline"), row.getLong("number"), row.getInt("attempt")),
                new ClaimedJob.Source(
                        row.getString("repository"),
                        row.getString("url"),
                        row.getString("ref"),
                        row.getString("commit_sha")));
    }
}
