package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.JOBS;
import static dev.minijenkin.db.schema.Tables.JOB_DEFINITIONS;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Storable;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.JSONB;
import org.jooq.Record;

/// Statements that bring jobs into a run. Who does so holds the lock of the run ([Runs#lock]), or
/// has just inserted it.
public final class NewJobs {
    /// A statement takes at most 65,535 values.
    private static final int BATCH = 500;

    private NewJobs() {}

    /// Inserts jobs in state `blocked`.
    ///
    /// @return their ids, in the same order
    public static List<JobId> insert(Tx tx, Run run, List<NewJob> jobs) {
        List<JobId> ids = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += BATCH) {
            List<NewJob> batch = jobs.subList(from, Math.min(from + BATCH, jobs.size()));
            List<JobId> inserted =
                    tx
                            .sql()
                            .insertInto(JOBS)
                            .set(batch.stream().map(job -> row(tx, run, job)).toList())
                            .returningResult(JOBS.ID)
                            .fetch()
                            .stream()
                            .map(row -> new JobId(row.value1()))
                            .toList();
            insertDefinitions(tx, inserted, batch);
            ids.addAll(inserted);
        }
        return ids;
    }

    private static void insertDefinitions(Tx tx, List<JobId> ids, List<NewJob> jobs) {
        List<Record> rows = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            var row = tx.sql().newRecord(JOB_DEFINITIONS);
            row.set(JOB_DEFINITIONS.JOB_ID, ids.get(i).value());
            row.set(
                    JOB_DEFINITIONS.DEFINITION,
                    JSONB.valueOf(Storable.json(jobs.get(i).definition())));
            rows.add(row);
        }
        tx.sql().insertInto(JOB_DEFINITIONS).set(rows).execute();
    }

    /// A job that was not planned yet becomes the legs that it is now known to have: its own row
    /// the first, which stays `blocked` as the others are.
    public static void replace(Tx tx, Run run, JobId placeholder, List<NewJob> legs) {
        NewJob first = legs.getFirst();
        Record row = row(tx, run, first);
        tx.sql().update(JOBS).set(row).where(JOBS.ID.eq(placeholder.value())).execute();
        tx.sql()
                .update(JOB_DEFINITIONS)
                .set(JOB_DEFINITIONS.DEFINITION, JSONB.valueOf(Storable.json(first.definition())))
                .where(JOB_DEFINITIONS.JOB_ID.eq(placeholder.value()))
                .execute();
        insert(tx, run, legs.subList(1, legs.size()));
    }

    private static Record row(Tx tx, Run run, NewJob job) {
        Record row = tx.sql().newRecord(JOBS);
        row.set(JOBS.RUN_ID, run.id().value());
        row.set(JOBS.ATTEMPT, run.attempt());
        row.set(JOBS.REPOSITORY_ID, run.repository().value());
        row.set(JOBS.KEY, job.position().key());
        row.set(JOBS.LEG, job.position().leg());
        row.set(JOBS.MATRIX_INDEX, job.position().matrixIndex());
        row.set(JOBS.PLACE, job.position().place().toArray(Integer[]::new));
        row.set(JOBS.NAME, Storable.text(job.name()));
        row.set(JOBS.NEEDS, job.needs().toArray(String[]::new));
        row.set(JOBS.FORM, Words.of(job.form()));
        row.set(JOBS.LATE, job.late());
        row.set(JOBS.FAIL_FAST, job.rules().failFast());
        row.set(JOBS.MAX_PARALLEL, job.rules().maxParallel());
        row.set(JOBS.CONTINUE_ON_ERROR, job.rules().continueOnError());
        row.set(JOBS.LABEL_SET_ID, job.labelSet().isPresent() ? job.labelSet().getAsInt() : null);
        row.set(JOBS.PRIORITY, (short) job.priority());
        row.set(JOBS.STATE, "blocked");
        row.set(JOBS.TIMEOUT_MINUTES, job.timeoutMinutes());
        row.set(JOBS.ENVIRONMENT, job.environment());
        row.set(JOBS.CLAIMS_LEFT, job.claimsLeft());
        return row;
    }

    /// Inserts jobs of an earlier attempt again, blocked, in another attempt of the same run: with
    /// its number and the name of who wanted it in their `github` context.
    public static void repeat(Tx tx, Collection<JobId> jobs, int attempt, String actor) {
        tx.sql()
                .execute(
                        """
                        with repeated as (
                            insert into jobs (run_id, attempt, repository_id, key, leg, matrix_index, place, name,
                                needs, form, late, fail_fast, max_parallel, continue_on_error, label_set_id,
                                priority, state, environment, timeout_minutes, claims_left)
                            select j.run_id, ?, j.repository_id, j.key, j.leg, j.matrix_index, j.place, j.name,
                                j.needs, j.form, j.late, j.fail_fast, j.max_parallel, j.continue_on_error,
                                j.label_set_id, j.priority, 'blocked', j.environment, j.timeout_minutes,
                                s.max_claims_per_job
                            from jobs j cross join settings s
                            where j.id = any(?)
                            order by j.id
                            returning id, run_id, key, matrix_index)
                        insert into job_definitions (job_id, definition)
                        select r.id,
                            jsonb_set(jsonb_set(d.definition, '{contexts,github,run_attempt}', to_jsonb(?::text)),
                                '{contexts,github,triggering_actor}', to_jsonb(?::text))
                        from repeated r
                        join jobs j on j.run_id = r.run_id and j.key = r.key and j.matrix_index = r.matrix_index
                            and j.id = any(?)
                        join job_definitions d on d.job_id = j.id
                        """,
                        attempt,
                        ids(jobs),
                        Integer.toString(attempt),
                        Storable.text(actor),
                        ids(jobs));
    }

    /// Takes finished jobs of an earlier attempt, with their results, over into another attempt.
    public static void reuse(Tx tx, Collection<JobId> jobs, int attempt) {
        tx.sql()
                .execute(
                        """
                        with reused as (
                            insert into jobs (run_id, attempt, repository_id, key, leg, matrix_index, place, name,
                                needs, form, late, calls, fail_fast, max_parallel, continue_on_error,
                                label_set_id, priority, state, conclusion, cause, message, environment,
                                timeout_minutes, claims_left, claimed_by, outputs, reused_job_id, created_at,
                                queued_at, claimed_at, started_at, finished_at, log_lines, log_bytes, log_truncated)
                            select run_id, ?, repository_id, key, leg, matrix_index, place, name, needs, form,
                                late, calls, fail_fast, max_parallel, continue_on_error, label_set_id, priority,
                                state, conclusion, cause, message, environment, timeout_minutes, 0, claimed_by,
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
                        ids(jobs),
                        ids(jobs));
    }

    private static Long[] ids(Collection<JobId> jobs) {
        return jobs.stream().map(JobId::value).toArray(Long[]::new);
    }
}
