-- Secrets and variables. What workflows read as `secrets.NAME` and `vars.NAME`. Secrets are sealed to the runners'
-- public key before they enter the database: whoever reads the database, or a copy of it, reads no secret.

set local role mj_owner;

create table secrets (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    environment_id bigint references environments on delete cascade,
    name text not null,
    sealed_to text not null references encryption_keys,
    ciphertext bytea not null check (length(ciphertext) <= 65536),
    updated_by text not null default session_user,
    updated_at timestamptz not null default now(),
    constraint secrets_name_is_one check (
        name ~ '^[A-Za-z_][A-Za-z0-9_]*$' and name !~* '^github_' and length(name) <= 255),
    constraint secrets_environment_has_repository check (environment_id is null or repository_id is not null)
);
comment on table secrets is 'Sealed secrets: only runners hold the key that opens them, and a function gives them to claims';
comment on column secrets.repository_id is 'Null: for all repositories';
comment on column secrets.environment_id is 'Null: for all jobs; else only for those that name this environment';
comment on column secrets.name is 'Unique ignoring case, for each repository and environment';
comment on column secrets.sealed_to is 'The key of the runners that it is sealed to';
comment on column secrets.ciphertext is
    'The sealed value. Repository, environment and name are part of the seal: in another row it cannot be opened';
comment on column secrets.updated_by is 'Database role of whoever wrote it';
comment on column secrets.updated_at is 'When it was written';
comment on constraint secrets_name_is_one on secrets is
    'Letters, digits and _, no digit first; names with GITHUB_ first are the product''s own';
comment on constraint secrets_environment_has_repository on secrets is
    'An environment is one of a repository';

create unique index secrets_name on secrets (repository_id, environment_id, upper(name)) nulls not distinct;
comment on index secrets_name is 'Names that differ in case are one name';

create table variables (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    environment_id bigint references environments on delete cascade,
    name text not null,
    value text not null check (octet_length(value) <= 49152),
    updated_by text not null default session_user,
    updated_at timestamptz not null default now(),
    constraint variables_name_is_one check (
        name ~ '^[A-Za-z_][A-Za-z0-9_]*$' and name !~* '^github_' and length(name) <= 255),
    constraint variables_environment_has_repository check (environment_id is null or repository_id is not null)
);
comment on table variables is 'Plain configuration that workflows read as vars.NAME';
comment on column variables.repository_id is 'Null: for all repositories';
comment on column variables.environment_id is 'Null: for all jobs; else only for those that name this environment';
comment on column variables.name is 'Unique ignoring case, for each repository and environment';
comment on column variables.value is 'Readable by everybody who reads at all';
comment on column variables.updated_by is 'Database role of whoever wrote it';
comment on column variables.updated_at is 'When it was written';
comment on constraint variables_name_is_one on variables is
    'Letters, digits and _, no digit first; names with GITHUB_ first are the product''s own';
comment on constraint variables_environment_has_repository on variables is
    'An environment is one of a repository';

create unique index variables_name on variables (repository_id, environment_id, upper(name)) nulls not distinct;
comment on index variables_name is 'Names that differ in case are one name';

create function comes_from_fork(event text, payload bytea) returns boolean
    language plpgsql immutable set search_path = public, pg_temp as $$
declare
    content jsonb;
begin
    if event not like 'pull\_request%' then
        return false;
    end if;
    content := convert_from(payload, 'UTF8');
    return case
        when content #> '{pull_request,head,repo}' is not null then
            lower(content #>> '{pull_request,head,repo,full_name}')
                is distinct from lower(content #>> '{pull_request,base,repo,full_name}')
        when content #> '{object_attributes,source_project_id}' is not null then
            content #>> '{object_attributes,source_project_id}'
                is distinct from content #>> '{object_attributes,target_project_id}'
        -- Bitbucket Cloud, and Data Center.
        when content #> '{pullrequest,source,repository,full_name}' is not null then
            lower(content #>> '{pullrequest,source,repository,full_name}')
                is distinct from lower(content #>> '{pullrequest,destination,repository,full_name}')
        when content #> '{pullRequest,fromRef,repository,id}' is not null then
            content #>> '{pullRequest,fromRef,repository,id}'
                is distinct from content #>> '{pullRequest,toRef,repository,id}'
        else true
    end;
exception
    -- Nobody can say whence it comes.
    when data_exception then return true;
end
$$;
comment on function comes_from_fork is
    'Whether a pull or merge request is asked for from another repository, or does not say so; the payload is JSON';

create function secrets_of_claim(of_claim bigint, holder text)
    returns table (name text, repository_id bigint, environment_id bigint, sealed_to text, ciphertext bytea)
    language sql stable set search_path = public, pg_temp as $$
    with held as materialized (
        select r.repository_id, d.environment_id, t.template -> 'secrets' as named,
            comes_from_fork(r.event, s.event) as of_fork
        from claims c
        join runners w on w.id = c.runner_id and w.instance = c.instance
        join jobs j on j.id = c.job_id
        join pipeline_runs r on r.id = j.run_id
        join run_sources s on s.run_id = r.id
        join job_definitions f on f.job_id = j.id
        join job_templates t on t.id = f.template_id
        left join (
            select a.job_id, a.environment_id
            from deployments a join deployment_locks l on l.deployment_id = a.id
            where a.state = 'active') d on d.job_id = j.id
        where c.id = of_claim and c.claimed_by = holder and c.released_at is null)
    select found.name, found.repository_id, found.environment_id, found.sealed_to, found.ciphertext
    from held h
    left join lateral (
        select distinct on (upper(x.name)) x.name, x.repository_id, x.environment_id, x.sealed_to, x.ciphertext
        from secrets x
        where not h.of_fork
            and (x.repository_id is null or x.repository_id = h.repository_id)
            and (x.environment_id is null or x.environment_id = h.environment_id)
            and ((h.named ->> 'all')::boolean
                or upper(x.name) = any(array(
                    select upper(n) from jsonb_array_elements_text(h.named -> 'names') n)))
        order by upper(x.name), x.environment_id nulls last, x.repository_id nulls last) found on true;
$$;
comment on function secrets_of_claim is
    'The sealed values that the job of a live claim of this role names: those of the environment whose '
    'lock it has before those of the repository, and these before those of all; none for code of a fork. One row of nulls '
    'where there are none; no row where the claim is not live, or another''s. Nobody may call it but functions of the owner';

create function claimed_secrets(of_claim bigint)
    returns table (name text, repository_id bigint, environment_id bigint, sealed_to text, ciphertext bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select * from secrets_of_claim(of_claim, session_user);
$$;
comment on function claimed_secrets is
    'The sealed values that the job of a live claim names, for the process that holds it (secrets_of_claim). In the database, '
    'so that a runner gets what its jobs need and no more';

create function secrets_to_seal_anew()
    returns table (id bigint, name text, repository_id bigint, environment_id bigint, sealed_to text, ciphertext bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select s.id, s.name, s.repository_id, s.environment_id, s.sealed_to, s.ciphertext
    from secrets s join encryption_keys k on k.fingerprint = s.sealed_to
    where k.retired_at is not null
    order by s.id;
$$;
comment on function secrets_to_seal_anew is
    'The secrets that are sealed to a key which is retired, for whoever holds its private half and seals them anew. In '
    'the database, because nobody else reads sealed values';

create function hooks_to_seal_anew() returns table (id bigint, name text, sealed_to text, secret bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
    select r.id, r.name, r.hook_sealed_to, r.hook_secret
    from repositories r join encryption_keys k on k.fingerprint = r.hook_sealed_to
    where k.retired_at is not null
    order by r.id;
$$;
comment on function hooks_to_seal_anew is
    'The secrets of hooks that are sealed to a key which is retired, as secrets_to_seal_anew has those of jobs';

create function targets_to_seal_anew()
    returns table (id bigint, name text, kind text, url text, sealed_to text, sealed_secret bytea)
    language sql stable security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select t.id, t.name, t.kind, t.url, t.sealed_to, t.sealed_secret
    from outbox_targets t join encryption_keys k on k.fingerprint = t.sealed_to
    where k.retired_at is not null
    order by t.id;
$$;
comment on function targets_to_seal_anew is 'The secrets of targets that are sealed to a retired key, as secrets_to_seal_anew';
