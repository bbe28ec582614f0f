package dev.minijenkin.db.view.whatif;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;

/// Looks at what a cancel would do; writes nothing.
public final class CancelEffects {
    private static final String OPEN =
            """
            with ended as (
                select j.id, j.claimed_by, j.state from jobs j
                join pipeline_runs r on r.id = j.run_id and r.attempt = j.attempt
                where r.id = ? and j.finished_at is null and j.calls is null)
            """;

    private static final String JOBS =
            OPEN
                    + """
                    , freed as (
                        select claimed_by, count(*) as slots from ended
                        where state in ('claimed', 'running') and claimed_by is not null
                        group by claimed_by)
                    select coalesce((select sum(slots) from freed), 0)::integer as stopped,
                        (select count(*) from ended where state not in ('claimed', 'running'))::integer as unstarted,
                        least(coalesce((select sum(slots) from freed), 0), (
                            select count(*) from (
                                select from queue q join label_sets s on s.id = q.label_set_id
                                where q.job_id not in (select id from ended) and exists (
                                    select from freed f join runners o on o.id = f.claimed_by
                                    where s.labels <@ o.labels and not o.draining
                                        and s.for_guests = (o.guest_login is not null))
                                limit 1000) could))::integer as could_start
                    """;

    private static final String LOCKS =
            OPEN
                    + """
                    select e.name || ' of ' || o.name as environment,
                        (select count(*) from deployments w where w.environment_id = e.id and w.state = 'waiting'
                            and w.job_id not in (select id from ended))::integer as waiting
                    from deployment_locks l
                    join deployments d on d.id = l.deployment_id
                    join ended on ended.id = d.job_id
                    join environments e on e.id = l.environment_id
                    join repositories o on o.id = e.repository_id
                    order by 1
                    """;

    private CancelEffects() {}

    public static CancelEffect ofRun(Tx tx, RunId run) {
        var jobs = tx.sql().fetchSingle(JOBS, run.value());
        return new CancelEffect(
                jobs.get("stopped", Integer.class),
                jobs.get("unstarted", Integer.class),
                jobs.get("could_start", Integer.class),
                tx.sql()
                        .fetch(LOCKS, run.value())
                        .map(row ->
                                new CancelEffect.FreedLock(
                                        row.get("environment", String.class),
                                        row.get("waiting", Integer.class))));
    }
}
