package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.JOB_DEFINITIONS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Storable;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.Words;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

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
                                .set(JOBS.NAME, Storable.text(job.name()))
                                .set(JOBS.NEEDS, job.needs().toArray(String[]::new))
                                .set(
                                        JOBS.LABEL_SET_ID,
                                        job.labelSet().isPresent()
                                                ? job.labelSet().getAsInt()
                                                : null)
                                .set(JOBS.PRIORITY, (short) job.priority())
                                .set(JOBS.STATE, inline("blocked"))
                                .set(JOBS.TIMEOUT_MINUTES, job.timeoutMinutes())
                                .set(JOBS.ENVIRONMENT, Storable.textOrNull(job.environment()))
                                .set(
                                        JOBS.CONCURRENCY_GROUP,
                                        Storable.textOrNull(job.concurrencyGroup()))
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
                .set(JOB_DEFINITIONS.DEFINITION, JSONB.valueOf(Storable.json(job.definition())))
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

    /// The definitions (JSON) of jobs.
    public static Map<JobId, String> definitions(Tx tx, Collection<JobId> ids) {
        Map<JobId, String> definitions = new HashMap<>();
        if (!ids.isEmpty()) {
            tx.sql()
                    .select(JOB_DEFINITIONS.JOB_ID, JOB_DEFINITIONS.DEFINITION)
                    .from(JOB_DEFINITIONS)
                    .where(JOB_DEFINITIONS.JOB_ID.eq(any(ids(ids))))
                    .forEach(row -> definitions.put(new JobId(row.value1()), row.value2().data()));
        }
        return definitions;
    }

    /// Writes a definition anew, before a runner reads it.
    public static void setDefinition(Tx tx, JobId id, String definition) {
        tx.sql()
                .update(JOB_DEFINITIONS)
                .set(JOB_DEFINITIONS.DEFINITION, JSONB.valueOf(Storable.json(definition)))
                .where(JOB_DEFINITIONS.JOB_ID.eq(id.value()))
                .execute();
    }

    /// Inserts a job of an earlier attempt again, blocked, in the current attempt of the same run.
    public static JobId repeat(Tx tx, JobId id, int attempt, String definition) {
        long repeated =
                tx.sql()
                        .fetchSingle(
                                """
                                with repeated as (
                                    insert into jobs (run_id, attempt, repository_id, key, matrix_index, name, needs,
                                        label_set_id, priority, state, environment, concurrency_group, timeout_minutes,
                                        claims_left)
                                    select j.run_id, ?, j.repository_id, j.key, j.matrix_index, j.name, j.needs,
                                        j.label_set_id, j.priority, 'blocked', j.environment, j.concurrency_group,
                                        j.timeout_minutes,
                                        s.max_claims_per_job
                                    from jobs j cross join settings s
                                    where j.id = ?
                                    returning id)
                                insert into job_definitions (job_id, definition)
                                select id, ?::jsonb from repeated
                                returning job_id
                                """,
                                attempt,
                                id.value(),
                                Storable.json(definition))
                        .get(0, Long.class);
        return new JobId(repeated);
    }

    /// Takes finished jobs of an earlier attempt, with their results, over into another attempt.
    public static void reuse(Tx tx, Collection<JobId> ids, int attempt) {
        if (ids.isEmpty()) {
            return;
        }
        tx.sql()
                .execute(
                        """
                        with reused as (
                            insert into jobs (run_id, attempt, repository_id, key, matrix_index, name, needs,
                                label_set_id, priority, state, conclusion, cause, message, environment, concurrency_group,
                                timeout_minutes, claims_left, claimed_by, outputs, reused_job_id, created_at,
                                queued_at, claimed_at, started_at, finished_at, log_lines, log_bytes, log_truncated)
                            select run_id, ?, repository_id, key, matrix_index, name, needs, label_set_id, priority,
                                state, conclusion, cause, message, environment, concurrency_group, timeout_minutes, 0,
                                claimed_by,
                                outputs, coalesce(reused_job_id, id), created_at, queued_at, claimed_at, started_at,
                                finished_at, log_lines, log_bytes, log_truncated
                            from jobs
                            where id = any(?) and state = 'finished'
                            order by id
                            returning id, run_id, key, matrix_index)
                        insert into job_definitions (job_id, definition)
                        select r.id, d.definition
                        from reused r
                        join jobs j on j.run_id = r.run_id and j.key = r.key and j.matrix_index = r.matrix_index
                            and j.id = any(?)
                        join job_definitions d on d.job_id = j.id
                        """,
                        attempt,
                        ids(ids),
                        ids(ids));
    }

    /// Ends a job that is not finished yet; false where it was already.
    public static boolean finish(Tx tx, JobId id, JobResult result) {
        return tx.sql()
                        .update(JOBS)
                        .set(JOBS.STATE, inline("finished"))
                        .setNull(JOBS.WAITING_FOR)
                        .set(JOBS.CONCLUSION, Words.of(result.conclusion()))
                        .set(JOBS.CAUSE, Words.ofNullable(result.cause()))
                        .set(JOBS.MESSAGE, Storable.textOrNull(result.message()))
                        .set(JOBS.OUTPUTS, JSONB.valueOf(Storable.json(result.outputs())))
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
    public static Optional<Long> requestCancel(Tx tx, JobId id, Cause cause) {
        return tx.sql()
                .update(JOBS)
                .set(
                        JOBS.CANCEL_REQUESTED_AT,
                        coalesce(JOBS.CANCEL_REQUESTED_AT, currentOffsetDateTime()))
                .set(JOBS.CANCEL_CAUSE, coalesce(JOBS.CANCEL_CAUSE, inline(Words.of(cause))))
                .where(JOBS.ID.eq(id.value()))
                .and(JOBS.STATE.in(inline("claimed"), inline("running")))
                .returningResult(JOBS.CLAIMED_BY)
                .fetchOptional(row -> row.value1());
    }

    /// Why a job's runner was asked to end it; empty where it was not.
    public static Optional<Cause> cancelCause(Tx tx, JobId id) {
        return tx.sql()
                .select(JOBS.CANCEL_CAUSE)
                .from(JOBS)
                .where(JOBS.ID.eq(id.value()))
                .fetchOptional(JOBS.CANCEL_CAUSE)
                .map(word -> Words.parse(Cause.class, word));
    }

    /// The names of what a job enters before it is queued, now that they are known.
    public static void setGuard(
            Tx tx, JobId id, @Nullable String environment, @Nullable String concurrencyGroup) {
        tx.sql()
                .update(JOBS)
                .set(JOBS.ENVIRONMENT, Storable.textOrNull(environment))
                .set(JOBS.CONCURRENCY_GROUP, Storable.textOrNull(concurrencyGroup))
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
                row.get(JOBS.KEY),
                row.get(JOBS.MATRIX_INDEX),
                row.get(JOBS.NAME),
                List.of(row.get(JOBS.NEEDS)),
                Words.parse(JobState.class, row.get(JOBS.STATE)),
                Words.parseNullable(Conclusion.class, row.get(JOBS.CONCLUSION)),
                Words.parseNullable(Cause.class, row.get(JOBS.CAUSE)),
                row.get(JOBS.CANCEL_REQUESTED_AT) != null,
                row.get(JOBS.ENVIRONMENT) != null || row.get(JOBS.CONCURRENCY_GROUP) != null,
                row.get(JOBS.OUTPUTS).data());
    }
}
