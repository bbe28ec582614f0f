package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.JOB_DEFINITIONS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.Words;
import java.util.List;
import java.util.Optional;
import org.jooq.JSONB;

/// Statements over `jobs` and `job_definitions`. Who changes jobs holds the lock of their run
/// ([Runs#lock]), but for the claim and its acknowledgement.
public final class Jobs {
    private Jobs() {}

    /// Inserts a job in state `blocked`.
    public static JobId insert(Tx tx, Run run, NewJob job) {
        JobId id =
                new JobId(
                        tx.sql()
                                .insertInto(JOBS)
                                .set(JOBS.RUN_ID, run.id().value())
                                .set(JOBS.ATTEMPT, run.attempt())
                                .set(JOBS.REPOSITORY_ID, run.repository().value())
                                .set(JOBS.KEY, job.key())
                                .set(JOBS.MATRIX_INDEX, job.matrixIndex())
                                .set(JOBS.NAME, job.name())
                                .set(JOBS.NEEDS, job.needs().toArray(String[]::new))
                                .set(
                                        JOBS.LABEL_SET_ID,
                                        job.labelSet().isPresent()
                                                ? job.labelSet().getAsInt()
                                                : null)
                                .set(JOBS.PRIORITY, (short) job.priority())
                                .set(JOBS.STATE, inline("blocked"))
                                .set(JOBS.TIMEOUT_MINUTES, job.timeoutMinutes())
                                .set(JOBS.ENVIRONMENT, job.environment())
                                .set(JOBS.CLAIMS_LEFT, job.claimsLeft())
                                .set(
                                        JOBS.REUSED_JOB_ID,
                                        job.reused() == null ? null : job.reused().value())
                                .returningResult(JOBS.ID)
                                .fetchSingle()
                                .value1());
        tx.sql()
                .insertInto(JOB_DEFINITIONS)
                .set(JOB_DEFINITIONS.JOB_ID, id.value())
                .set(JOB_DEFINITIONS.DEFINITION, JSONB.valueOf(job.definition()))
                .execute();
        return id;
    }

    /// The jobs of one attempt, in the order in which they were planned.
    public static List<Job> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .selectFrom(JOBS)
                .where(JOBS.RUN_ID.eq(run.value()))
                .and(JOBS.ATTEMPT.eq(attempt))
                .orderBy(JOBS.ID)
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

    /// The definition (JSON) of a job, for another attempt of it.
    public static String definition(Tx tx, JobId id) {
        return tx.sql()
                .select(JOB_DEFINITIONS.DEFINITION)
                .from(JOB_DEFINITIONS)
                .where(JOB_DEFINITIONS.JOB_ID.eq(id.value()))
                .fetchSingle()
                .value1()
                .data();
    }

    /// Ends a job that is not finished yet; false where it was already.
    public static boolean finish(Tx tx, JobId id, JobResult result) {
        return tx.sql()
                        .update(JOBS)
                        .set(JOBS.STATE, inline("finished"))
                        .setNull(JOBS.WAITING_FOR)
                        .set(JOBS.CONCLUSION, Words.of(result.conclusion()))
                        .set(JOBS.CAUSE, Words.ofNullable(result.cause()))
                        .set(JOBS.MESSAGE, result.message())
                        .set(JOBS.OUTPUTS, JSONB.valueOf(result.outputs()))
                        .set(JOBS.LOG_LINES, result.logLines())
                        .set(JOBS.LOG_BYTES, result.logBytes())
                        .set(JOBS.LOG_TRUNCATED, result.logTruncated())
                        .set(JOBS.FINISHED_AT, currentOffsetDateTime())
                        .where(JOBS.ID.eq(id.value()))
                        .and(JOBS.STATE.ne(inline("finished")))
                        .execute()
                == 1;
    }

    /// Moves a blocked job to `waiting`, with the reason that people see.
    public static void await(Tx tx, JobId id, WaitingReason reason, String message) {
        tx.sql()
                .update(JOBS)
                .set(JOBS.STATE, inline("waiting"))
                .set(JOBS.WAITING_FOR, Words.of(reason))
                .set(JOBS.MESSAGE, message)
                .where(JOBS.ID.eq(id.value()))
                .and(JOBS.STATE.in(inline("blocked"), inline("waiting")))
                .execute();
    }

    /// Asks the runner of a claimed or running job to cancel it.
    ///
    /// @return the runner to hint; empty where no runner has the job
    public static Optional<Long> requestCancel(Tx tx, JobId id) {
        return tx.sql()
                .update(JOBS)
                .set(
                        JOBS.CANCEL_REQUESTED_AT,
                        coalesce(JOBS.CANCEL_REQUESTED_AT, currentOffsetDateTime()))
                .where(JOBS.ID.eq(id.value()))
                .and(JOBS.STATE.in(inline("claimed"), inline("running")))
                .returningResult(JOBS.CLAIMED_BY)
                .fetchOptional(row -> row.value1());
    }

    private static Job job(org.jooq.Record row) {
        return new Job(
                new JobId(row.get(JOBS.ID)),
                row.get(JOBS.ATTEMPT),
                row.get(JOBS.KEY),
                row.get(JOBS.MATRIX_INDEX),
                row.get(JOBS.NAME),
                List.of(row.get(JOBS.NEEDS)),
                Words.parse(JobState.class, row.get(JOBS.STATE)),
                Words.parseNullable(Conclusion.class, row.get(JOBS.CONCLUSION)),
                Words.parseNullable(Cause.class, row.get(JOBS.CAUSE)),
                row.get(JOBS.CANCEL_REQUESTED_AT) != null,
                row.get(JOBS.OUTPUTS).data());
    }
}
