package dev.minijenkin.db.view.api.job;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import dev.minijenkin.db.view.api.page.RecordMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Jobs, their steps, and why they have not begun.
public final class ApiJobs {
    private static final String JOB =
            """
            j.id, j.run_id, j.attempt, j.key, j.name, j.state::text as state, j.waiting_for::text as waiting_for,
                j.conclusion::text as conclusion, j.cause::text as cause, j.message, j.environment, s.labels, j.needs,
                w.name as runner, j.reused_job_id, j.created_at, j.queued_at, j.started_at, j.finished_at, j.log_lines,
                j.log_bytes, j.log_truncated
            from looked_at l
            join jobs j on j.id = l.key
            left join label_sets s on s.id = j.label_set_id
            left join runners w on w.id = j.claimed_by
            """;

    private ApiJobs() {}

    /// The jobs of an attempt of a run, without calls whose jobs have taken their place.
    ///
    /// @param attempt null: the current one
    public static ApiPage<ApiJob> ofRun(
            Tx tx, PageRequest page, RunId run, @Nullable Integer attempt) {
        KeysetQuery<ApiJob> query = KeysetQuery.oldestFirst(ApiJob.class, page);
        return query.from(
                        """
                        select id as key from jobs
                        where run_id = ? and attempt = coalesce(?, (select attempt from pipeline_runs where id = ?))
                            and calls is null and id > ?
                        """,
                        run.value(),
                        attempt,
                        run.value(),
                        query.after())
                .read(tx, JOB);
    }

    public static Optional<ApiJob> find(Tx tx, TokenReach reach, JobId id) {
        return KeysetQuery.oldestFirst(ApiJob.class, new PageRequest(reach, null, 1))
                .from("select id as key from jobs where id = ?", id.value())
                .within("j.repository_id")
                .read(tx, JOB)
                .items()
                .stream()
                .findFirst();
    }

    /// The steps of the last claim of a job.
    public static List<ApiStep> steps(Tx tx, JobId job) {
        RecordMapper<ApiStep> mapper = new RecordMapper<>(ApiStep.class);
        return tx.sql()
                .fetch(
                        """
                        select s.number, s.key, s.name, s.state::text as state, s.conclusion::text as conclusion,
                            s.exit_code, s.first_line, s.started_at, s.finished_at
                        from steps s
                        where s.job_id = ? and s.claim_id = (
                            select c.id from claims c where c.job_id = ? order by c.id desc limit 1)
                        order by s.number
                        """,
                        job.value(),
                        job.value())
                .map(mapper::map);
    }

    /// Why a job has not begun.
    public static List<ApiReason> reasons(Tx tx, JobId job) {
        RecordMapper<ApiReason> mapper = new RecordMapper<>(ApiReason.class);
        return tx.sql()
                .fetch(
                        "select kind, subject, sentence, place, starts_at from explain_job(?)",
                        job.value())
                .map(mapper::map);
    }

    /// What is in the queue, in the order in which the jobs were planned.
    ///
    /// @param repository null: of all
    public static ApiPage<ApiQueuedJob> queue(
            Tx tx, PageRequest page, @Nullable RepositoryId repository) {
        KeysetQuery<ApiQueuedJob> query =
                KeysetQuery.oldestFirst(ApiQueuedJob.class, page).within("q.repository_id");
        return query.from("select job_id as key from queue where job_id > ?", query.after())
                .where(
                        "q.repository_id = any(?::bigint[])",
                        repository == null ? null : KeysetQuery.ids(Stream.of(repository)))
                .read(
                        tx,
                        """
                        q.job_id, j.run_id, o.name as repository, j.name, s.labels, q.priority, q.queued_at
                        from looked_at l
                        join queue q on q.job_id = l.key
                        join jobs j on j.id = q.job_id
                        join repositories o on o.id = q.repository_id
                        join label_sets s on s.id = q.label_set_id
                        """);
    }
}
