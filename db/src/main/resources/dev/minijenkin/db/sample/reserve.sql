insert into pipeline_counters (pipeline_id, last_number)
select id, 2200 from pipelines
on conflict do nothing;

alter sequence pipeline_runs_id_seq restart 100001;

alter sequence jobs_id_seq restart 1000001;

alter sequence claims_id_seq restart 1000001;

alter sequence hook_deliveries_id_seq restart 100001;

alter sequence deployments_id_seq restart 100001;

insert into environments (repository_id, name, required_approvals, keeps_lock_after_failure, wait_minutes)
select o.id, e.name, e.approvals, e.keeps, 0
from (values ('shop-web', 'production', 1, false), ('shop-web', 'staging', 0, false), ('infra', 'production', 0, true))
    e(repository, name, approvals, keeps)
join repositories o on o.name = e.repository;

insert into deployment_locks (environment_id, fence_token)
select id, 500 from environments
on conflict do nothing
