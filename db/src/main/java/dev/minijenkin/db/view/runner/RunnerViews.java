package dev.minijenkin.db.view.runner;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/// Runners with what they do.
public final class RunnerViews {
    /// Load is told from the newest claims, which are found by their ids: where they do not reach
    /// back an hour, of as long as they do. Who drains a runner is told from the newest commands.
    private static final String RUNNERS =
            """
            with newest as materialized (
                select runner_id, claimed_at, coalesce(released_at, now()) as until
                from claims order by id desc limit 3000),
            since as materialized (
                select greatest(now() - interval '1 hour', case when count(*) = 3000 then min(claimed_at) end) as at
                from newest),
            slices as materialized (
                select s.at + (now() - s.at) / 12 * n as from_at, s.at + (now() - s.at) / 12 * (n + 1) as until, n
                from since s, generate_series(0, 11) n),
            busy as materialized (
                select c.runner_id, s.n, sum(extract(epoch from least(c.until, s.until)
                    - greatest(c.claimed_at, s.from_at)) / extract(epoch from s.until - s.from_at)) as share
                from newest c
                join slices s on s.from_at < c.until and s.until > c.claimed_at
                group by c.runner_id, s.n)
            select l.*, array(
                    select coalesce(b.share, 0)::float8 / l.capacity
                    from generate_series(0, 11) n
                    left join busy b on b.runner_id = l.id and b.n = n.n
                    order by n.n) as load_shares,
                d.actor, d.reason
            from live_runners l
            left join lateral (
                select c.actor, c.reason
                from (select * from commands where l.draining order by id desc limit 5000) c
                where c.kind = 'drain' and c.state = 'done' and lower(c.arguments ->> 'runner') = lower(l.name)
                order by c.id desc limit 1) d on true
            where l.stopped_at is null
            order by l.name
            """;

    private static final String QUEUE =
            """
            select s.labels, count(*) as jobs
            from queue q join label_sets s on s.id = q.label_set_id
            group by s.id order by s.id
            """;

    private RunnerViews() {}

    /// All that have not left, and what waits for them.
    public static RunnersNow now(Tx tx) {
        return of(
                tx.sql().fetch(RUNNERS),
                tx.sql().fetch(jobs("where c.released_at is null")),
                tx.sql().fetch(QUEUE));
    }

    /// What runners carry out, as a statement.
    ///
    /// @param which of the claims `c`
    public static String jobs(String which) {
        return """
        select c.runner_id, c.claimed_at, j.id, j.name, j.run_id,
            o.name || ' / ' || case when p.name = p.path then regexp_replace(p.path, '^.*/', '')
                else p.name end || ' #' || r.number as run_name, u.usual_ms
        from claims c
        join jobs j on j.id = c.job_id
        join pipeline_runs r on r.id = j.run_id
        join pipelines p on p.id = r.pipeline_id
        join repositories o on o.id = r.repository_id
        left join lateral (
            select percentile_cont(0.5) within group (
                order by extract(epoch from h.finished_at - h.claimed_at) * 1000) as usual_ms
            from (
                select g.id, g.attempt from pipeline_runs g
                where g.pipeline_id = r.pipeline_id and g.number < r.number and g.conclusion = 'success'
                order by g.number desc limit 7) g
            join jobs h on h.run_id = g.id and h.attempt = g.attempt and h.key = j.key
                and h.matrix_index = j.matrix_index and h.conclusion = 'success'
            where h.claimed_at is not null) u on true
        %s
        order by c.claimed_at, c.id
        """
                .formatted(which);
    }

    /// Out of rows as the statements here give them, of whatever time.
    public static RunnersNow of(
            Result<Record> runners, Result<Record> carriedOut, Result<Record> queue) {
        Map<RunnerId, List<RunnerJob>> jobs =
                carriedOut.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> new RunnerId(row.get("runner_id", Long.class)),
                                        Collectors.mapping(RunnerViews::job, Collectors.toList())));
        return new RunnersNow(
                runners.map(row -> runner(row, jobs)),
                queue.map(row ->
                        new RunnersNow.AskedSet(
                                List.of(row.get("labels", String[].class)),
                                row.get("jobs", Long.class))));
    }

    private static RunnerView runner(Record row, Map<RunnerId, List<RunnerJob>> jobs) {
        RunnerId id = new RunnerId(row.get("id", Long.class));
        OffsetDateTime heartbeat = row.get("heartbeat_at", OffsetDateTime.class);
        Float load = row.get("load_average", Float.class);
        return new RunnerView(
                id,
                row.get("name", String.class),
                List.of(row.get("labels", String[].class)),
                new RunnerView.Slots(
                        row.get("capacity", Integer.class),
                        row.get("busy", Integer.class),
                        Arrays.asList(row.get("load_shares", Double[].class))),
                new RunnerView.Life(
                        heartbeat == null ? null : heartbeat.toInstant(),
                        Boolean.TRUE.equals(row.get("online", Boolean.class))),
                new RunnerView.Host(
                        row.get("host", String.class),
                        row.get("os", String.class),
                        row.get("architecture", String.class),
                        row.get("version", String.class),
                        load == null ? null : load.doubleValue()),
                row.get("draining", Boolean.class)
                        ? Optional.of(
                                new RunnerView.Draining(text(row, "actor"), text(row, "reason")))
                        : Optional.empty(),
                jobs.getOrDefault(id, List.of()));
    }

    private static RunnerJob job(Record row) {
        return new RunnerJob(
                new JobId(row.get("id", Long.class)),
                row.get("name", String.class),
                new RunId(row.get("run_id", Long.class)),
                row.get("run_name", String.class),
                row.get("claimed_at", OffsetDateTime.class).toInstant(),
                usual(row.get("usual_ms", Double.class)));
    }

    private static @Nullable Duration usual(@Nullable Double milliseconds) {
        return milliseconds == null ? null : Duration.ofMillis(Math.round(milliseconds));
    }

    private static String text(Record row, String field) {
        String text = row.get(field, String.class);
        return text == null ? "" : text;
    }
}
