package dev.minijenkin.db.view.run;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.util.List;
import org.jooq.Record;

/// How the jobs of a run usually lie in time: medians of the last runs of its pipeline before it
/// that succeeded at once. (A rerun begins late, and its times say nothing about its jobs.)
public final class UsualJobs {
    private static final String JOBS =
            """
            with recent as (
                select g.id, g.created_at from pipeline_runs r
                join lateral (
                    select o.id, o.created_at from pipeline_runs o
                    where o.pipeline_id = r.pipeline_id and o.number < r.number and o.attempt = 1
                        and o.conclusion = 'success'
                    order by o.number desc limit 7) g on true
                where r.id = ?)
            select j.key, j.name,
                percentile_cont(0.5) within group (
                    order by extract(epoch from j.started_at - recent.created_at)::float8) as start,
                percentile_cont(0.5) within group (
                    order by extract(epoch from j.finished_at - j.started_at)::float8) as took
            from recent
            join jobs j on j.run_id = recent.id
            where j.conclusion = 'success' and j.calls is null and j.started_at is not null
                and j.finished_at is not null
            group by j.key, j.name
            order by j.key, j.name
            """;

    private UsualJobs() {}

    /// Empty where no run before it succeeded.
    public static List<UsualJob> of(Tx tx, RunId run) {
        return tx.sql().fetch(JOBS, run.value()).map(UsualJobs::job);
    }

    private static UsualJob job(Record row) {
        return new UsualJob(
                row.get("key", String.class),
                row.get("name", String.class),
                seconds(row.get("start", Double.class)),
                seconds(row.get("took", Double.class)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
    }
}
