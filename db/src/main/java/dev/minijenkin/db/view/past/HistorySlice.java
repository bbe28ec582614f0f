package dev.minijenkin.db.view.past;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.open.OpenRuns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jooq.impl.DSL;

/// A stretch of the past as one file for a post-mortem: figures by the minute, runs, jobs, runners,
/// deployments, commands and what failed, of what whoever asks may see. A web page that needs
/// nothing else: people read it in any browser, and the rows stand in it as JSON for programs.
/// Neither logs nor definitions, secrets or arguments of commands are in it.
public final class HistorySlice {
    /// So many rows of a kind: a page with more could not be read.
    private static final int MOST = 20_000;

    private static final String ROWS =
            """
            with of_jobs as materialized (
                select j.* from jobs j
                where j.created_at <= {1} and (j.finished_at >= {0} or j.finished_at is null) and j.form <> 'call'
                    and j.reused_job_id is null
                order by j.id desc limit {2}),
            of_claims as materialized (
                select c.*, r.name as runner from claims c join runners r on r.id = c.runner_id
                where c.claimed_at <= {1} and (c.released_at >= {0} or c.released_at is null)
                order by c.id desc limit {2}),
            of_runs as materialized (
                select r.id, %1$s || ' #' || r.number as run, r.attempt, r.title, r.event, r.actor, r.ref, r.commit_sha as commit,
                    r.state::text, r.conclusion::text, r.cause::text, r.created_at, r.started_at, r.finished_at
                from pipeline_runs r
                join pipelines p on p.id = r.pipeline_id
                join repositories o on o.id = r.repository_id
                where r.created_at <= {1} and (r.finished_at >= {0} or %2$s)
                order by r.id desc limit {2})
            select jsonb_build_object(
                'from', {0}, 'to', {1}, 'written', now(), 'by', session_user::text, 'most_rows_of_a_kind', {2},
                'figures', coalesce((select jsonb_agg(to_jsonb(f) order by f.minute) from (
                    select s.*, m.jobs_finished, m.runs_finished, m.runs_succeeded, m.start_latency_p50_ms,
                        m.start_latency_p95_ms
                    from health_samples s left join minute_figures m using (minute)
                    where s.minute >= {0} and s.minute <= {1} order by s.minute limit {2}) f), '[]'),
                'runs', coalesce((select jsonb_agg(to_jsonb(r) order by r.id) from of_runs r), '[]'),
                'jobs', coalesce((select jsonb_agg(to_jsonb(n) order by n.id) from (
                    select j.id, j.run_id, %1$s || ' #' || r.number as run, j.attempt, j.name as job, j.state::text,
                        j.conclusion::text, j.cause::text, j.message, j.environment, l.labels, w.name as runner, j.created_at,
                        j.queued_at, j.started_at, j.finished_at
                    from of_jobs j
                    join pipeline_runs r on r.id = j.run_id
                    join pipelines p on p.id = r.pipeline_id
                    join repositories o on o.id = r.repository_id
                    left join label_sets l on l.id = j.label_set_id
                    left join runners w on w.id = j.claimed_by) n), '[]'),
                'claims', coalesce((select jsonb_agg(to_jsonb(n) order by n.id) from (
                    select c.id, c.job_id, c.runner, c.claimed_at, c.acknowledged_at, c.released_at, c.outcome
                    from of_claims c) n), '[]'),
                'runners', coalesce((select jsonb_agg(to_jsonb(n) order by n.name) from (
                    select w.name, w.labels, w.capacity, w.host, w.os, w.architecture, w.version, w.registered_at, w.stopped_at,
                        (select count(*) from of_claims c where c.runner_id = w.id) as jobs
                    from runners w
                    where w.registered_at <= {1} and (w.stopped_at >= {0} or w.stopped_at is null)
                        or w.id in (select c.runner_id from of_claims c)) n), '[]'),
                'deployments', coalesce((select jsonb_agg(to_jsonb(n) order by n.id) from (
                    select d.id, e.name as environment, o.name as repository, j.run_id, d.commit_sha as commit, d.state,
                        d.fence_token, d.created_at, d.started_at, d.finished_at, d.url,
                        array(select v.actor from approvals v where v.job_id = j.id and v.approved order by v.id) as approved_by
                    from of_jobs j
                    join deployments d on d.job_id = j.id
                    join environments e on e.id = d.environment_id
                    join repositories o on o.id = e.repository_id) n), '[]'),
                'commands', coalesce((select jsonb_agg(to_jsonb(n) order by n.id) from (
                    select c.id, c.kind, c.actor, c.reason, c.run_id, c.job_id,
                        coalesce(c.arguments ->> 'environment', c.arguments ->> 'runner') as about,
                        c.state::text, c.outcome, c.created_at, c.due_at, c.executed_at
                    from commands c
                    where c.created_at <= {1} and (c.executed_at >= {0} or c.executed_at is null)
                    order by c.id desc limit {2}) n), '[]'),
                'attention', coalesce((select jsonb_agg(to_jsonb(n) order by n.at) from (
                    select r.finished_at as at, 'run failed on the default branch' as what, r.run as about, r.cause as why
                    from of_runs r
                    join pipeline_runs x on x.id = r.id
                    join repositories o on o.id = x.repository_id and r.ref = 'refs/heads/' || o.default_branch
                    where r.conclusion in ('failure', 'timed_out') and r.finished_at <= {1}
                    union all
                    select c.released_at, 'runner lost', c.runner, 'its claim of job ' || c.job_id || ' was released'
                    from of_claims c where c.outcome = 'runner_lost' and c.released_at <= {1}
                    union all
                    select d.finished_at, 'delivery failed', o.name || ', ' || d.event, d.error
                    from hook_deliveries d join repositories o on o.id = d.repository_id
                    where d.state = 'failed' and d.finished_at >= {0} and d.finished_at <= {1}) n), '[]'))::text as rows
            """
                    .formatted(PastWork.PIPELINE, OpenRuns.CONDITION);

    private HistorySlice() {}

    /// The rows, as a JSON object.
    public static String json(Tx tx, Instant from, Instant to) {
        return tx.sql()
                .fetchSingle(ROWS, PastWork.minute(from), PastWork.minute(to), DSL.inline(MOST))
                .get("rows", String.class);
    }

    /// The rows, as a page that needs nothing else.
    public static String page(Tx tx, Instant from, Instant to) {
        // No text of a row can end the element that holds them.
        return template().replace("/*ROWS*/", json(tx, from, to).replace("<", "\\u003c"));
    }

    private static String template() {
        try (InputStream in =
                Objects.requireNonNull(HistorySlice.class.getResourceAsStream("slice.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
