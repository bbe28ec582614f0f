package dev.minijenkin.db.view.run;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import java.time.OffsetDateTime;
import java.util.List;

/// Looks for logs that are worth reading beside one.
public final class BesideJobs {
    private static final int RUNS = 50;

    private static final String ALL =
            """
            with mine as materialized (
                select j.id, j.key, j.matrix_index, j.attempt, j.run_id, r.pipeline_id, r.number
                from jobs j join pipeline_runs r on r.id = j.run_id where j.id = ?),
            others as materialized (
                select r.id, r.attempt from pipeline_runs r, mine m
                where r.pipeline_id = m.pipeline_id and r.id <> m.run_id
                order by r.number desc limit ?)
            select r.id as run_id, r.number, r.ref, j.id, j.name, j.conclusion, j.started_at, j.run_id = m.run_id as same_run
            from mine m
            join jobs j on (j.run_id = m.run_id and j.attempt = m.attempt and j.id <> m.id)
                or (j.key = m.key and j.matrix_index = m.matrix_index
                    and (j.run_id, j.attempt) in (select id, attempt from others))
            join pipeline_runs r on r.id = j.run_id
            where j.started_at is not null and j.calls is null and j.reused_job_id is null
            order by same_run, r.number desc, j.place, j.id
            """;

    private BesideJobs() {}

    /// The same job of other runs of the pipeline, the newest first, then the other jobs of its
    /// run; of those only that have begun.
    public static List<BesideJob> of(Tx tx, JobId job) {
        return tx.sql()
                .fetch(ALL, job.value(), RUNS)
                .map(row ->
                        new BesideJob(
                                new RunId(row.get("run_id", Long.class)),
                                row.get("number", Long.class),
                                row.get("ref", String.class)
                                        .replaceFirst("^refs/(heads|tags)/", ""),
                                new JobId(row.get("id", Long.class)),
                                row.get("name", String.class),
                                EnumWords.parseNullable(
                                        Conclusion.class, row.get("conclusion", String.class)),
                                row.get("started_at", OffsetDateTime.class).toInstant(),
                                row.get("same_run", Boolean.class)));
    }
}
