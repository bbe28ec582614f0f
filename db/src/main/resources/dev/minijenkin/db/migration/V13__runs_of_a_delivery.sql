-- A pull request starts a pipeline twice where its file asks for pull_request and pull_request_target.
alter table pipeline_runs
    drop constraint pipeline_runs_hook_delivery_id_pipeline_id_key,
    add constraint pipeline_runs_once_a_delivery unique (hook_delivery_id, pipeline_id, event);
