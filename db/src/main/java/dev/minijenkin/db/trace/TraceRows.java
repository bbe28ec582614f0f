package dev.minijenkin.db.trace;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `trace_exports` and `unexported_runs`, and what the spans of a run are made of.
public final class TraceRows {
    private TraceRows() {}

    /// Says that what ends is to be sent: for a day, should this be the last server that sends.
    public static void want(Tx tx) {
        tx.sql()
                .execute(
                        """
                        insert into trace_exports as t (wanted_until) values (now() + interval '1 day')
                        on conflict (only_row) do update set wanted_until = excluded.wanted_until
                        where t.wanted_until < now() + interval '12 hours'
                        """);
    }

    /// Takes runs that are due, and forgets those that nobody took for a day. Whoever takes one
    /// says [#done], or it is due again.
    ///
    /// @param lease until it is due again
    public static List<EndedRun> take(Tx tx, int most, Duration lease) {
        tx.sql()
                .execute(
                        "delete from unexported_runs where finished_at < now() - interval '1 day'");
        return tx.sql()
                .fetch(
                        """
                        with taken as (
                            update unexported_runs u set due_at = now() + make_interval(secs => {1})
                            where (u.run_id, u.attempt) in (
                                select run_id, attempt from unexported_runs where due_at <= now()
                                order by due_at limit {0})
                            returning run_id, attempt, conclusion, finished_at)
                        select t.run_id, t.attempt, t.conclusion, t.finished_at,
                            coalesce((
                                select min(j.created_at) from jobs j
                                where j.run_id = t.run_id and j.attempt = t.attempt), t.finished_at) as started_at,
                            coalesce(s.contexts ->> 'trace', md5('run ' || t.run_id)) as trace,
                            o.name as repository, p.name as pipeline, r.number, r.event, r.ref, r.commit_sha
                        from taken t
                        join pipeline_runs r on r.id = t.run_id
                        join pipelines p on p.id = r.pipeline_id
                        join repositories o on o.id = r.repository_id
                        left join run_sources s on s.run_id = r.id
                        order by t.finished_at, t.run_id
                        """,
                        val(most), val(lease.toSeconds()))
                .map(row ->
                        new EndedRun(
                                new RunId(row.get("run_id", Long.class)),
                                row.get("attempt", Integer.class),
                                EnumWords.parse(
                                        Conclusion.class, row.get("conclusion", String.class)),
                                time(row, "started_at"),
                                time(row, "finished_at"),
                                row.get("trace", String.class),
                                new EndedRun.Title(
                                        row.get("repository", String.class),
                                        row.get("pipeline", String.class),
                                        row.get("number", Long.class),
                                        row.get("event", String.class),
                                        row.get("ref", String.class),
                                        row.get("commit_sha", String.class))));
    }

    /// The spans of a run were sent, or nobody wants them.
    public static void done(Tx tx, RunId run, int attempt) {
        tx.sql()
                .execute(
                        "delete from unexported_runs where run_id = {0} and attempt = {1}",
                        val(run.value()), val(attempt));
    }

    /// The jobs of an attempt of a run that a runner had begun, in their order.
    public static List<EndedJob> jobs(Tx tx, RunId run, int attempt) {
        Map<Long, List<Record>> jobs = new LinkedHashMap<>();
        tx.sql()
                .fetch(
                        """
                        select j.id as job_id, j.name, w.name as runner, j.queued_at, j.started_at, j.finished_at,
                            j.conclusion, j.cause, c.id as claim_id, s.number, s.name as step, s.started_at as step_started_at,
                            s.finished_at as step_finished_at, s.conclusion as step_conclusion, s.exit_code
                        from jobs j
                        cross join lateral (
                            select id, runner_id from claims where job_id = j.id order by id desc limit 1) c
                        join runners w on w.id = c.runner_id
                        left join steps s on s.claim_id = c.id and s.started_at is not null
                        where j.run_id = {0} and j.attempt = {1} and j.started_at is not null and j.state = 'finished'
                        order by j.id, s.number
                        """,
                        val(run.value()), val(attempt))
                .forEach(row ->
                        jobs.computeIfAbsent(row.get("job_id", Long.class), _ -> new ArrayList<>())
                                .add(row));
        return jobs.values().stream().map(TraceRows::job).toList();
    }

    private static EndedJob job(List<Record> rows) {
        Record row = rows.getFirst();
        return new EndedJob(
                new JobId(row.get("job_id", Long.class)),
                new ClaimId(row.get("claim_id", Long.class)),
                row.get("name", String.class),
                row.get("runner", String.class),
                timeOrNull(row, "queued_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                EnumWords.parse(Conclusion.class, row.get("conclusion", String.class)),
                EnumWords.parseNullable(Cause.class, row.get("cause", String.class)),
                rows.stream()
                        .filter(step -> step.get("number") != null)
                        .map(step ->
                                new EndedJob.EndedStep(
                                        step.get("number", Integer.class),
                                        step.get("step", String.class),
                                        time(step, "step_started_at"),
                                        timeOrNull(step, "step_finished_at"),
                                        EnumWords.parseNullable(
                                                Conclusion.class,
                                                step.get("step_conclusion", String.class)),
                                        step.get("exit_code", Integer.class)))
                        .toList());
    }

    private static Instant time(Record row, String column) {
        return row.get(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(Record row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
