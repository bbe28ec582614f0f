-- Rights. Which role may do what: the database is the border. What is not granted here nobody but the owner may do.

-- Made by whoever migrated first, before there was an owner. Every process looks whether the schema is that of its version
-- before it begins, and whoever is a member of mj_owner may migrate next.
revoke all on all tables in schema public from public;
grant all on flyway_schema_history to mj_owner;
grant select on flyway_schema_history to mj_viewer, mj_server, mj_runner, mj_guest_runner;

set local role mj_owner;

-- Viewers read everything but what could be used to pretend or to open: hook and target secrets, ciphertexts, token
-- hashes. They have no other right on any table, so that they can take no lock that a writer waits for.
grant select on
    settings, pipelines, pipeline_counters, default_branch_files, hook_deliveries, away_remotes, schedules, run_listeners, pipeline_runs,
    open_runs, branch_greens, run_sources, run_source_files, label_sets, runners, runner_heartbeats, jobs, job_templates, job_definitions,
    whole_job_definitions, annotations, run_actions,
    repository_clocks, queue, holds, claim_limits, claim_limits_seen, claims, steps, job_logs, log_watchers, log_segments, log_spans,
    log_postings, unindexed_logs, saved_searches, saved_search_matches, environments, deployments, deployment_locks,
    environment_locks, approvals, deployment_exceptions, deployment_gates, concurrency_groups, commands, webhooks_outbox, outbox_attempts, check_runs, artifacts,
    artifact_chunks, step_summaries, test_reports, test_cases, test_results, variables, encryption_keys, health_samples, ended_jobs, ended_runs, histogram_totals, trace_exports, unexported_runs, minute_figures,
    minute_latencies, pipeline_days, pipeline_stats, open_work, counted_work, much_work, open_work_now, live_runners, health, unserved_labels,
    unschedulable_jobs, api_v1_runs, api_v1_jobs, api_v1_runners, api_v1_queue, api_v1_deployments,
    api_v1_pipeline_stats, api_v1_minutes, api_v1_health, api_v1_figures
    to mj_viewer, mj_server, mj_runner;
grant select on claim_limits_now to mj_server, mj_runner;
grant select on person_limits to mj_viewer;
grant execute on function sees_everything, seen_repositories to mj_viewer, mj_server, mj_runner;
grant select (
    id, name, url, host, default_branch, hook_sealed_to, reads_github_folder, default_commit, weight, fork_approval, guest_runs,
    created_at)
    on repositories to mj_viewer, mj_runner;
grant select (id, name, kind, repository_id, url, sealed_to, events, pipelines, branches, only_changes, enabled, consecutive_failures,
    circuit_open_until, created_by, created_at)
    on outbox_targets to mj_viewer, mj_runner;
grant select (id, repository_id, environment_id, name, sealed_to, updated_by, updated_at) on secrets
    to mj_viewer, mj_server, mj_runner;
grant select (
    id, name, scopes, repositories, created_by, created_at, expires_at, revoked_at, revoked_by, last_used_at, session,
    through_id)
    on tokens to mj_viewer, mj_server;
-- Who may look may look by a token of their own too; what it may is theirs, and asked at each use.
grant execute on function create_token, revoke_token, create_session to mj_viewer;
-- Looking at a log is reading, though it leaves a row with an expiry.
grant execute on function watch_log, unwatch_log to mj_viewer, mj_server, mj_runner;
grant execute on function bucket_of, bucket_middle, explain_job, glob_class, glob_regex, name_fits, may_deploy, is_among to mj_viewer, mj_server, mj_runner;
grant execute on function is_person to mj_viewer;

-- Operators act by commands; who they are is not theirs to say.
grant insert (kind, arguments, reason, run_id, job_id, repository_id, next_try_at, due_at) on commands to mj_operator;
grant execute on function withdraw_command, may_wish to mj_operator;
-- What they want to hear of.
grant insert (name, words, regex, pipeline, branch, job, runner, conclusion) on saved_searches to mj_operator;
grant execute on function remove_saved_search to mj_operator;

grant insert, update, delete on
    repositories, environments, outbox_targets, variables, secrets, schedules
    to mj_admin;
-- A public half is brought and retired, and never another in its place.
grant insert (fingerprint, purpose, public_keyset), update (retired_at) on encryption_keys to mj_admin;
-- Who may do what here is theirs to say, for people.
grant execute on function add_person, limit_person, end_person, drop_person to mj_admin;
grant execute on function secrets_to_seal_anew, hooks_to_seal_anew, targets_to_seal_anew to mj_admin;
grant insert (repository_id, label, most), update (most, set_by, set_at), delete on claim_limits to mj_admin;
grant update on settings, pipelines to mj_admin;

-- What executes a command writes what came of it, and nothing of what was asked for or by whom.
grant update (state, outcome, delivery_id, executed_by, executed_at, tries, next_try_at, waits_for) on commands
    to mj_server, mj_runner;
grant update (enabled, test_reports) on pipelines to mj_server, mj_runner;
grant execute on function lock_holders, test_target, resend_messages to mj_server, mj_runner;

-- What people say about deployments is written from their commands; and an environment that a job names first has no rules.
grant execute on function decide_deployment, break_glass, roll_back_deployment, change_repository to mj_server, mj_runner;
grant insert (repository_id, name) on environments to mj_server, mj_runner;
-- Who claims counts, one after the other, where there are limits.
grant execute on function lock_claim_limits to mj_server, mj_runner;
-- Commands hold and release.
grant insert (run_id, attempt, job_id, held_by, reason), delete on holds to mj_server, mj_runner;
-- A run of strangers waits from its beginning.
grant insert (until_approved) on holds to mj_server;

-- Who starts or ends runs and jobs causes messages about them, and can write no others.
grant execute on function tell_targets_of_run, tell_targets_of_job to mj_server, mj_runner;

-- A server makes runs and keeps house.
grant insert, update, delete on
    hook_deliveries, pipelines, pipeline_counters, pipeline_runs, open_runs, branch_greens, run_sources, run_source_files, label_sets, runners, runner_heartbeats,
    jobs, job_definitions, annotations, repository_clocks, queue, claims, steps, deployments,
    deployment_locks, concurrency_groups, group_locks, webhooks_outbox, outbox_attempts, artifacts,
    artifact_chunks, health_samples, ended_jobs, ended_runs, minute_figures, minute_latencies, pipeline_days,
    pipeline_stats, open_work, default_branch_files, away_remotes, schedules, run_listeners
    to mj_server;
-- Totals only grow.
grant insert, update on histogram_totals, trace_exports, check_runs to mj_server;
grant insert, update, delete on unexported_runs to mj_server;
grant insert on job_templates to mj_server, mj_runner;
-- Numbers of runs and jobs are taken before their rows are written.
grant usage on sequence pipeline_runs_id_seq to mj_server;
grant usage on sequence jobs_id_seq to mj_server, mj_runner;
grant select on repositories, outbox_targets, group_locks, chore_locks to mj_server;
grant update on chore_locks to mj_server;
grant update, delete on log_watchers to mj_server;
grant delete on runners to mj_server;
grant insert, update, delete on unindexed_logs to mj_server;
grant insert, delete on log_segments, log_spans, log_postings to mj_server;
grant insert on saved_search_matches to mj_server;
grant update (default_commit, lane_holder, lane_turns) on repositories to mj_server;
grant update (consecutive_failures, circuit_open_until) on outbox_targets to mj_server;
-- It acts for who shows a token, and for nobody else.
grant execute on function use_token, send_command_by_token, withdraw_command_by_token, create_session_by_token, end_session
    to mj_server;
grant execute on function ensure_log_partitions, drop_old_log_partitions, delete_old_commands to mj_server;

-- A runner carries jobs out and advances their runs, whoever started them; so it writes what a run becomes, and not what
-- it was made from. It makes no run, no pipeline, no setting and no secret, and deletes nothing but what leaves the queue
-- or a concurrency group.
grant select on group_locks to mj_runner;
-- Sealed values come by a function, for the claim that a runner holds.
grant execute on function claimed_secrets to mj_runner;
grant insert on job_logs, annotations, run_actions, ended_jobs, ended_runs to mj_runner;
-- Of runs that commands open again.
grant insert, update (attempt) on open_runs to mj_runner;
grant insert, update on runners, runner_heartbeats, label_sets, repository_clocks, jobs, job_definitions to mj_runner;
grant insert, update, delete on queue to mj_runner;
grant insert (run_id, attempt, job_id, name, packing, media_type, expires_at), update (size_bytes, sha256, complete), delete
    on artifacts to mj_runner;
grant insert on artifact_chunks, step_summaries to mj_runner;
grant insert (repository_id, run_id, attempt, job_id, step_number, name), update (complete), delete on test_reports to mj_runner;
grant insert (repository_id, suite, name) on test_cases to mj_runner;
grant insert on test_results to mj_runner;
grant update (
    attempt, state, conclusion, cause, message, priority, cancel_requested_at, cancel_cause, started_at, finished_at)
    on pipeline_runs to mj_runner;
grant insert, update (acknowledged_at, released_at, outcome) on claims to mj_runner;
grant insert, update (name, state, outcome, conclusion, exit_code, first_line, started_at, finished_at) on steps
    to mj_runner;
grant insert (environment_id, job_id, commit_sha),
    update (claim_id, state, fence_token, url, started_at, finished_at) on deployments to mj_runner;
grant insert (environment_id),
    update (fence_token, deployment_id, held_since, kept_because, kept_until) on deployment_locks to mj_runner;
grant insert, update (active, cancel_asked), delete on concurrency_groups to mj_runner;
grant insert, update on group_locks to mj_runner;
-- What commands ask of a server, and what listens to runs.
grant insert (repository_id, source, delivery_key, event, payload, chain),
    update (duplicates, state, attempts, begun, next_attempt_at, opened_at, finished_at) on hook_deliveries to mj_runner;
grant delete on away_remotes to mj_runner;

-- mj_guest_runner holds nothing but the schema's version here: it calls functions that check its claim, and only those
-- (V16). What it reports others carry out.
grant select, update (began), delete on guest_claims to mj_server, mj_runner;
grant select on guest_test_reports, guest_test_results to mj_server, mj_runner;
grant insert (repository_id, run_id, attempt, job_id, step_number, name), update (complete), delete on test_reports to mj_server;
grant insert (repository_id, suite, name) on test_cases to mj_server;
grant insert on test_results to mj_server;

-- Rows. People who are limited to some repositories meet the rows of these, whatever statement they write; all others, and
-- every process, meet all. For processes the condition is a constant that leaves nothing in their plans, and the owner is
-- asked nothing. For people it is asked once a statement whether they are limited, and of which repositories a row is, in
-- a hash table of theirs or by the key of what the row belongs to, whose own policy decides.
do $$
declare
    rule record;
    relation text;
begin
    for rule in
        select * from (values
            ('id in (select seen_repositories())', 'their repositories', array['repositories']),
            ('repository_id in (select seen_repositories())', 'those of their repositories', array[
                'pipelines', 'default_branch_files', 'hook_deliveries', 'run_listeners', 'pipeline_runs', 'jobs', 'job_templates',
                'repository_clocks', 'queue', 'environments', 'concurrency_groups', 'test_reports', 'test_cases']),
            -- What is for all repositories is for theirs too.
            ('repository_id is null or repository_id in (select seen_repositories())',
                'those of their repositories, and of all', array['claim_limits', 'outbox_targets', 'secrets', 'variables']),
            ('pipeline_id in (select p.id from pipelines p)', 'those of pipelines that they see', array[
                'pipeline_counters', 'schedules', 'branch_greens', 'ended_runs', 'pipeline_days', 'pipeline_stats']),
            ('environment_id in (select e.id from environments e)', 'those of environments that they see', array[
                'deployments', 'deployment_locks']),
            ('exists (select from pipeline_runs r where r.id = run_id)', 'those of runs that they see', array[
                'open_runs', 'run_sources', 'run_source_files', 'unexported_runs', 'annotations', 'run_actions', 'holds', 'artifacts', 'log_watchers']),
            ('exists (select from jobs j where j.id = job_id)', 'those of jobs that they see', array[
                'job_definitions', 'claims', 'steps', 'job_logs', 'log_spans', 'unindexed_logs', 'saved_search_matches',
                'approvals', 'deployment_exceptions', 'step_summaries', 'ended_jobs', 'check_runs']),
            ('exists (select from artifacts a where a.id = artifact_id)', 'those of artifacts that they see', array[
                'artifact_chunks']),
            ('exists (select from test_reports t where t.id = report_id)', 'those of reports that they see', array[
                'test_results']),
            ('exists (select from webhooks_outbox w where w.id = outbox_id)', 'those of messages that they see', array[
                'outbox_attempts']),
            ('case when body ? ''run'' then exists (select from pipeline_runs r where r.id = (body ->> ''run'')::bigint) '
                'else exists (select from outbox_targets t where t.id = target_id) end',
                'those about runs that they see, and tests of targets that they see', array['webhooks_outbox']),
            -- Why a host is away is told with the address of whichever repository tried it.
            ('exists (select from repositories r where remote = ''repository:'' || r.id)', 'their repositories', array[
                'away_remotes']),
            -- In which blocks of all logs something stands is for nobody who does not see all logs.
            ('false', 'none', array['log_postings']),
            ('login = session_user', 'their own', array['person_limits']),
            ('created_by = session_user', 'their own', array['tokens', 'saved_searches']),
            ('actor = session_user or num_nonnulls(repository_id, run_id, job_id) > 0 '
                'and (repository_id is null or repository_id in (select seen_repositories())) '
                'and (run_id is null or exists (select from pipeline_runs r where r.id = run_id)) '
                'and (job_id is null or exists (select from jobs j where j.id = job_id))',
                'their own, and those about what they see', array['commands'])) as wanted (condition, words, relations)
    loop
        foreach relation in array rule.relations loop
            execute format('alter table %I enable row level security', relation);
            execute format(
                'create policy people on %I for %s to mj_viewer using ((select sees_everything()) or (%s))',
                relation, case relation when 'commands' then 'select' else 'all' end, rule.condition);
            execute format('comment on policy people on %I is %L', relation, rule.words);
            execute format('create policy processes on %I to mj_server, mj_runner using (true)', relation);
        end loop;
    end loop;
end
$$;
-- A wish is held against all that it names.
create policy wishes on commands for insert to mj_operator
    with check (may_wish(kind, arguments, run_id, job_id, repository_id));
