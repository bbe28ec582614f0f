package dev.minijenkin.db.view.runs;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.PIPELINE_STATS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.open.OpenRuns;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jspecify.annotations.Nullable;

/// Runs for lists and pages.
public final class RunViews {
    /// Without calls whose jobs have taken their place: these count.
    private static final Condition OF_ATTEMPT =
            JOBS.RUN_ID
                    .eq(PIPELINE_RUNS.ID)
                    .and(JOBS.ATTEMPT.eq(PIPELINE_RUNS.ATTEMPT))
                    .and(JOBS.CALLS.isNull());

    private static final Field<Integer> JOB_COUNT =
            select(count()).from(JOBS).where(OF_ATTEMPT).asField("job_count");
    private static final Field<Integer> JOBS_FAILED =
            select(count())
                    .from(JOBS)
                    .where(OF_ATTEMPT)
                    .and(JOBS.CONCLUSION.in(inline("failure"), inline("timed_out")))
                    .asField("jobs_failed");

    private static final Field<String> NAME = RunsNow.PIPELINE_NAME.as("pipeline_name");
    private static final Field<String> STATE = RunsNow.STATE.as("state_now");

    private static final String LAST_DAY = "date_trunc('minute', now()) - interval '1 day'";

    /// Whoever sees some repositories only is told nothing that was counted of all.
    private static final String COUNTS =
            """
            with everything as materialized (select sees_everything() as seen),
            of_all as (
                select
                    case when c.reltuples > 50000 then c.reltuples::bigint
                        else (select count(*) from pipeline_runs) end as all_runs,
                    w.runs_running as running, w.runs_queued as queued, w.runs_waiting as waiting,
                    coalesce((
                        select sum(f.runs_finished - f.runs_succeeded) from minute_figures f
                        where f.minute >= %1$s), 0)
                    + coalesce((
                        select sum(e.weight) from ended_runs e
                        where e.ended_at >= %1$s and e.conclusion in ('failure', 'timed_out')), 0) as failed
                from pg_class c, open_work_now w
                where c.oid = 'pipeline_runs'::regclass),
            of_some as (
                select (select count(*) from pipeline_runs where repository_id in (select seen_repositories())) as all_runs,
                    count(*) filter (where state_now = 'running') as running,
                    count(*) filter (where state_now = 'queued') as queued,
                    count(*) filter (where state_now = 'waiting') as waiting,
                    (select count(*) from pipeline_runs
                    where finished_at >= %1$s and conclusion in ('failure', 'timed_out')) as failed
                from (select %2$s as state_now from pipeline_runs where %3$s) open)
            select * from of_all where (select seen from everything)
            union all
            select * from of_some where not (select seen from everything)
            """
                    .formatted(LAST_DAY, RunsNow.STATE_SQL, OpenRuns.condition("pipeline_runs"));

    private RunViews() {}

    /// Runs that meet all criteria, the newest first. They are found before anything is asked about
    /// them: what they wait for is not read of those that do not come onto the page. The limit is
    /// part of the statement: one that the planner does not know it takes for a tenth of all runs.
    ///
    /// @param before only older ones; null: from the newest on
    public static List<RunView> page(
            Tx tx, List<RunCriterion> criteria, @Nullable RunId before, int limit) {
        return rows(tx).where(
                        PIPELINE_RUNS.ID.in(
                                select(PIPELINE_RUNS.ID)
                                        .from(PIPELINE_RUNS)
                                        .where(RunConditions.all(criteria))
                                        .and(
                                                before == null
                                                        ? noCondition()
                                                        : PIPELINE_RUNS.ID.lt(before.value()))
                                        .orderBy(PIPELINE_RUNS.ID.desc())
                                        .limit(inline(limit))))
                .orderBy(PIPELINE_RUNS.ID.desc())
                .fetch(RunViews::view);
    }

    /// Those of the runs that meet all criteria, the newest first.
    public static List<RunView> among(Tx tx, List<RunCriterion> criteria, Collection<RunId> runs) {
        return rows(tx).where(PIPELINE_RUNS.ID.in(runs.stream().map(RunId::value).toList()))
                .and(RunConditions.all(criteria))
                .orderBy(PIPELINE_RUNS.ID.desc())
                .fetch(RunViews::view);
    }

    public static Optional<RunView> find(Tx tx, RunId run) {
        return rows(tx).where(PIPELINE_RUNS.ID.eq(run.value())).fetchOptional(RunViews::view);
    }

    /// How many runs meet all criteria; stops to count at `limit`.
    public static int matching(Tx tx, List<RunCriterion> criteria, int limit) {
        return tx.sql()
                .selectCount()
                .from(
                        select(PIPELINE_RUNS.ID)
                                .from(PIPELINE_RUNS)
                                .where(RunConditions.all(criteria))
                                .limit(limit)
                                .asTable("matching"))
                .fetchSingle()
                .value1();
    }

    /// Runs of which a runner has a job, the oldest first.
    public static List<RunView> running(Tx tx, int limit) {
        return open(tx, RunsNow.STATE.eq(inline("running")), limit);
    }

    /// Open runs of which no runner has a job, the oldest first.
    public static List<RunView> waiting(Tx tx, int limit) {
        return open(tx, RunsNow.STATE.ne(inline("running")), limit);
    }

    private static List<RunView> open(Tx tx, Condition which, int limit) {
        return rows(tx).where(RunsNow.OPEN)
                .and(which)
                .orderBy(PIPELINE_RUNS.ID)
                .limit(limit)
                .fetch(RunViews::view);
    }

    /// Finished runs, the last to finish first.
    public static List<RunView> finished(Tx tx, int limit) {
        return rows(tx).where(LastFinished.among(currentOffsetDateTime(), limit))
                .orderBy(PIPELINE_RUNS.FINISHED_AT.desc())
                .fetch(RunViews::view);
    }

    /// Runs that ended after a time, the last to finish first.
    ///
    /// @param pipelines whose runs are meant, by their titles: `shop-web / ci`
    /// @param actors whose runs are meant, of whatever pipeline
    public static List<RunView> ended(
            Tx tx,
            OffsetDateTime after,
            Collection<String> pipelines,
            Collection<String> actors,
            int limit) {
        return rows(tx).where(LastFinished.within(val(after), currentOffsetDateTime()))
                .and(
                        REPOSITORIES
                                .NAME
                                .concat(" / ")
                                .concat(RunsNow.PIPELINE_NAME)
                                .in(pipelines)
                                .or(
                                        lower(PIPELINE_RUNS.ACTOR)
                                                .in(
                                                        actors.stream()
                                                                .map(name ->
                                                                        name.toLowerCase(
                                                                                Locale.ROOT))
                                                                .toList())))
                .orderBy(PIPELINE_RUNS.FINISHED_AT.desc())
                .limit(limit)
                .fetch(RunViews::view);
    }

    /// Counts for the navigation and the tabs, of what whoever asks sees. `all` is the planner's
    /// estimate once there are many; failed are those of the last 24 hours.
    public static RunCounts counts(Tx tx) {
        Record row = tx.sql().fetchSingle(COUNTS);
        return new RunCounts(
                number(row, "all_runs"),
                number(row, "running"),
                number(row, "queued"),
                number(row, "waiting"),
                number(row, "failed"));
    }

    /// Where a repository is fetched from.
    public static String repositoryUrl(Tx tx, RepositoryId repository) {
        return tx.sql()
                .select(REPOSITORIES.URL)
                .from(REPOSITORIES)
                .where(REPOSITORIES.ID.eq(repository.value()))
                .fetchSingle(row -> row.value1());
    }

    private static SelectJoinStep<? extends Record> rows(Tx tx) {
        return tx.sql()
                .select(PIPELINE_RUNS.fields())
                .select(
                        REPOSITORIES.NAME,
                        NAME,
                        PIPELINE_STATS.USUAL_SECONDS,
                        JOB_COUNT,
                        JOBS_FAILED,
                        STATE,
                        RunsNow.WAITS_FOR,
                        RunsNow.WAITS_MESSAGE,
                        RunsNow.QUEUED_LABELS,
                        RunsNow.MISSING_LABELS)
                .from(PIPELINE_RUNS)
                .join(PIPELINES)
                .on(PIPELINES.ID.eq(PIPELINE_RUNS.PIPELINE_ID))
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(PIPELINE_RUNS.REPOSITORY_ID))
                .leftJoin(PIPELINE_STATS)
                .on(PIPELINE_STATS.PIPELINE_ID.eq(PIPELINE_RUNS.PIPELINE_ID))
                .leftJoin(RunsNow.HELD)
                .on(trueCondition())
                .leftJoin(RunsNow.ASKED)
                .on(trueCondition());
    }

    private static RunView view(Record row) {
        return new RunView(
                new RunId(row.get(PIPELINE_RUNS.ID)),
                new RunView.PipelineName(
                        new PipelineId(row.get(PIPELINE_RUNS.PIPELINE_ID)),
                        new RepositoryId(row.get(PIPELINE_RUNS.REPOSITORY_ID)),
                        row.get(REPOSITORIES.NAME),
                        row.get(NAME)),
                row.get(PIPELINE_RUNS.NUMBER),
                row.get(PIPELINE_RUNS.ATTEMPT),
                new RunView.Origin(
                        row.get(PIPELINE_RUNS.EVENT),
                        row.get(PIPELINE_RUNS.ACTOR),
                        row.get(PIPELINE_RUNS.REF),
                        row.get(PIPELINE_RUNS.COMMIT_SHA),
                        row.get(PIPELINE_RUNS.TITLE)),
                new RunView.Status(
                        EnumWords.parse(RunState.class, row.get(STATE)),
                        EnumWords.parseNullable(
                                Conclusion.class, row.get(PIPELINE_RUNS.CONCLUSION)),
                        EnumWords.parseNullable(Cause.class, row.get(PIPELINE_RUNS.CAUSE)),
                        new RunView.Waiting(
                                row.get(RunsNow.WAITS_FOR),
                                orEmpty(row.get(RunsNow.WAITS_MESSAGE)),
                                AskedLabels.of(
                                        row.get(RunsNow.QUEUED_LABELS),
                                        row.get(RunsNow.MISSING_LABELS)))),
                new RunView.Times(
                        row.get(PIPELINE_RUNS.CREATED_AT).toInstant(),
                        instant(row.get(PIPELINE_RUNS.STARTED_AT)),
                        instant(row.get(PIPELINE_RUNS.FINISHED_AT)),
                        duration(row.get(PIPELINE_STATS.USUAL_SECONDS))),
                new RunView.JobCounts(row.get(JOB_COUNT), row.get(JOBS_FAILED)));
    }

    private static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofMillis((long) (seconds * 1000));
    }

    public static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long number(Record row, String field) {
        return row.get(field, Long.class);
    }
}
