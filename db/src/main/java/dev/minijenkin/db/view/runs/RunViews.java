package dev.minijenkin.db.view.runs;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.PIPELINES;
import static dev.minijenkin.db.schema.Tables.PIPELINE_RUNS;
import static dev.minijenkin.db.schema.Tables.PIPELINE_STATS;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
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
    private static final Field<String> WAITS_FOR =
            select(min(JOBS.WAITING_FOR))
                    .from(JOBS)
                    .where(OF_ATTEMPT)
                    .and(JOBS.STATE.eq(inline("waiting")))
                    .asField("waits_for");

    private RunViews() {}

    /// Runs that meet all criteria, the newest first.
    ///
    /// @param before only older ones; null: from the newest on
    public static List<RunView> page(
            Tx tx, List<RunCriterion> criteria, @Nullable RunId before, int limit) {
        return rows(tx).where(RunConditions.all(criteria))
                .and(before == null ? noCondition() : PIPELINE_RUNS.ID.lt(before.value()))
                .orderBy(PIPELINE_RUNS.ID.desc())
                .limit(limit)
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
                                .join(PIPELINES)
                                .on(PIPELINES.ID.eq(PIPELINE_RUNS.PIPELINE_ID))
                                .join(REPOSITORIES)
                                .on(REPOSITORIES.ID.eq(PIPELINE_RUNS.REPOSITORY_ID))
                                .where(RunConditions.all(criteria))
                                .limit(limit)
                                .asTable("matching"))
                .fetchSingle()
                .value1();
    }

    /// Open runs, the oldest first.
    public static List<RunView> open(Tx tx, int limit) {
        return rows(tx).where(PIPELINE_RUNS.STATE.ne(inline("finished")))
                .orderBy(PIPELINE_RUNS.ID)
                .limit(limit)
                .fetch(RunViews::view);
    }

    /// Finished runs, the last to finish first.
    public static List<RunView> finished(Tx tx, int limit) {
        return rows(tx).where(PIPELINE_RUNS.STATE.eq(inline("finished")))
                .orderBy(PIPELINE_RUNS.FINISHED_AT.desc())
                .limit(limit)
                .fetch(RunViews::view);
    }

    /// Counts for the navigation and the tabs. `all` is the planner's estimate once there are many.
    public static RunCounts counts(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select
                                    case when c.reltuples > 50000 then c.reltuples::bigint
                                        else (select count(*) from pipeline_runs) end as all_runs,
                                    o.running, o.queued, o.waiting,
                                    (select count(*) from pipeline_runs where state = 'finished'
                                        and finished_at > now() - interval '1 day'
                                        and conclusion in ('failure', 'timed_out')) as failed
                                from pg_class c,
                                    (select count(*) filter (where state = 'running') as running,
                                        count(*) filter (where state = 'queued') as queued,
                                        count(*) filter (where state = 'waiting') as waiting
                                    from pipeline_runs where state <> 'finished') o
                                where c.oid = 'pipeline_runs'::regclass
                                """);
        return new RunCounts(
                number(row, "all_runs"),
                number(row, "running"),
                number(row, "queued"),
                number(row, "waiting"),
                number(row, "failed"));
    }

    private static SelectJoinStep<? extends Record> rows(Tx tx) {
        return tx.sql()
                .select(PIPELINE_RUNS.fields())
                .select(
                        REPOSITORIES.NAME,
                        PIPELINES.NAME,
                        PIPELINE_STATS.USUAL_SECONDS,
                        JOB_COUNT,
                        JOBS_FAILED,
                        WAITS_FOR)
                .from(PIPELINE_RUNS)
                .join(PIPELINES)
                .on(PIPELINES.ID.eq(PIPELINE_RUNS.PIPELINE_ID))
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(PIPELINE_RUNS.REPOSITORY_ID))
                .leftJoin(PIPELINE_STATS)
                .on(PIPELINE_STATS.PIPELINE_ID.eq(PIPELINE_RUNS.PIPELINE_ID));
    }

    private static RunView view(Record row) {
        return new RunView(
                new RunId(row.get(PIPELINE_RUNS.ID)),
                new RunView.PipelineName(
                        new PipelineId(row.get(PIPELINE_RUNS.PIPELINE_ID)),
                        new RepositoryId(row.get(PIPELINE_RUNS.REPOSITORY_ID)),
                        row.get(REPOSITORIES.NAME),
                        row.get(PIPELINES.NAME)),
                row.get(PIPELINE_RUNS.NUMBER),
                row.get(PIPELINE_RUNS.ATTEMPT),
                new RunView.Origin(
                        row.get(PIPELINE_RUNS.EVENT),
                        row.get(PIPELINE_RUNS.ACTOR),
                        row.get(PIPELINE_RUNS.REF),
                        row.get(PIPELINE_RUNS.COMMIT_SHA),
                        row.get(PIPELINE_RUNS.TITLE)),
                new RunView.Status(
                        EnumWords.parse(RunState.class, row.get(PIPELINE_RUNS.STATE)),
                        EnumWords.parseNullable(
                                Conclusion.class, row.get(PIPELINE_RUNS.CONCLUSION)),
                        EnumWords.parseNullable(Cause.class, row.get(PIPELINE_RUNS.CAUSE)),
                        row.get(WAITS_FOR)),
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

    private static long number(Record row, String field) {
        return row.get(field, Long.class);
    }
}
