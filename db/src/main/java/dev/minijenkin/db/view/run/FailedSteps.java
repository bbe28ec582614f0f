package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.Optional;
import org.jooq.Record;

/// Where a person looks for what went wrong.
public final class FailedSteps {
    /// The step that failed first, of the last claim; the job is chosen by what is put in.
    private static final String STEP =
            """
            select f.id, f.ran, o.name || ' / ' || p.name || ' #' || r.number || ' › ' || f.name as name,
                coalesce(s.name, '') as step, greatest(1, coalesce(s.first_line, 1)) as first_line,
                coalesce(f.message, '') as said
            from (
                select j.id, coalesce(j.reused_job_id, j.id) as ran, j.run_id, j.name, j.message
                from jobs j %s) f
            join pipeline_runs r on r.id = f.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            left join lateral (
                select s.name, s.first_line from steps s
                where s.job_id = f.ran and s.conclusion in ('failure', 'timed_out')
                    and s.claim_id = (select max(c.id) from claims c where c.job_id = f.ran)
                order by s.number limit 1) s on true
            """;

    /// That failed first and not because of another one; of a run in which none failed, the one
    /// that began last.
    private static final String OF_RUN =
            STEP.formatted(
                    """
                    join pipeline_runs w on w.id = j.run_id and w.attempt = j.attempt
                    where w.id = ? and j.calls is null and j.started_at is not null
                    order by j.conclusion is distinct from 'failure' and j.conclusion is distinct from 'timed_out',
                        j.continue_on_error,
                        case when j.conclusion in ('failure', 'timed_out') then j.finished_at end, j.started_at desc, j.id
                    limit 1\
                    """);

    private static final String OF_JOB = STEP.formatted("where j.id = ?");

    private FailedSteps() {}

    /// Empty where no job of the run has begun.
    public static Optional<FailedStep> ofRun(Tx tx, RunId run) {
        return tx.sql().fetchOptional(OF_RUN, run.value()).map(FailedSteps::step);
    }

    /// Empty where the job is gone.
    public static Optional<FailedStep> ofJob(Tx tx, JobId job) {
        return tx.sql().fetchOptional(OF_JOB, job.value()).map(FailedSteps::step);
    }

    private static FailedStep step(Record row) {
        return new FailedStep(
                new JobId(row.get("id", Long.class)),
                new JobId(row.get("ran", Long.class)),
                row.get("name", String.class),
                row.get("step", String.class),
                row.get("first_line", Long.class),
                row.get("said", String.class));
    }
}
