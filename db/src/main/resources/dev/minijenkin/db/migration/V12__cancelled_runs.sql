alter table pipeline_runs add column cancel_requested_at timestamptz;
comment on column pipeline_runs.cancel_requested_at is
    'Somebody cancelled the current attempt: what the cancelled() of its jobs answers';
