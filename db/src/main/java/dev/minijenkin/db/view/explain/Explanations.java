package dev.minijenkin.db.view.explain;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.time.OffsetDateTime;
import java.util.List;

/// Asks `explain_job`.
public final class Explanations {
    private Explanations() {}

    /// Why a job has not begun; empty where there is no such job.
    public static List<Explanation> of(Tx tx, JobId job) {
        return tx.sql()
                .fetch("select * from explain_job(?)", job.value())
                .map(row -> {
                    OffsetDateTime starts = row.get("starts_at", OffsetDateTime.class);
                    return new Explanation(
                            row.get("kind", String.class),
                            row.get("subject", String.class),
                            row.get("sentence", String.class),
                            row.get("place", Long.class),
                            starts == null ? null : starts.toInstant());
                });
    }

    /// The jobs of a run that have not begun, in the order of its file.
    public static List<JobId> waiting(Tx tx, long run) {
        return tx.sql()
                .fetch(
                        """
                        select j.id from jobs j
                        join pipeline_runs r on r.id = j.run_id and r.attempt = j.attempt
                        where j.run_id = ? and j.finished_at is null and j.state in ('blocked', 'waiting', 'queued')
                        order by j.place, j.id
                        """,
                        run)
                .map(row -> new JobId(row.get(0, Long.class)));
    }
}
