package dev.minijenkin.db.view.past;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.run.open.OpenRuns;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueuedWork;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// What waited at a minute of the past. When it began is known by now, and told in place of an
/// estimate. What waited for a hold or for its turn in a group is told as what it was then only as
/// far as a row is left: such rows go with what they kept.
public final class PastQueue {
    private static final String IN_QUEUE =
            """
            waiting as (
                select j.*, row_number() over (partition by j.label_set_id order by j.priority, j.queued_at, j.id) as rank
                from open_jobs j
                where j.queued_at <= {0} and j.claim is null)
            select w.id as job_id, w.name, w.run_id, %1$s as pipeline, r.number, r.actor, null as waiting_for,
                '' as message, s.labels, w.rank as place, w.priority, w.queued_at as since, n.claimed_at as starts_at
            from waiting w
            join pipeline_runs r on r.id = w.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            left join label_sets s on s.id = w.label_set_id
            left join lateral (
                select c.claimed_at from claims c where c.job_id = w.id and c.claimed_at > {0} order by c.id limit 1) n on true
            where w.rank <= {1}
            order by w.priority, w.queued_at, w.id
            """
                    .formatted(PastWork.PIPELINE);

    private static final String ELSEWHERE =
            """
            select j.id as job_id, j.name, j.run_id, %1$s as pipeline, r.number, r.actor,
                case when a.given < e.required_approvals then 'approval' else 'deployment_lock' end as waiting_for,
                'Waited for ' || e.name as message, null::text[] as labels, 0::bigint as place, j.priority,
                d.created_at as since, d.started_at as starts_at
            from open_jobs j
            join deployments d on d.job_id = j.id and d.created_at <= {0}
                and (d.started_at > {0} or d.started_at is null) and (d.finished_at > {0} or d.finished_at is null)
            join environments e on e.id = d.environment_id
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            cross join lateral (
                select count(*) as given from approvals v where v.job_id = j.id and v.approved and v.created_at <= {0}) a
            union all
            select null, '', r.id, %1$s, r.number, r.actor, 'concurrency', 'Waited for its turn', null, 0, r.priority,
                r.created_at, r.started_at
            from pipeline_runs r
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            where r.created_at <= {0} and (r.finished_at > {0} or %2$s)
                and (r.started_at > {0} or r.started_at is null) and r.attempt = 1
                and not exists (select from jobs j where j.run_id = r.id and j.created_at <= {0})
            order by since, run_id, job_id
            limit {1}
            """
                    .formatted(PastWork.PIPELINE, OpenRuns.CONDITION);

    private static final String COUNT =
            "select count(*) as jobs from open_jobs j where j.queued_at <= {0} and j.claim is null";

    private static final String STORY =
            """
            select sentence from (
                select 1 as part, j.created_at as at,
                    'Planned at ' || to_char(j.created_at at time zone {1}, 'HH24:MI:SS') as sentence
                from jobs j where j.id = {0}
                union all
                select 2, j.queued_at, 'In the queue since ' || to_char(j.queued_at at time zone {1}, 'HH24:MI:SS')
                from jobs j where j.id = {0} and j.queued_at is not null
                union all
                select 3, c.claimed_at, r.name || ' took it at ' || to_char(c.claimed_at at time zone {1}, 'HH24:MI:SS')
                    || case c.outcome when 'finished' then ' and ended it at '
                        when 'returned' then ' and gave it back at ' when 'runner_lost' then ' and was lost by '
                        when 'unacknowledged' then ' and never began it, until ' else '' end
                    || coalesce(to_char(c.released_at at time zone {1}, 'HH24:MI:SS'), '')
                from claims c join runners r on r.id = c.runner_id
                where c.job_id = {0}) story
            order by at, part
            """;

    private PastQueue() {}

    /// What waited.
    ///
    /// @param limit how many of each label set, and how many of what waited for something else
    public static QueueNow at(Tx tx, Instant at, int limit) {
        String open = "with " + PastWork.OPEN_JOBS;
        var minute = PastWork.minute(at);
        var most = DSL.inline(limit);
        List<QueuedWork> work =
                new ArrayList<>(
                        tx.sql().fetch(open + ", " + IN_QUEUE, minute, most).map(PastQueue::work));
        work.addAll(tx.sql().fetch(open + ELSEWHERE, minute, most).map(PastQueue::work));
        return new QueueNow(
                work,
                tx.sql().fetchSingle(open + COUNT, minute).get("jobs", Long.class),
                List.of());
    }

    /// What became of a job, step by step.
    ///
    /// @param zone whose times of day are told
    public static List<Explanation> story(Tx tx, JobId job, ZoneId zone) {
        return tx.sql()
                .fetch(STORY, DSL.inline(job.value()), DSL.inline(zone.getId()))
                .map(row ->
                        new Explanation("past", "", row.get("sentence", String.class), null, null));
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
                new QueuedWork.Waiting(
                        EnumWords.parseNullable(
                                WaitingReason.class, row.get("waiting_for", String.class)),
                        row.get("message", String.class),
                        AskedLabels.of(row.get("labels", String[].class), null),
                        "",
                        "",
                        row.get("place", Long.class),
                        instant(row.get("starts_at", OffsetDateTime.class))),
                Optional.empty(),
                row.get("priority", Integer.class),
                row.get("since", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
