package dev.minijenkin.db.view.past;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.EnvironmentViews;
import java.time.Instant;
import java.util.List;

/// What was deployed at a minute of the past, who held the lock and who waited for it. That a lock
/// was kept after its holder is not kept itself: such an environment is told as free.
public final class PastEnvironments {
    private static final String ENVIRONMENTS =
            """
            select e.id, e.repository_id, x.name as repository, e.name, e.required_approvals, e.reviewers,
                false as may_review, false as may_break_glass,
                case when h.id is null then 'free' else 'held' end as lock, coalesce(h.fence_token, 0) as token,
                h.started_at as held_since, null as kept_because, null::timestamptz as kept_until, true as connected,
                coalesce(h.runner, '') as runner, h.id as holder, h.run_id as holder_run, h.name as holder_name,
                h.run_name as holder_run_name, d.*
            from environments e
            join repositories x on x.id = e.repository_id
            left join lateral (
                select j.id, j.run_id, j.name, %1$s as run_name, v.fence_token, v.started_at, w.name as runner
                from (
                    select * from deployments a
                    where a.environment_id = e.id and a.fence_token is not null and a.started_at <= {0}
                    order by a.fence_token desc limit 1) v
                join jobs j on j.id = v.job_id
                join pipeline_runs r on r.id = j.run_id
                join pipelines p on p.id = r.pipeline_id
                join repositories o on o.id = r.repository_id
                left join claims c on c.id = v.claim_id and c.claimed_at <= {0}
                left join runners w on w.id = c.runner_id
                where v.finished_at > {0} or v.finished_at is null) h on true
            left join lateral (
                select j.id as job, j.run_id as run, j.name as job_name, %1$s as run_name, v.commit_sha, r.title,
                    coalesce((select b.actor from deployment_exceptions b where b.job_id = j.id and b.kind = 'roll_back'), r.actor)
                        as actor,
                    v.finished_at as at, coalesce(v.url, '') as url
                from deployments v
                join jobs j on j.id = v.job_id
                join pipeline_runs r on r.id = j.run_id
                join pipelines p on p.id = r.pipeline_id
                join repositories o on o.id = r.repository_id
                where v.environment_id = e.id and v.state = 'succeeded' and v.finished_at <= {0}
                order by v.fence_token desc limit 1) d on true
            where e.created_at <= {0}
            order by x.name, e.name, e.id
            """
                    .formatted(EnvironmentViews.RUN_NAME);

    private static final String WAITING =
            """
            select d.environment_id, j.id, j.run_id, j.name, %s as run_name, r.title, r.actor, d.created_at,
                greatest(0, e.required_approvals - cardinality(a.people)) as approvals_missing, a.people as approved_by,
                '' as refusal, d.created_at + make_interval(mins => e.wait_minutes) as opens_at,
                cardinality(a.people) >= e.required_approvals
                    and d.created_at + make_interval(mins => e.wait_minutes) <= {0} as open,
                null as held_by, null as hold_reason, null::boolean as whole
            from open_jobs j
            join deployments d on d.job_id = j.id and d.created_at <= {0}
                and (d.started_at > {0} or d.started_at is null) and (d.finished_at > {0} or d.finished_at is null)
            join environments e on e.id = d.environment_id
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            join repositories o on o.id = r.repository_id
            cross join lateral (
                select array(
                    select v.actor from approvals v
                    where v.job_id = j.id and v.approved and v.created_at <= {0} order by v.id) as people) a
            order by not (cardinality(a.people) >= e.required_approvals), d.id
            """
                    .formatted(EnvironmentViews.RUN_NAME);

    private PastEnvironments() {}

    /// All that were there, by repository and name.
    public static List<EnvironmentView> at(Tx tx, Instant at) {
        var minute = PastWork.minute(at);
        return EnvironmentViews.of(
                tx.sql().fetch(ENVIRONMENTS, minute),
                tx.sql().fetch("with " + PastWork.OPEN_JOBS + WAITING, minute));
    }
}
