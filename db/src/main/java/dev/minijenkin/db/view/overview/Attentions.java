package dev.minijenkin.db.view.overview;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Record;

/// What needs a person, the most urgent kind first.
public final class Attentions {
    private static final int LIMIT = 20;

    private Attentions() {}

    public static List<Attention> all(Tx tx) {
        List<Attention> all = new ArrayList<>();
        all.addAll(failedRuns(tx));
        all.addAll(unschedulable(tx));
        all.addAll(silentRunners(tx));
        all.addAll(failedDeliveries(tx));
        all.addAll(deadLetters(tx));
        return all;
    }

    private static List<Attention> failedRuns(Tx tx) {
        var found =
                tx.sql()
                        .fetch(
                                """
                                select l.id, l.finished_at, d.detail,
                                    (select count(*) from pipeline_runs r
                                    where r.pipeline_id = l.pipeline_id and r.ref = l.ref and r.state = 'finished'
                                        and r.conclusion in ('failure', 'timed_out')
                                        and r.id > coalesce((select max(g.id) from pipeline_runs g
                                            where g.pipeline_id = l.pipeline_id and g.ref = l.ref
                                                and g.conclusion = 'success'), 0)) as in_a_row
                                from pipelines p
                                join repositories o on o.id = p.repository_id
                                join lateral (
                                    select r.id, r.pipeline_id, r.ref, r.finished_at, r.conclusion, r.attempt
                                    from pipeline_runs r
                                    where r.pipeline_id = p.id and r.ref = 'refs/heads/' || o.default_branch
                                        and r.state = 'finished' and r.conclusion <> 'cancelled'
                                    order by r.number desc limit 1) l on true
                                left join lateral (
                                    select coalesce(
                                        (select a.message from annotations a
                                        where a.run_id = l.id and a.attempt = l.attempt and a.level = 'failure'
                                        order by a.id limit 1),
                                        (select coalesce(j.name || ': ' || j.message, j.name || ' failed') from jobs j
                                        where j.run_id = l.id and j.attempt = l.attempt and j.calls is null
                                            and j.conclusion in ('failure', 'timed_out')
                                        order by j.finished_at limit 1)) as detail) d on true
                                where p.enabled and l.conclusion in ('failure', 'timed_out')
                                order by l.finished_at desc
                                limit ?
                                """,
                                LIMIT);
        List<RunId> ids = found.map(row -> new RunId(row.get("id", Long.class)));
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<RunId, RunView> runs =
                RunViews.among(tx, List.of(), ids).stream()
                        .collect(Collectors.toMap(RunView::id, Function.identity()));
        return found.map(row ->
                new Attention.FailedRun(
                        Objects.requireNonNull(runs.get(new RunId(row.get("id", Long.class)))),
                        text(row, "detail"),
                        row.get("in_a_row", Integer.class),
                        instant(row, "finished_at")));
    }

    private static List<Attention> unschedulable(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select u.labels, count(*) as jobs, min(u.queued_at) as since,
                            (array_agg(distinct o.name || ' / ' || p.name || ' #' || r.number))[1: 3] as runs
                        from unschedulable_jobs u
                        join pipeline_runs r on r.id = u.run_id
                        join pipelines p on p.id = r.pipeline_id
                        join repositories o on o.id = r.repository_id
                        group by u.labels
                        order by since
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.UnschedulableJobs(
                                List.of(row.get("labels", String[].class)),
                                row.get("jobs", Integer.class),
                                List.of(row.get("runs", String[].class)),
                                instant(row, "since")));
    }

    private static List<Attention> silentRunners(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select r.name, r.labels, r.busy, r.heartbeat_at
                        from live_runners r
                        where not r.online and r.stopped_at is null and r.heartbeat_at is not null
                        order by r.heartbeat_at desc
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.SilentRunner(
                                row.get("name", String.class),
                                List.of(row.get("labels", String[].class)),
                                row.get("busy", Integer.class),
                                instant(row, "heartbeat_at")));
    }

    /// Deliveries that failed for good in the last week, and those that are tried again.
    public static List<Attention.FailedDelivery> failedDeliveries(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select o.name, d.event, d.error, d.state, coalesce(d.finished_at, d.received_at) as since
                        from (
                            (select * from hook_deliveries
                            where state = 'failed' and id > (select coalesce(max(id), 0) - 10000 from hook_deliveries)
                                and finished_at > now() - interval '7 days'
                            order by id desc limit ?)
                            union all
                            (select * from hook_deliveries
                            where state = 'received' and error is not null
                            order by next_attempt_at limit ?)) d
                        join repositories o on o.id = d.repository_id
                        order by d.id desc
                        """,
                        LIMIT,
                        LIMIT)
                .map(row ->
                        new Attention.FailedDelivery(
                                row.get("name", String.class),
                                row.get("event", String.class),
                                text(row, "error"),
                                row.get("state", String.class).equals("received"),
                                instant(row, "since")));
    }

    private static List<Attention> deadLetters(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select t.name, count(*) as messages, min(w.created_at) as since,
                            (array_agg(w.last_error order by w.id desc))[1] as error
                        from webhooks_outbox w
                        join outbox_targets t on t.id = w.target_id
                        where w.state = 'dead'
                        group by t.name
                        order by since
                        limit ?
                        """,
                        LIMIT)
                .map(row ->
                        new Attention.DeadLetters(
                                row.get("name", String.class),
                                row.get("messages", Integer.class),
                                text(row, "error"),
                                instant(row, "since")));
    }

    private static String text(Record row, String field) {
        String text = row.get(field, String.class);
        return text == null ? "" : text;
    }

    private static Instant instant(Record row, String field) {
        return row.get(field, OffsetDateTime.class).toInstant();
    }
}
