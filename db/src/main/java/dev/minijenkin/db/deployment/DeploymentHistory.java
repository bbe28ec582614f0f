package dev.minijenkin.db.deployment;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/// What was deployed to an environment, and what to go back to.
public final class DeploymentHistory {
    /// What is deployed is what succeeded last: tokens grow with every holder of the lock.
    private static final String DEPLOYED =
            """
            select n.id from deployments n
            where n.environment_id = ? and n.state = 'succeeded' order by n.fence_token desc limit 1
            """;

    private static final String ROWS =
            """
            select d.id, d.job_id, j.run_id, j.name || ' of ' || p.name || ' #' || r.number as name, d.commit_sha,
                d.state, coalesce(b.actor, f.contexts #>> '{github,triggering_actor}', r.actor) as actor,
                coalesce(d.finished_at, d.started_at, d.created_at) as at, d.url,
                array(select v.actor from approvals v where v.job_id = j.id and v.approved order by v.id) as approved_by,
                array_remove(array[
                    case when d.state = 'rejected' then j.message end,
                    (select 'rolled back by ' || b.actor || coalesce(': ' || b.reason, '') where b.actor is not null),
                    (select 'the glass was broken by ' || g.actor || ': ' || g.reason where g.actor is not null)],
                    null) as remarks
            from deployments d
            join jobs j on j.id = d.job_id
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            left join job_definitions f on f.job_id = j.id
            left join deployment_exceptions b on b.job_id = j.id and b.kind = 'roll_back'
            left join deployment_exceptions g on g.job_id = j.id and g.kind = 'break_glass'
            """;

    private DeploymentHistory() {}

    /// The newest first.
    public static List<PastDeployment> newest(Tx tx, EnvironmentId environment, int limit) {
        return tx.sql()
                .fetch(
                        ROWS + "where d.environment_id = ? order by d.id desc limit ?",
                        environment.value(),
                        limit)
                .map(DeploymentHistory::deployment);
    }

    /// What is deployed: the last one that succeeded; empty where none did.
    public static Optional<PastDeployment> deployed(Tx tx, EnvironmentId environment) {
        return tx.sql()
                .fetchOptional(ROWS + "where d.id = (" + DEPLOYED + ")", environment.value())
                .map(DeploymentHistory::deployment);
    }

    /// One of an environment, by its id.
    public static Optional<PastDeployment> find(Tx tx, EnvironmentId environment, long id) {
        return tx.sql()
                .fetchOptional(
                        ROWS + "where d.environment_id = ? and d.id = ?", environment.value(), id)
                .map(DeploymentHistory::deployment);
    }

    /// The last good one: of those that succeeded, that of the newest run which is older than that
    /// of the deployment which began last, with another commit. So who rolls back again goes
    /// further back, and never to what was left.
    public static Optional<PastDeployment> lastGood(Tx tx, EnvironmentId environment) {
        return tx.sql()
                .fetchOptional(
                        ROWS
                                + """
                                where d.id = (
                                    select n.id
                                    from (
                                        select l.commit_sha, lj.run_id
                                        from deployments l join jobs lj on lj.id = l.job_id
                                        where l.environment_id = ? and l.fence_token is not null
                                        order by l.fence_token desc limit 1) last
                                    join deployments n on n.environment_id = ? and n.state = 'succeeded'
                                        and n.commit_sha <> last.commit_sha
                                    join jobs nj on nj.id = n.job_id and nj.run_id < last.run_id
                                    order by nj.run_id desc, n.fence_token desc limit 1)
                                """,
                        environment.value(),
                        environment.value())
                .map(DeploymentHistory::deployment);
    }

    private static PastDeployment deployment(Record row) {
        return new PastDeployment(
                row.get("id", Long.class),
                new JobId(row.get("job_id", Long.class)),
                new RunId(row.get("run_id", Long.class)),
                row.get("name", String.class),
                row.get("commit_sha", String.class),
                row.get("state", String.class),
                row.get("actor", String.class),
                row.get("at", OffsetDateTime.class),
                Optional.ofNullable(row.get("url", String.class)),
                List.of(row.get("approved_by", String[].class)),
                List.of(row.get("remarks", String[].class)));
    }
}
