package dev.minijenkin.db.view.queue;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// What waits, and why: for many jobs at once what `explain_job` says of one.
public final class QueueViews {
    /// The heads of the queue are read in the order of its key.
    private static final String IN_QUEUE =
            """
            with %1$s,
            sets as materialized (
                select s.id, s.labels, u.missing,
                    %2$s as free,
                    (select string_agg(k.name || case when not k.online then ' is silent' else ' is draining' end,
                            ', ' order by k.name)
                        from known k
                        where k.guest = s.for_guests and k.labels @> s.labels
                            and (not k.online or k.draining)) as away,
                    t.taken, (select seconds from lately) as seconds
                from label_sets s
                left join unserved_labels u on u.label_set_id = s.id
                left join taken t on t.label_set_id = s.id
                where exists (select from queue q where q.label_set_id = s.id)),
            work as (
                select q.*, s.labels, s.missing, s.free, s.away, s.taken, s.seconds,
                    row_number() over (partition by s.id order by q.priority, q.vtime, q.job_id) as place
                from sets s
                cross join lateral (
                    select * from queue a where a.label_set_id = s.id
                    order by a.priority, a.vtime, a.job_id limit ?) q)
            select w.job_id, j.name, j.run_id, %3$s, r.number, r.actor, null as waiting_for, j.message, w.labels,
                w.missing, coalesce(w.away, '') as away, f.subject as full_limit, w.place,
                case when w.missing is not null or f.subject is not null then null
                    when w.free >= w.place then now()
                    when w.taken > 0 then now() + make_interval(secs => w.place * w.seconds / w.taken)
                    end as starts_at,
                null::boolean as whole, null as held_by, null as hold_reason, w.priority, w.queued_at as since
            from work w
            join jobs j on j.id = w.job_id
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            left join lateral (
                select min(coalesce(l.repository, 'label ' || l.label)) as subject
                from claim_limits_seen l
                where l.taken >= l.most and (l.repository_id = w.repository_id or l.label = any(w.labels))) f on true
            order by w.priority, w.vtime, w.job_id
            """
                    .formatted(QueuePace.TABLES, QueuePace.FREE, pipeline());

    private static final String ELSEWHERE =
            """
            select j.id as job_id, j.name, j.run_id, %1$s, r.number, r.actor, j.waiting_for, j.message,
                null::text[] as labels, null::text[] as missing, '' as away, null as full_limit, 0::bigint as place,
                null::timestamptz as starts_at, h.job_id is null as whole, h.held_by,
                h.reason as hold_reason, j.priority,
                coalesce(h.held_at, d.created_at, g.since, j.queued_at, j.created_at) as since
            from jobs j
            join pipeline_runs r on r.id = j.run_id and r.attempt = j.attempt
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            left join deployments d on d.job_id = j.id and d.state = 'waiting'
            left join lateral (
                select min(c.entered_at) as since from concurrency_groups c
                where c.run_id = j.run_id and c.job_id = j.id and not c.active) g on true
            left join lateral (
                select h.* from holds h where j.waiting_for = 'hold' and %2$s
                order by h.job_id nulls first limit 1) h on true
            where j.finished_at is null and j.state = 'waiting'
            union all
            select null, '', r.id, %1$s, r.number, r.actor, 'concurrency', r.message, null, null, '', null, 0, null,
                true, h.held_by, h.reason, r.priority,
                coalesce(g.since, r.created_at)
            from open_runs u
            join pipeline_runs r on r.id = u.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            left join lateral (
                select min(c.entered_at) as since from concurrency_groups c
                where c.run_id = r.id and c.job_id is null and not c.active) g on true
            left join holds h on h.run_id = r.id and h.attempt = r.attempt and h.job_id is null
            where r.finished_at is null and r.state = 'waiting' and not exists (
                select from jobs j where j.run_id = r.id and j.attempt = r.attempt and j.state = 'waiting')
            order by since, run_id, job_id
            limit ?
            """
                    .formatted(pipeline(), HeldJobs.HOLDS);

    private QueueViews() {}

    private static String pipeline() {
        return "o.name || ' / ' || case when p.name = p.path then regexp_replace(p.path, '^.*/', '')"
                + " else p.name end as pipeline";
    }

    /// What waits now.
    ///
    /// @param limit how many of each label set, and how many of what waits for something else
    public static QueueNow now(Tx tx, int limit) {
        List<QueuedWork> work = tx.sql().fetch(IN_QUEUE, limit).map(QueueViews::work);
        work.addAll(tx.sql().fetch(ELSEWHERE, limit).map(QueueViews::work));
        return new QueueNow(
                work,
                tx.sql()
                        .fetchSingle("select queue_depth from open_work_now")
                        .get("queue_depth", Long.class),
                ClaimLimits.all(tx));
    }

    private static QueuedWork work(Record row) {
        Long job = row.get("job_id", Long.class);
        return new QueuedWork(
                job == null ? null : new JobId(job),
                row.get("name", String.class),
                new QueuedWork.OfRun(
                        new RunId(row.get("run_id", Long.class)),
                        row.get("pipeline", String.class),
                        row.get("number", Long.class),
                        row.get("actor", String.class)),
                waiting(row),
                Optional.ofNullable(row.get("held_by", String.class))
                        .map(by ->
                                new QueuedWork.Held(
                                        row.get("whole", Boolean.class),
                                        by,
                                        text(row, "hold_reason"))),
                row.get("priority", Integer.class),
                row.get("since", OffsetDateTime.class).toInstant());
    }

    private static QueuedWork.Waiting waiting(Record row) {
        return new QueuedWork.Waiting(
                EnumWords.parseNullable(WaitingReason.class, row.get("waiting_for", String.class)),
                text(row, "message"),
                AskedLabels.of(
                        row.get("labels", String[].class), row.get("missing", String[].class)),
                row.get("away", String.class),
                text(row, "full_limit"),
                row.get("place", Long.class),
                instant(row.get("starts_at", OffsetDateTime.class)));
    }

    private static String text(Record row, String field) {
        String text = row.get(field, String.class);
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
