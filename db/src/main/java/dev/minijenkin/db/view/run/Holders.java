package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;

/// Who holds the concurrency groups and the environments that a run waits for.
public final class Holders {
    private Holders() {}

    public static List<Holder> of(Tx tx, RunId run) {
        return tx.sql()
                .fetch(
                        """
                        with held as (
                            select w.job_id, a.run_id
                            from concurrency_groups w
                            join concurrency_groups a
                                on a.repository_id = w.repository_id and a.key = w.key and a.active
                            where w.run_id = ? and not w.active and a.run_id <> w.run_id
                            union all
                            select d.job_id, h.run_id
                            from jobs j
                            join deployments d on d.job_id = j.id and d.state = 'waiting'
                            join deployment_locks l on l.environment_id = d.environment_id
                            join deployments o on o.id = l.deployment_id
                            join jobs h on h.id = o.job_id
                            where j.run_id = ? and h.run_id <> j.run_id)
                        select held.job_id, held.run_id, o.name || ' / ' || case when p.name = p.path
                            then regexp_replace(p.path, '^.*/', '') else p.name end || ' #' || r.number as name
                        from held
                        join pipeline_runs r on r.id = held.run_id
                        join pipelines p on p.id = r.pipeline_id
                        join repositories o on o.id = r.repository_id
                        order by held.job_id nulls first, held.run_id
                        """,
                        run.value(),
                        run.value())
                .map(row -> {
                    Long job = row.get("job_id", Long.class);
                    return new Holder(
                            job == null ? null : new JobId(job),
                            new RunId(row.get("run_id", Long.class)),
                            row.get("name", String.class));
                });
    }
}
