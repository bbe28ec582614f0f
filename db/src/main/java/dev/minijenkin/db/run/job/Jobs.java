package dev.minijenkin.db.run.job;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.WHOLE_JOB_DEFINITIONS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/// Statements over `jobs` and `job_definitions`. Who changes jobs holds the lock of their run
/// ([Runs#lock]), but for the claim and its acknowledgement.
public final class Jobs {
    private Jobs() {}

    /// The jobs of one attempt, in the order of their files.
    public static List<Job> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .selectFrom(JOBS)
                .where(JOBS.RUN_ID.eq(run.value()))
                .and(JOBS.ATTEMPT.eq(attempt))
                .orderBy(JOBS.PLACE, JOBS.ID)
                .fetch(Jobs::job);
    }

    public static Optional<Job> find(Tx tx, JobId id) {
        return tx.sql().selectFrom(JOBS).where(JOBS.ID.eq(id.value())).fetchOptional(Jobs::job);
    }

    /// The run of a job.
    public static Optional<RunId> runOf(Tx tx, JobId id) {
        return tx.sql()
                .select(JOBS.RUN_ID)
                .from(JOBS)
                .where(JOBS.ID.eq(id.value()))
                .fetchOptional(row -> new RunId(row.value1()));
    }

    /// The definitions (JSON) of jobs.
    public static Map<JobId, String> definitions(Tx tx, Collection<JobId> ids) {
        Map<JobId, String> definitions = new HashMap<>();
        if (!ids.isEmpty()) {
            tx.sql()
                    .select(WHOLE_JOB_DEFINITIONS.JOB_ID, WHOLE_JOB_DEFINITIONS.DEFINITION)
                    .from(WHOLE_JOB_DEFINITIONS)
                    .where(WHOLE_JOB_DEFINITIONS.JOB_ID.eq(any(ids(ids))))
                    .forEach(row -> definitions.put(new JobId(row.value1()), row.value2().data()));
        }
        return definitions;
    }

    /// Writes a definition anew, before a runner reads it.
    public static void setDefinition(Tx tx, JobId id, String definition) {
        tx.sql()
                .execute(
                        """
                        update job_definitions d
                        set own = w.whole - 'contexts', contexts = coalesce(w.whole -> 'contexts', '{}')
                        from (select ?::jsonb as whole) w
                        where d.job_id = ?
                        """,
                        PostgresText.json(definition),
                        id.value());
    }

    /// Writes the `needs` context into definitions, before runners read them.
    ///
    /// @param needs JSON object
    public static void setNeeds(Tx tx, Collection<JobId> jobs, String needs) {
        tx.sql()
                .execute(
                        """
                        update job_definitions
                        set contexts = contexts || jsonb_build_object('needs', ?::jsonb)
                        where job_id = any(?)
                        """,
                        PostgresText.json(needs),
                        ids(jobs));
    }

    /// Ends a job that is not finished yet; false where it was already.
    public static boolean finish(Tx tx, JobId id, JobResult result) {
        return finish(tx, List.of(id), result) == 1;
    }

    /// Ends those of some jobs that are not finished yet, all in the same way.
    ///
    /// @return how many
    public static int finish(Tx tx, Collection<JobId> jobs, JobResult result) {
        return tx.sql()
                .update(JOBS)
                .set(JOBS.STATE, inline("finished"))
                .setNull(JOBS.WAITING_FOR)
                .set(JOBS.CONCLUSION, EnumWords.of(result.conclusion()))
                .set(JOBS.CAUSE, EnumWords.ofNullable(result.cause()))
                .set(JOBS.MESSAGE, PostgresText.textOrNull(result.message()))
                .set(JOBS.OUTPUTS, JSONB.valueOf(PostgresText.json(result.outputs())))
                .set(JOBS.LOG_LINES, result.logLines())
                .set(JOBS.LOG_BYTES, result.logBytes())
                .set(JOBS.LOG_TRUNCATED, result.logTruncated())
                .set(JOBS.FINISHED_AT, currentOffsetDateTime())
                .where(JOBS.ID.eq(any(ids(jobs))))
                .and(JOBS.STATE.ne(inline("finished")))
                .execute();
    }

    /// How many bytes the outputs of all jobs of an attempt have, as JSON.
    public static long outputBytes(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .fetchSingle(
                        """
                        select coalesce(sum(octet_length(outputs::text)), 0) as bytes from jobs
                        where run_id = ? and attempt = ? and state = 'finished'
                        """,
                        run.value(),
                        attempt)
                .get("bytes", Long.class);
    }

    /// Moves a blocked job to `waiting`, with the reason that people see.
    public static void await(Tx tx, JobId id, WaitingReason reason, String message) {
        tx.sql()
                .update(JOBS)
                .set(JOBS.STATE, inline("waiting"))
                .set(JOBS.WAITING_FOR, EnumWords.of(reason))
                .set(JOBS.MESSAGE, PostgresText.text(message))
                .where(JOBS.ID.eq(id.value()))
                .and(JOBS.STATE.in(inline("blocked"), inline("waiting")))
                .execute();
    }

    /// Moves a waiting job back to `blocked`: its turn comes again.
    public static void block(Tx tx, JobId id) {
        tx.sql()
                .update(JOBS)
                .set(JOBS.STATE, inline("blocked"))
                .setNull(JOBS.WAITING_FOR)
                .setNull(JOBS.MESSAGE)
                .where(JOBS.ID.eq(id.value()))
                .and(JOBS.STATE.eq(inline("waiting")))
                .execute();
    }

    /// Asks the runners of claimed or running jobs to cancel them.
    ///
    /// @return the runners to hint
    public static List<Long> requestCancel(Tx tx, Collection<JobId> jobs, Cause cause) {
        return tx
                .sql()
                .update(JOBS)
                .set(
                        JOBS.CANCEL_REQUESTED_AT,
                        coalesce(JOBS.CANCEL_REQUESTED_AT, currentOffsetDateTime()))
                .set(JOBS.CANCEL_CAUSE, coalesce(JOBS.CANCEL_CAUSE, inline(EnumWords.of(cause))))
                .where(JOBS.ID.eq(any(ids(jobs))))
                .and(JOBS.STATE.in(inline("claimed"), inline("running")))
                .returningResult(JOBS.CLAIMED_BY)
                .fetch(row -> row.value1())
                .stream()
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /// Why a job's runner was asked to end it; empty where it was not.
    public static Optional<Cause> cancelCause(Tx tx, JobId id) {
        return tx.sql()
                .select(JOBS.CANCEL_CAUSE)
                .from(JOBS)
                .where(JOBS.ID.eq(id.value()))
                .fetchOptional(JOBS.CANCEL_CAUSE)
                .map(word -> EnumWords.parse(Cause.class, word));
    }

    /// The names of what a job enters before it begins, now that they are known.
    public static void setGuard(
            Tx tx, JobId id, @Nullable String environment, @Nullable String concurrencyGroup) {
        tx.sql()
                .update(JOBS)
                .set(JOBS.ENVIRONMENT, PostgresText.textOrNull(environment))
                .set(JOBS.CONCURRENCY_GROUP, PostgresText.textOrNull(concurrencyGroup))
                .set(JOBS.GUARDED, true)
                .where(JOBS.ID.eq(id.value()))
                .execute();
    }

    private static Long[] ids(Collection<JobId> jobs) {
        return jobs.stream().map(JobId::value).toArray(Long[]::new);
    }

    private static Job job(org.jooq.Record row) {
        return new Job(
                new JobId(row.get(JOBS.ID)),
                row.get(JOBS.ATTEMPT),
                new JobPosition(
                        row.get(JOBS.KEY),
                        row.get(JOBS.LEG),
                        row.get(JOBS.MATRIX_INDEX),
                        List.of(row.get(JOBS.PLACE))),
                row.get(JOBS.NAME),
                new Job.Plan(
                        EnumWords.parse(JobForm.class, row.get(JOBS.FORM)),
                        List.of(row.get(JOBS.NEEDS)),
                        new LegRules(
                                row.get(JOBS.FAIL_FAST),
                                row.get(JOBS.MAX_PARALLEL),
                                row.get(JOBS.CONTINUE_ON_ERROR)),
                        row.get(JOBS.LATE),
                        row.get(JOBS.GUARDED)),
                row.get(JOBS.CALLS),
                new Job.Status(
                        EnumWords.parse(JobState.class, row.get(JOBS.STATE)),
                        EnumWords.parseNullable(Conclusion.class, row.get(JOBS.CONCLUSION)),
                        EnumWords.parseNullable(Cause.class, row.get(JOBS.CAUSE)),
                        row.get(JOBS.CANCEL_REQUESTED_AT) != null),
                row.get(JOBS.REUSED_JOB_ID) != null,
                row.get(JOBS.OUTPUTS).data());
    }
}
