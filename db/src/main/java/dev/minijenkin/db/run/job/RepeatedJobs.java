package dev.minijenkin.db.run.job;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import java.util.Collection;

/// Statements that bring jobs of an earlier attempt into another attempt of the same run, whose
/// lock ([Runs#lock]) the transaction holds.
public final class RepeatedJobs {
    /// What the plan says of a job.
    private static final String PLANNED =
            "leg, matrix_index, place, name, form, late, fail_fast, max_parallel, continue_on_error,"
                    + " label_set_id, guarded, timeout_minutes";

    private RepeatedJobs() {}

    /// Inserts jobs again, blocked: with the number of the attempt and the name of who wanted it in
    /// their `github` context.
    public static void repeat(Tx tx, Collection<JobId> jobs, int attempt, String actor) {
        copy(
                tx,
                jobs,
                attempt,
                PLANNED + ", state, claims_left",
                PLANNED + ", 'blocked', (select max_claims_per_job from settings)");
        sign(tx, jobs, attempt, actor);
    }

    /// The same for jobs that are planned anew when their turn comes. The first leg of each stands
    /// for all.
    public static void defer(Tx tx, Collection<JobId> legs, int attempt, String actor) {
        copy(
                tx,
                legs,
                attempt,
                "matrix_index, place, name, form, late, state, claims_left",
                "0, trim_array(place, 1) || 0, split_part(key, '/', -1), 'deferred',"
                        + " true, 'blocked', 0");
        sign(tx, legs, attempt, actor);
    }

    /// The same for calls of which some jobs are carried out again and others keep their results.
    /// One that has a group to enter waits for its turn, and its jobs for it.
    public static void reopen(Tx tx, Collection<JobId> calls, int attempt) {
        copy(
                tx,
                calls,
                attempt,
                PLANNED + ", calls, state, started_at, claims_left",
                PLANNED
                        + ", calls, case when guarded then 'blocked' else 'running' end::job_state,"
                        + " case when guarded then null else now() end, 0");
    }

    /// Takes finished jobs, with their results, over.
    public static void reuse(Tx tx, Collection<JobId> jobs, int attempt) {
        String results =
                ", environment, concurrency_group, calls, state, conclusion, cause, message, claimed_by,"
                        + " outputs, created_at, queued_at,"
                        + " claimed_at, started_at, finished_at, log_lines, log_bytes, log_truncated";
        copy(
                tx,
                jobs,
                attempt,
                PLANNED + results + ", claims_left, reused_job_id",
                PLANNED + results + ", 0, coalesce(reused_job_id, id)");
    }

    /// @param columns beside those that are always the same
    /// @param values for them, out of the old row
    private static void copy(
            Tx tx, Collection<JobId> jobs, int attempt, String columns, String values) {
        if (jobs.isEmpty()) {
            return;
        }
        tx.sql()
                .execute(
                        """
                        with copied as (
                            insert into jobs (run_id, attempt, repository_id, key, needs, priority, %s)
                            select run_id, ?, repository_id, key, needs, priority, %s
                            from jobs
                            where id = any(?)
                            order by id
                            returning id, run_id, key, matrix_index)
                        insert into job_definitions (job_id, template_id, own, contexts)
                        select c.id, d.template_id, d.own, d.contexts
                        from copied c
                        join jobs j on j.run_id = c.run_id and j.key = c.key and j.matrix_index = c.matrix_index
                            and j.id = any(?)
                        join job_definitions d on d.job_id = j.id
                        """
                                .formatted(columns, values),
                        attempt,
                        ids(jobs),
                        ids(jobs));
    }

    /// Writes the attempt into the definitions of the copies of some jobs.
    private static void sign(Tx tx, Collection<JobId> jobs, int attempt, String actor) {
        tx.sql()
                .execute(
                        """
                        update job_definitions d
                        set contexts = d.contexts || jsonb_build_object(
                            'github',
                            coalesce(d.contexts -> 'github', '{}')
                                || jsonb_build_object('run_attempt', ?::text, 'triggering_actor', ?::text))
                        from jobs j
                        join jobs c on c.run_id = j.run_id and c.attempt = ? and c.key = j.key
                            and c.matrix_index = j.matrix_index
                        where j.id = any(?) and d.job_id = c.id
                        """,
                        Integer.toString(attempt),
                        PostgresText.text(actor),
                        attempt,
                        ids(jobs));
    }

    private static Long[] ids(Collection<JobId> jobs) {
        return jobs.stream().map(JobId::value).toArray(Long[]::new);
    }
}
