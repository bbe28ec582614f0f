package dev.minijenkin.db.view.past;

import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.open.OpenRuns;
import dev.minijenkin.db.view.runs.LastFinished;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunView;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Runs as they stood at a minute of the past. A run that was rerun later is told with the attempt
/// that was under way then; as finished it is told with its newest one.
///
/// @param running of which a runner had a job, the oldest first
/// @param waiting open ones of which no runner had a job, the oldest first
/// @param finished the last to finish first
public record PastRuns(
        RunCounts counts, List<RunView> running, List<RunView> waiting, List<RunView> finished) {
    private static final String OPEN =
            """
            , of_runs as (
                select j.run_id, j.attempt, bool_or(j.claim is not null) as taken, bool_or(j.queued_at <= {0}) as queued
                from open_jobs j group by j.run_id, j.attempt
                union all
                select r.id, 1, false, false
                from pipeline_runs r
                where r.created_at <= {0} and (r.finished_at > {0} or %s) and r.attempt = 1
                    and (r.started_at > {0} or r.started_at is null)
                    and not exists (select from open_jobs j where j.run_id = r.id))
            select o.*, n.jobs, n.failed, n.started
            from of_runs o
            cross join lateral (
                select count(*) filter (where j.created_at <= {0})::integer as jobs,
                    count(*) filter (where j.finished_at <= {0} and j.conclusion in ('failure', 'timed_out'))::integer as failed,
                    min(j.started_at) filter (where j.started_at <= {0}) as started
                from jobs j where j.run_id = o.run_id and j.attempt = o.attempt and j.calls is null) n
            order by o.run_id
            """
                    .formatted(OpenRuns.CONDITION);

    private static final String FAILED =
            """
            select count(*) as runs from pipeline_runs r
            where r.finished_at <= {0} and r.finished_at > {0} - interval '1 day'
                and r.conclusion in ('failure', 'timed_out')
            """;

    /// The runs of that moment.
    ///
    /// @param openShown how many of those that were open, of each kind
    /// @param finishedShown how many of those that had finished
    public static PastRuns at(Tx tx, Instant at, int openShown, int finishedShown) {
        var minute = PastWork.minute(at);
        List<Record> open =
                new ArrayList<>(tx.sql().fetch("with " + PastWork.OPEN_JOBS + OPEN, minute));
        List<Record> running =
                open.stream().filter(row -> row.get("taken", Boolean.class)).toList();
        List<Record> waiting =
                open.stream().filter(row -> !row.get("taken", Boolean.class)).toList();
        long queued = waiting.stream().filter(row -> queued(row)).count();
        List<RunId> finished = finished(tx, minute, finishedShown);
        List<RunView> ended = new ArrayList<>(RunViews.among(tx, List.of(), finished));
        ended.sort(Comparator.comparingInt(run -> finished.indexOf(run.id())));
        return new PastRuns(
                new RunCounts(
                        0,
                        running.size(),
                        queued,
                        waiting.size() - queued,
                        tx.sql().fetchSingle(FAILED, minute).get("runs", Long.class)),
                views(tx, running.stream().limit(openShown).toList()),
                views(tx, waiting.stream().limit(openShown).toList()),
                List.copyOf(ended));
    }

    private static List<RunId> finished(Tx tx, QueryPart minute, int limit) {
        return tx.sql()
                .select(PIPELINE_RUNS.ID)
                .from(PIPELINE_RUNS)
                .where(LastFinished.among(minute, limit))
                .orderBy(PIPELINE_RUNS.FINISHED_AT.desc())
                .fetch(row -> new RunId(row.value1()));
    }

    private static List<RunView> views(Tx tx, List<Record> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<RunId, RunView> known =
                RunViews.among(tx, List.of(), rows.stream().map(row -> runId(row)).toList())
                        .stream()
                        .collect(Collectors.toMap(RunView::id, Function.identity()));
        return rows.stream()
                .filter(row -> known.containsKey(runId(row)))
                .map(row -> then(known.get(runId(row)), row))
                .toList();
    }

    private static RunView then(@Nullable RunView now, Record row) {
        RunView run = Objects.requireNonNull(now);
        OffsetDateTime started = row.get("started", OffsetDateTime.class);
        RunState state =
                row.get("taken", Boolean.class)
                        ? RunState.RUNNING
                        : queued(row) ? RunState.QUEUED : RunState.WAITING;
        return new RunView(
                run.id(),
                run.pipeline(),
                run.number(),
                row.get("attempt", Integer.class),
                run.origin(),
                new RunView.Status(state, null, null, RunView.Waiting.none()),
                new RunView.Times(
                        run.times().created(),
                        started == null ? null : started.toInstant(),
                        null,
                        run.times().usual()),
                new RunView.JobCounts(
                        row.get("jobs", Integer.class), row.get("failed", Integer.class)));
    }

    private static boolean queued(Record row) {
        return Boolean.TRUE.equals(row.get("queued", Boolean.class));
    }

    private static RunId runId(Record row) {
        return new RunId(row.get("run_id", Long.class));
    }
}
