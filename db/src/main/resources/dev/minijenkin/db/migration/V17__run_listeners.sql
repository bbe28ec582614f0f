create table run_listeners (
    pipeline_id bigint primary key references pipelines on delete cascade,
    repository_id bigint not null references repositories on delete cascade,
    types text[] not null,
    workflows text[] not null
);
create index run_listeners_by_repository on run_listeners (repository_id);
comment on table run_listeners is
    'Workflow files on default branches that runs of other workflows start (on: workflow_run)';
comment on column run_listeners.types is 'requested, in_progress, completed; empty: all of them';
comment on column run_listeners.workflows is 'Names of the workflows whose runs count; empty: all';
grant select on run_listeners to mj_viewer, mj_server, mj_runner;
grant insert, update, delete on run_listeners to mj_server;

alter table hook_deliveries
    drop constraint hook_deliveries_source_check,
    add constraint hook_deliveries_source_check check (
        source in ('github', 'gitea', 'gitlab', 'bitbucket', 'git', 'command', 'schedule', 'run')),
    add column chain smallint not null default 0 check (chain between 0 and 3);
comment on table hook_deliveries is
    'What asked for runs: verified hooks, trigger commands, schedules and other runs, as they came; replayable';
comment on column hook_deliveries.chain is
    'How many runs, each started by the one before, led to it: a run of the third starts no other';

alter table pipeline_runs add column head_branch text not null default '';
update pipeline_runs set head_branch = regexp_replace(ref, '^refs/(heads|tags|pull)/', '');
comment on column pipeline_runs.head_branch is
    'Branch or tag that it runs for; of a pull request the branch that it comes from';

-- By triggers, so that no way on which a run begins, goes on or ends can forget them, in the same
-- transaction; where nobody of the repository listens they cost one look into a small index.
create function tell_run_listeners() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
declare
    happened text := case
        when tg_op = 'INSERT' then 'requested'
        when new.state = 'running' then 'in_progress'
        else 'completed' end;
begin
    if not exists (select from run_listeners l where l.repository_id = new.repository_id) then
        return null;
    end if;
    insert into hook_deliveries (repository_id, source, delivery_key, event, payload, chain)
    select new.repository_id, 'run', 'run-' || new.id || '-' || new.attempt || '-' || happened, 'workflow_run',
        convert_to(jsonb_build_object(
            'action', happened,
            'workflow', jsonb_build_object('id', p.id, 'name', p.name, 'path', p.path),
            'workflow_run', jsonb_build_object(
                'id', new.id,
                'name', p.name,
                'display_title', new.title,
                'path', p.path,
                'workflow_id', p.id,
                'run_number', new.number,
                'run_attempt', new.attempt,
                'event', new.event,
                'status', case happened when 'requested' then 'queued' else happened end,
                'conclusion', new.conclusion,
                'head_branch', new.head_branch,
                'head_sha', new.commit_sha,
                'head_commit', jsonb_build_object('id', new.commit_sha, 'message', new.commit_title,
                    'author', jsonb_build_object('name', new.commit_author)),
                'actor', jsonb_build_object('login', new.actor),
                'triggering_actor', jsonb_build_object('login', new.actor),
                'created_at', to_char(new.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'run_started_at', to_char(new.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'updated_at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'head_repository', jsonb_build_object('id', r.id, 'full_name', r.name),
                'repository', jsonb_build_object('id', r.id, 'full_name', r.name)),
            'repository', jsonb_build_object('id', r.id, 'full_name', r.name, 'default_branch', r.default_branch),
            'sender', jsonb_build_object('login', new.actor))::text, 'UTF8'),
        coalesce(d.chain, 0) + 1
    from pipelines p
    join repositories r on r.id = new.repository_id
    left join hook_deliveries d on d.id = new.hook_delivery_id
    where p.id = new.pipeline_id and coalesce(d.chain, 0) < 3
        and exists (
            select from run_listeners l
            where l.repository_id = new.repository_id
                and (l.types = '{}' or happened = any (l.types))
                and (l.workflows = '{}' or p.name = any (l.workflows)))
    on conflict (repository_id, delivery_key) do nothing;
    return null;
end
$$;
comment on function tell_run_listeners is
    'Asks for the runs of workflows that listen to this run, by a delivery';

create trigger pipeline_runs_requested after insert on pipeline_runs
    for each row execute function tell_run_listeners();
create trigger pipeline_runs_moved after update of state on pipeline_runs
    for each row
    when (old.state is distinct from new.state and new.state in ('running', 'finished'))
    execute function tell_run_listeners();
