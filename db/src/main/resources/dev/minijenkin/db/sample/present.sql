insert into commands (kind, arguments, reason, actor, due_at)
values ('drain', '{"runner": "oak-02"}', 'Kernel 6.12', 'priya', now() + interval '7 hours');

with failed as (
    select d.id, d.environment_id, d.started_at,
        format('%s of %s #%s failed, and a person is to look before the next one deploys', j.name, p.name, r.number) as because
    from deployments d
    join environments e on e.id = d.environment_id and e.name = 'production'
    join repositories o on o.id = e.repository_id and o.name = 'infra'
    join jobs j on j.id = d.job_id
    join pipeline_runs r on r.id = j.run_id
    join pipelines p on p.id = r.pipeline_id
    where d.state = 'failed'
    order by d.started_at desc limit 1),
later as (
    delete from deployments d using failed f
    where d.environment_id = f.environment_id and d.started_at > f.started_at and d.state = 'succeeded'),
told as (
    update deployments d set fence_token = l.fence_token
    from failed f join deployment_locks l on l.environment_id = f.environment_id
    where d.id = f.id)
update deployment_locks l set kept_because = f.because
from failed f
where l.environment_id = f.environment_id and l.deployment_id is null;

analyze
