-- Rights. Which role may do what: the database is the border. What is not granted here nobody but the owner may do.

revoke all on all tables in schema public from public;
revoke all on all functions in schema public from public;

-- Every process looks whether the schema is that of its version before it begins.
grant select on flyway_schema_history to mj_viewer, mj_server, mj_runner, mj_guest_runner;

-- Viewers read everything but what could be used to pretend or to open: hook and target secrets, ciphertexts, token
-- hashes.
grant select on
    settings, pipelines, hook_deliveries, schedules, run_listeners, pipeline_runs, run_sources, run_source_files,
    label_sets, runners, runner_heartbeats, jobs, job_definitions, annotations, repository_clocks, queue, claims, steps,
    job_logs, log_watchers, environments, deployments, deployment_locks, approvals, concurrency_groups, commands,
    webhooks_outbox, outbox_attempts, artifacts, artifact_chunks, variables, encryption_keys, health_samples,
    pipeline_stats, live_runners, health, unschedulable_jobs
    to mj_viewer, mj_server, mj_runner;
grant select (id, name, url, default_branch, reads_github_folder, weight, created_at) on repositories
    to mj_viewer, mj_runner;
grant select (id, name, kind, repository_id, url, events, enabled, consecutive_failures, circuit_open_until, created_at)
    on outbox_targets to mj_viewer, mj_runner;
grant select (id, repository_id, environment_id, name, encryption_key_id, updated_by, updated_at) on secrets
    to mj_viewer;
grant select (id, name, scopes, created_by, created_at, expires_at, revoked_at, last_used_at) on tokens to mj_viewer;
-- Looking at a log is reading, though it leaves a row with an expiry.
grant insert, update, delete on log_watchers to mj_viewer, mj_server, mj_runner;

-- Operators act by commands; who they are is not theirs to say.
grant insert (kind, arguments, reason, run_id, job_id, repository_id) on commands to mj_operator;

grant insert, update, delete on
    repositories, repository_clocks, environments, outbox_targets, variables, secrets, encryption_keys, schedules
    to mj_admin;
grant insert, update on tokens to mj_admin;
grant update on settings, pipelines to mj_admin;

-- What servers and trusted runners share: progress of runs, commands, housekeeping.
grant insert, update, delete on
    hook_deliveries, pipelines, pipeline_runs, run_sources, run_source_files, label_sets, runners, runner_heartbeats,
    jobs, job_definitions, annotations, repository_clocks, queue, claims, steps, deployments, deployment_locks,
    approvals, concurrency_groups, commands, webhooks_outbox, artifacts, artifact_chunks, health_samples
    to mj_server, mj_runner;
grant execute on function ensure_log_partitions, drop_old_log_partitions, refresh_pipeline_stats
    to mj_server, mj_runner;

-- What is a server's alone: the secrets that hooks and notifications are signed with, what workflow files on default
-- branches ask for.
grant select on repositories, outbox_targets, tokens to mj_server;
grant insert, update, delete on schedules, run_listeners, environments, outbox_attempts to mj_server;
grant update (consecutive_failures, circuit_open_until) on outbox_targets to mj_server;
grant update (last_used_at) on tokens to mj_server;

-- What is a runner's alone: what jobs print, and the secrets that they are given.
grant insert on job_logs to mj_runner;
grant insert on environments to mj_runner;
grant select on secrets to mj_runner;
grant insert on encryption_keys to mj_runner;

-- mj_guest_runner holds nothing but the schema's version: it is to call functions that check its claim, and only those.
