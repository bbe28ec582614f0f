-- Logs. What jobs print, as compressed chunks of bytes in partitions by day, and who looks at it just now.

set local role mj_owner;

create table job_logs (
    day date not null,
    job_id bigint not null,
    claim_id bigint not null,
    seq integer not null check (seq >= 0),
    step_number integer not null check (step_number >= 0),
    first_line bigint not null check (first_line > 0),
    line_count integer not null check (line_count >= 0),
    continues boolean not null,
    raw_bytes integer not null check (raw_bytes >= 0),
    first_at timestamptz not null,
    codec smallint not null,
    -- Compressed in the JVM: the server must not try again.
    body bytea storage external not null,
    primary key (job_id, claim_id, seq, day)
) partition by range (day);
comment on table job_logs is
    'Chunks of compressed log bytes in partitions by day; retention drops partitions whole. No references, so that an '
    'append locks nothing else';
comment on column job_logs.day is 'claims.log_day of the claim; part of every read, so that one partition is touched';
comment on column job_logs.job_id is 'A job, by its id';
comment on column job_logs.claim_id is 'The claim under which it was written';
comment on column job_logs.seq is 'Counts up per claim from 0, without holes';
comment on column job_logs.step_number is '0 is the set-up of the job';
comment on column job_logs.first_line is
    'Line of the claim''s log in which the chunk begins, counted from 1';
comment on column job_logs.line_count is 'How many lines begin in this chunk';
comment on column job_logs.continues is
    'Whether the first bytes go on with the line that the chunk before left open';
comment on column job_logs.raw_bytes is 'Bytes of its lines before compression';
comment on column job_logs.first_at is 'Time of the first line, by the database''s clock as its runner tracks it';
comment on column job_logs.codec is '1: times and lines, deflated (LogChunkCodec)';
comment on column job_logs.body is 'Times and bytes of its lines, as the codec says';
comment on constraint job_logs_pkey on job_logs is 'A chunk is there once: an append may be repeated';

create table job_logs_default partition of job_logs default;
comment on table job_logs_default is
    'Takes what has no partition of its own, so that no line is lost if housekeeping slept';

-- The index of the search over all logs: a segment is some four megabytes of logs in blocks of a hundred and twenty-eight kilobytes, and
-- tells for each key (see Keys in db.search: four bytes in a row, a word, a branch …) in which of its blocks it stands.
create table log_segments (
    id bigint generated always as identity primary key,
    day date not null,
    blocks smallint not null check (blocks between 1 and 32),
    raw_bytes bigint not null,
    first_claim bigint not null,
    last_claim bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null
);
comment on table log_segments is
    'Parts of the logs of jobs that have ended, as the search index knows them. Written once, by a chore; they leave with '
    'the logs';
comment on column log_segments.day is 'Newest claims.log_day of its claims: with that day it leaves';
comment on column log_segments.blocks is 'How many blocks it has, numbered from 0';
comment on column log_segments.raw_bytes is 'Bytes of its lines before compression';
comment on column log_segments.first_claim is 'The least claim of which it has something';
comment on column log_segments.last_claim is 'The greatest one: nothing in it is newer';
comment on column log_segments.first_at is 'Time of its earliest line';
comment on column log_segments.last_at is 'Time of its latest line';

create index log_segments_newest on log_segments (last_claim desc, id desc);
comment on index log_segments_newest is 'A search asks the newest first';
create index log_segments_by_day on log_segments (day);
comment on index log_segments_by_day is 'What retention deletes';

create table log_spans (
    segment_id bigint not null references log_segments on delete cascade,
    block smallint not null,
    claim_id bigint not null,
    job_id bigint not null,
    first_seq integer not null,
    last_seq integer not null,
    first_line bigint not null,
    primary key (segment_id, block, claim_id)
);
comment on table log_spans is
    'What a block consists of: chunks of job_logs that follow each other, of one claim or of several. No references, as in '
    'job_logs';
comment on column log_spans.block is 'Number of the block in its segment';
comment on column log_spans.claim_id is 'The claim under which they were written';
comment on column log_spans.job_id is 'A job, by its id';
comment on column log_spans.first_seq is 'The first of the chunks';
comment on column log_spans.last_seq is 'The last of the chunks';
comment on column log_spans.first_line is 'Line of the claim''s log in which the first one begins';

create table log_postings (
    -- No reference: to check it was half of what these rows cost, and there are five hundred for a segment.
    segment_id bigint not null,
    bucket smallint not null check (bucket between 0 and 511),
    -- A kilobyte, read as a whole: beside the row they would cost another look.
    postings bytea storage main not null,
    primary key (segment_id, bucket)
);
comment on table log_postings is 'For each key of a bucket the blocks of a segment in which it stands';
comment on column log_postings.segment_id is 'Of the segment with which it came, and leaves';
comment on column log_postings.bucket is 'The highest nine of the twenty bits of a key';
comment on column log_postings.postings is 'As Postings in db.search says';

create table unindexed_logs (
    job_id bigint primary key,
    matched boolean not null default false,
    bytes bigint,
    chunks bigint,
    claim_id bigint not null default 0,
    seq integer not null default 0
) with (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000
);
comment on table unindexed_logs is
    'Jobs that ended and whose logs are not in the search index yet, or not wholly. Few megabytes as a rule: a search '
    'reads them';
comment on column unindexed_logs.job_id is 'A job, by its id';
comment on column unindexed_logs.matched is 'Whether the saved searches have been asked';
comment on column unindexed_logs.bytes is 'Bytes of its log before compression; null: nobody has looked';
comment on column unindexed_logs.chunks is 'Chunks of its log; null: nobody has looked';
comment on column unindexed_logs.claim_id is 'The claim at which the index goes on; 0: it has not begun';
comment on column unindexed_logs.seq is 'The chunk of that claim at which it goes on';

create function ensure_log_partitions() returns integer
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    partition_day date;
    partition_name text;
    created integer := 0;
begin
    for partition_day in
        select (now() at time zone 'UTC')::date + ahead from generate_series(0, 7) ahead
    loop
        partition_name := 'job_logs_' || to_char(partition_day, '"y"YYYY"m"MM"d"DD');
        if to_regclass(partition_name) is null then
            begin
                -- Create like and attach lock the parent only against other DDL, so that appends go on.
                execute format(
                    'create table %I (like job_logs including defaults including storage including constraints)',
                    partition_name);
                execute format('alter table job_logs attach partition %I for values from (%L) to (%L)',
                    partition_name, partition_day, partition_day + 1);
                created := created + 1;
            exception
                -- Chunks of that day are in job_logs_default already: the day stays there.
                when check_violation then null;
            end;
        end if;
    end loop;
    return created;
end
$$;
comment on function ensure_log_partitions is
    'Creates the partitions of job_logs that are missing from today to a week ahead; how many it created. '
    'In the database, because only the owner of job_logs may: a server keeps house without owning anything';

create function drop_old_log_partitions() returns integer
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    partition record;
    dropped integer := 0;
begin
    for partition in
        select c.relname
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'job_logs'::regclass
            and c.relname ~ '^job_logs_y\d{4}m\d{2}d\d{2}$'
            and to_date(substring(c.relname from 'y\d{4}m\d{2}d\d{2}$'), '"y"YYYY"m"MM"d"DD')
                < (now() at time zone 'UTC')::date - (select log_retention_days from settings)
    loop
        execute format('drop table %I', partition.relname);
        dropped := dropped + 1;
    end loop;
    with old as (
        delete from log_segments
        where day < (now() at time zone 'UTC')::date - (select log_retention_days from settings)
        returning id)
    delete from log_postings p using old where p.segment_id = old.id;
    return dropped;
end
$$;
comment on function drop_old_log_partitions is
    'Drops the partitions of job_logs whose day is past settings.log_retention_days, and what the search index has of '
    'them; how many partitions. '
    'In the database, because only the owner of job_logs may';

select ensure_log_partitions();

create table log_watchers (
    run_id bigint not null references pipeline_runs on delete cascade,
    login text not null,
    id uuid not null,
    expires_at timestamptz not null,
    primary key (run_id, login, id)
);
comment on table log_watchers is
    'Who looks at the logs of a run just now: only then do runners send hints for its log. '
    'Written by functions alone, because whoever looks may only read';
comment on column log_watchers.login is 'Database role of whoever looks: nobody meets the rows of others';
comment on column log_watchers.id is 'Made up by whoever looks';
comment on column log_watchers.expires_at is
    'Renewed while somebody looks; what is older counts no more and is deleted';

create function watch_log(run bigint, watcher uuid, seconds double precision) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    -- Each look costs a row for a minute at least: somebody who counts up ids must come to an end.
    if (select count(*) from log_watchers where login = session_user) >= 1000 then
        raise exception 'The role % looks at a thousand logs already', session_user
            using errcode = 'program_limit_exceeded', hint = 'Close some of them, or wait a few minutes';
    end if;
    insert into log_watchers (run_id, login, id, expires_at)
    select r.id, session_user, watcher, now() + make_interval(secs => greatest(0, least(seconds, 300)))
    from pipeline_runs r
    where r.id = run and (sees_everything() or r.repository_id in (select seen_repositories()))
    on conflict (run_id, login, id) do update set expires_at = excluded.expires_at;
    return found;
end
$$;
comment on function watch_log is
    'Says that the role that logged in looks at the logs of a run, for so many seconds from now, at most 300; to be '
    'renewed. False where they see no such run. In the database, because to look is not to write: who may only read gets '
    'no right on a table that appends read';

create function unwatch_log(run bigint, watcher uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    delete from log_watchers where run_id = run and login = session_user and id = watcher;
    return found;
end
$$;
comment on function unwatch_log is
    'The role that logged in looks at the logs of a run no more; whether it did';

create table saved_searches (
    id bigint generated always as identity primary key,
    name text not null check (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
    words text not null check (words <> '' and length(words) <= 1000),
    regex boolean not null default false,
    pipeline text,
    branch text,
    job text,
    runner text,
    conclusion conclusion,
    created_by text not null default session_user,
    created_at timestamptz not null default now()
);
comment on table saved_searches is
    'What people want to hear of when a job prints it. Asked of each job once it has ended';
comment on column saved_searches.name is 'Unique ignoring case';
comment on column saved_searches.words is 'As it is written behind `mini-jenkin search`';
comment on column saved_searches.regex is 'Whether it is a regular expression';
comment on column saved_searches.pipeline is 'Name or file of a pipeline, also with REPOSITORY/ before it; null: all';
comment on column saved_searches.branch is 'Branch that the run is of; null: all';
comment on column saved_searches.job is 'Key or name of a job; null: all';
comment on column saved_searches.runner is 'Name of a runner, ignoring case; null: all';
comment on column saved_searches.conclusion is 'How the job ended; null: however';
comment on column saved_searches.created_by is 'Database role of the person';

create unique index saved_searches_name on saved_searches (lower(name));
comment on index saved_searches_name is 'A name is there once, ignoring case';

create table saved_search_matches (
    search_id bigint not null references saved_searches on delete cascade,
    job_id bigint not null references jobs on delete cascade,
    claim_id bigint not null,
    line bigint not null,
    lines bigint not null check (lines > 0),
    text text not null,
    found_at timestamptz not null default now(),
    primary key (search_id, job_id)
);
comment on table saved_search_matches is 'Jobs that printed what a saved search asks for';
comment on column saved_search_matches.claim_id is 'The claim under which the first such line was printed';
comment on column saved_search_matches.line is 'That line of the claim''s log, from 1';
comment on column saved_search_matches.lines is 'How many lines of the job are such';
comment on column saved_search_matches.text is 'The first of them, without colours';

create index saved_search_matches_by_job on saved_search_matches (job_id);
comment on index saved_search_matches_by_job is 'Those of a job: asked when it is deleted';
comment on column saved_search_matches.found_at is 'When the job was asked for it, soon after its end';

create function remove_saved_search(search text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
    delete from saved_searches where lower(name) = lower(search) and (sees_everything() or created_by = session_user);
    return found;
end
$$;
comment on function remove_saved_search is
    'Forgets a saved search with its matches, by its name ignoring case; whether there was one. Whoever sees some repositories '
    'only forgets their own. In the database, because '
    'whoever may delete rows may lock their table, and the search index asks it';
