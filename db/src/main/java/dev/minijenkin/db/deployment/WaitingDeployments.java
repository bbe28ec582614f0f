package dev.minijenkin.db.deployment;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.List;

/// Jobs that wait at an environment, and what they are told they wait for.
public final class WaitingDeployments {
    /// People see the newest sentence of so many that wait at one environment.
    private static final int EXPLAINED = 100;

    private static final String FOUND =
            """
            with found as materialized (
                select w.job_id,
                    case when w.approvals_missing > 0 then 'approval' when w.opens_at > now() then 'wait_timer'
                        else 'deployment_lock' end as waits_for,
                    case when w.approvals_missing > 0
                        then format('Waits for approval at `%s`: %s of %s given', w.environment,
                                cardinality(w.approved_by), w.required_approvals)
                            || coalesce(' (' || nullif(array_to_string(w.approved_by, ', '), '') || ')', '')
                            || case when w.opens_at > now() then ', and until ' || c.opens_at else '' end
                        when w.opens_at > now() then format('Waits at `%s` until %s', w.environment, c.opens_at)
                        else 'Waits for the deployment lock of `' || w.environment || '`, which ' || case
                            when l.kept_because is null
                            then h.name || ' of ' || p.name || ' #' || r.number || ' holds'
                            when l.kept_until is null
                            then 'is kept until a person frees it, because ' || l.kept_because
                            else 'is kept until '
                                || to_char(l.kept_until at time zone 'UTC', 'HH24:MI:SS "UTC, because "')
                                || l.kept_because end end as message
                from deployment_locks l
                left join deployments a on a.id = l.deployment_id
                left join jobs h on h.id = a.job_id
                left join pipeline_runs r on r.id = h.run_id
                left join pipelines p on p.id = r.pipeline_id
                join deployment_gates w on w.environment_id = l.environment_id
                cross join lateral (
                    select to_char(w.opens_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') as opens_at) c
                where l.environment_id = ? and w.refusal is null and
            """;

    private static final String TOLD =
            """

                order by w.deployment_id limit ?)
            update jobs j set message = f.message, waiting_for = f.waits_for from found f
            where f.job_id = j.id and j.state = 'waiting'
                and j.waiting_for in ('deployment_lock', 'approval', 'wait_timer')
                and (j.message is distinct from f.message or j.waiting_for <> f.waits_for)
                and j.id in (select id from jobs where id in (select job_id from found)
                    for no key update skip locked)
            returning j.run_id
            """;

    private static final String EXPLAIN_ALL =
            FOUND + "(not w.open or a.id is not null or l.kept_because is not null)" + TOLD;

    private static final String EXPLAIN_ONE = FOUND + "w.job_id = ? and not w.open" + TOLD;

    private WaitingDeployments() {}

    /// Those of an environment, in the order in which they came.
    public static List<WaitingDeployment> of(Tx tx, EnvironmentId environment) {
        return tx.sql()
                .fetch(
                        """
                        select d.job_id, j.name || ' of ' || p.name || ' #' || r.number as name,
                            coalesce(j.message, '') as message
                        from deployments d
                        join jobs j on j.id = d.job_id
                        join pipeline_runs r on r.id = j.run_id
                        join pipelines p on p.id = r.pipeline_id
                        where d.environment_id = ? and d.state = 'waiting'
                        order by d.id
                        """,
                        environment.value())
                .map(row ->
                        new WaitingDeployment(
                                new JobId(row.get("job_id", Long.class)),
                                row.get("name", String.class),
                                row.get("message", String.class)));
    }

    /// Tells them which approvals are missing, until when a timer keeps them, or who holds the
    /// lock, or why and until when it is kept. Passes over what somebody else has locked: he
    /// changes it anyway.
    public static void explain(Tx tx, EnvironmentId environment) {
        explain(tx, EXPLAIN_ALL, environment.value(), EXPLAINED);
    }

    /// Tells a job that has just come what the rules ask for; nothing where they ask for nothing:
    /// it is about to be let in, or told with the others.
    static void explain(Tx tx, EnvironmentId environment, JobId job) {
        explain(tx, EXPLAIN_ONE, environment.value(), job.value(), EXPLAINED);
    }

    private static void explain(Tx tx, String statement, Object... values) {
        tx.sql()
                .fetch(statement, values)
                .getValues("run_id", Long.class)
                .forEach(run -> tx.hint(Topic.RUN, run));
    }
}
