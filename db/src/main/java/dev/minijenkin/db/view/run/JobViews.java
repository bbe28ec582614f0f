package dev.minijenkin.db.view.run;

import static dev.minijenkin.db.schema.Tables.CLAIMS;
import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.LABEL_SETS;
import static dev.minijenkin.db.schema.Tables.RUNNERS;
import static dev.minijenkin.db.schema.Tables.STEPS;
import static dev.minijenkin.db.schema.Tables.UNSERVED_LABELS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.run.step.StepState;
import dev.minijenkin.db.view.runs.AskedLabels;
import dev.minijenkin.db.view.runs.RunViews;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Jobs with their steps, for the page of a run.
public final class JobViews {
    /// Between the key of a caller and that of a job of the called file.
    private static final char INSIDE = '/';

    /// Between the key of a caller and its leg.
    private static final char LEG = '.';

    private JobViews() {}

    /// The jobs of one attempt in the order of the file, each with the steps of its last claim. In
    /// the place of a call stand the jobs that it calls.
    public static List<JobView> ofRun(Tx tx, RunId run, int attempt) {
        List<JobView> jobs =
                tx.sql()
                        .select(JOBS.fields())
                        .select(RUNNERS.NAME, LABEL_SETS.LABELS, UNSERVED_LABELS.MISSING)
                        .from(JOBS)
                        .leftJoin(RUNNERS)
                        .on(RUNNERS.ID.eq(JOBS.CLAIMED_BY))
                        .leftJoin(LABEL_SETS)
                        .on(LABEL_SETS.ID.eq(JOBS.LABEL_SET_ID))
                        .leftJoin(UNSERVED_LABELS)
                        .on(UNSERVED_LABELS.LABEL_SET_ID.eq(JOBS.LABEL_SET_ID))
                        .and(JOBS.STATE.eq(inline("queued")))
                        .where(JOBS.RUN_ID.eq(run.value()))
                        .and(JOBS.ATTEMPT.eq(attempt))
                        .and(JOBS.CALLS.isNull())
                        .orderBy(JOBS.PLACE, JOBS.ID)
                        .fetch(JobViews::job);
        Map<JobId, List<StepView>> steps =
                steps(tx, jobs.stream().map(job -> job.log().job()).toList()).stream()
                        .collect(Collectors.groupingBy(StepView::job));
        Map<String, List<String>> callers =
                jobs.stream().anyMatch(job -> job.key().indexOf(INSIDE) >= 0)
                        ? callers(tx, run, attempt)
                        : Map.of();
        return jobs.stream()
                .map(job ->
                        job.with(
                                needs(job.key(), job.needs(), callers),
                                steps.getOrDefault(job.log().job(), List.of())))
                .toList();
    }

    /// What the jobs need that call other files, by their keys.
    private static Map<String, List<String>> callers(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .select(JOBS.KEY, JOBS.NEEDS)
                .from(JOBS)
                .where(JOBS.RUN_ID.eq(run.value()))
                .and(JOBS.ATTEMPT.eq(attempt))
                .and(JOBS.CALLS.isNotNull())
                .fetchMap(JOBS.KEY, row -> List.of(row.get(JOBS.NEEDS)));
    }

    /// A job that is the first in its file comes after what its caller needs.
    private static List<String> needs(
            String key, List<String> own, Map<String, List<String>> callers) {
        int end = key.lastIndexOf(INSIDE);
        if (!own.isEmpty() || end < 0) {
            return own;
        }
        String caller = key.substring(0, end);
        int leg = caller.indexOf(LEG, caller.lastIndexOf(INSIDE) + 1);
        String plain = leg < 0 ? caller : caller.substring(0, leg);
        return needs(plain, callers.getOrDefault(plain, List.of()), callers);
    }

    /// Which attempt of a run a job belongs to; empty where it is of another run.
    public static Optional<Integer> attemptOf(Tx tx, RunId run, JobId job) {
        return tx.sql()
                .select(JOBS.ATTEMPT)
                .from(JOBS)
                .where(JOBS.ID.eq(job.value()))
                .and(JOBS.RUN_ID.eq(run.value()))
                .fetchOptional(JOBS.ATTEMPT);
    }

    /// How long a job takes where all goes well: the median of the last runs of its pipeline that
    /// succeeded. Empty where none did.
    public static Optional<Duration> usual(Tx tx, JobId job) {
        Double seconds =
                tx.sql()
                        .fetchSingle(
                                """
                                with mine as (
                                    select j.key, j.matrix_index, r.pipeline_id
                                    from jobs j join pipeline_runs r on r.id = j.run_id where j.id = ?),
                                recent as (
                                    select r.id, r.conclusion from pipeline_runs r
                                    where r.pipeline_id = (select pipeline_id from mine)
                                    order by r.number desc limit 50)
                                select percentile_cont(0.5) within group (
                                    order by extract(epoch from j.finished_at - j.started_at)::float8) as seconds
                                from recent r
                                join jobs j on j.run_id = r.id
                                join mine on mine.key = j.key and mine.matrix_index = j.matrix_index
                                where r.conclusion = 'success' and j.conclusion = 'success'
                                    and j.started_at is not null and j.finished_at is not null
                                    and j.reused_job_id is null
                                """,
                                job.value())
                        .get("seconds", Double.class);
        return Optional.ofNullable(seconds)
                .map(known -> Duration.ofMillis(Math.round(known * 1000)));
    }

    private static List<StepView> steps(Tx tx, Collection<JobId> jobs) {
        var lastClaim = select(max(CLAIMS.ID)).from(CLAIMS).where(CLAIMS.JOB_ID.eq(STEPS.JOB_ID));
        return tx.sql()
                .selectFrom(STEPS)
                .where(STEPS.JOB_ID.in(jobs.stream().map(JobId::value).toList()))
                .and(STEPS.CLAIM_ID.eq(lastClaim))
                .orderBy(STEPS.JOB_ID, STEPS.NUMBER)
                .fetch(row ->
                        new StepView(
                                new JobId(row.get(STEPS.JOB_ID)),
                                new ClaimId(row.get(STEPS.CLAIM_ID)),
                                row.get(STEPS.NUMBER),
                                row.get(STEPS.NAME),
                                EnumWords.parse(StepState.class, row.get(STEPS.STATE)),
                                EnumWords.parseNullable(
                                        Conclusion.class, row.get(STEPS.CONCLUSION)),
                                row.get(STEPS.EXIT_CODE),
                                orZero(row.get(STEPS.FIRST_LINE)),
                                RunViews.instant(row.get(STEPS.STARTED_AT)),
                                RunViews.instant(row.get(STEPS.FINISHED_AT))));
    }

    private static JobView job(Record row) {
        JobId id = new JobId(row.get(JOBS.ID));
        Long reused = row.get(JOBS.REUSED_JOB_ID);
        return new JobView(
                id,
                row.get(JOBS.KEY),
                row.get(JOBS.NAME),
                List.of(row.get(JOBS.NEEDS)),
                new JobView.Status(
                        EnumWords.parse(JobState.class, row.get(JOBS.STATE)),
                        EnumWords.parseNullable(WaitingReason.class, row.get(JOBS.WAITING_FOR)),
                        EnumWords.parseNullable(Conclusion.class, row.get(JOBS.CONCLUSION)),
                        EnumWords.parseNullable(Cause.class, row.get(JOBS.CAUSE)),
                        orEmpty(row.get(JOBS.MESSAGE))),
                new JobView.Placement(
                        AskedLabels.of(
                                row.get(LABEL_SETS.LABELS), row.get(UNSERVED_LABELS.MISSING)),
                        orEmpty(row.get(RUNNERS.NAME))),
                new JobView.Times(
                        row.get(JOBS.CREATED_AT).toInstant(),
                        RunViews.instant(row.get(JOBS.QUEUED_AT)),
                        RunViews.instant(row.get(JOBS.STARTED_AT)),
                        RunViews.instant(row.get(JOBS.FINISHED_AT))),
                new JobView.Log(
                        reused == null ? id : new JobId(reused), row.get(JOBS.LOG_TRUNCATED)),
                List.of());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
