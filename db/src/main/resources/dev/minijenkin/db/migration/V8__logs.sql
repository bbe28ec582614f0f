-- Logs. What jobs print, as compressed chunks of bytes in partitions by day, and who looks at it just now.

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

create function ensure_log_partitions(days_ahead integer) returns integer
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
    partition_day date;
    partition_name text;
    created integer := 0;
begin
    for partition_day in
        select (now() at time zone 'UTC')::date + ahead from generate_series(0, days_ahead) ahead
    loop
        partition_name := 'job_logs_' || to_char(partition_day, '"y"YYYY"m"MM"d"DD');
        if to_regclass(partition_name) is null then
            -- Create like and attach lock the parent only against other DDL, so that appends go on.
            execute format(
                'create table %I (like job_logs including defaults including storage including constraints)',
                partition_name);
            execute format('alter table job_logs attach partition %I for values from (%L) to (%L)',
                partition_name, partition_day, partition_day + 1);
            created := created + 1;
        end if;
    end loop;
    return created;
end
$$;
comment on function ensure_log_partitions is
    'Creates the partitions of job_logs that are missing from today to so many days ahead; how many it created. '
    'In the database, because only the owner of job_logs may: any server or runner keeps house without owning anything';

create function drop_old_log_partitions(keep_days integer) returns integer
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
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
                < (now() at time zone 'UTC')::date - keep_days
    loop
        execute format('drop table %I', partition.relname);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
comment on function drop_old_log_partitions is
    'Drops the partitions of job_logs whose day is older than so many days; how many. '
    'In the database, because only the owner of job_logs may';

select ensure_log_partitions(7);

create table log_watchers (
    id uuid not null,
    run_id bigint not null references pipeline_runs on delete cascade,
    expires_at timestamptz not null,
    primary key (run_id, id)
);
comment on table log_watchers is
    'Who looks at the logs of a run just now: only then do runners send hints for its log';
comment on column log_watchers.id is 'Made up by whoever looks';
comment on column log_watchers.expires_at is
    'Renewed while somebody looks; what is older counts no more and is deleted';
