-- Queue and claims. How jobs find runners: a narrow, short table of what could start now, in a fair order, and a claim
-- for each time that a runner takes a job. A claim is the fencing token: every later write of its runner names it, and
-- is refused once it is not the live one.

set local role mj_owner;

-- Apart from repositories, because it changes with every enqueued job.
create table repository_clocks (
    repository_id bigint primary key references repositories on delete cascade,
    vfinish bigint not null default 0
) with (fillfactor = 50);
comment on table repository_clocks is 'Fair queueing between repositories; written when jobs enter the queue';
comment on column repository_clocks.vfinish is
    'The virtual time at which all that the repository enqueued is served. A job costs 1000, divided by '
    'repositories.weight';

create table queue (
    label_set_id integer not null references label_sets,
    priority smallint not null,
    vtime bigint not null,
    job_id bigint not null unique references jobs on delete cascade,
    repository_id bigint not null,
    queued_at timestamptz not null default now(),
    primary key (label_set_id, priority, vtime, job_id)
) with (
    fillfactor = 90,
    -- Emptied and cut to nothing it would look free to read whole, and a plan is kept.
    vacuum_truncate = off,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
);
comment on table queue is 'Only jobs that could start now, in the order in which they are claimed';
comment on column queue.priority is '0 is served first, 99 last; that of the job';
comment on column queue.vtime is
    'Fair rank between repositories, given when the job enters (start-time fair queueing)';
comment on column queue.repository_id is 'That of the job; no reference, so that entering costs no lock there';
comment on column queue.queued_at is 'Of this stay in the queue: depth and oldest wait are one scan of this table';
comment on constraint queue_pkey on queue is 'A claim reads the head of each label set in this order';
comment on constraint queue_job_id_key on queue is 'A job is in the queue once';

create index queue_by_repository on queue (label_set_id, repository_id, priority, vtime, job_id);
comment on index queue_by_repository is
    'The heads of repositories, where limits are set: the backlog of one that is full is passed over at once';

-- What people keep from the queue: who of a run waits until somebody lets it go.
create table holds (
    id bigint generated always as identity primary key,
    run_id bigint not null references pipeline_runs on delete cascade,
    attempt integer not null check (attempt > 0),
    job_id bigint references jobs on delete cascade,
    held_by text not null,
    reason text,
    until_approved boolean not null default false,
    held_at timestamptz not null default now(),
    constraint holds_of_runs_await_approval check (job_id is null or not until_approved),
    constraint holds_once unique nulls not distinct (run_id, attempt, job_id)
);
comment on table holds is
    'Runs and jobs that a person, or the rule for forks, holds: what would enter the queue waits instead, and no line lets '
    'it on. Gone once they are released, or their run is cancelled; who did what is kept in commands';
comment on column holds.attempt is 'Of the run: another attempt is not held';
comment on column holds.job_id is 'Null: the run as a whole, with jobs whose turn comes later too';
comment on column holds.held_by is 'Actor of the command; of one until it is approved the rule that asks for it';
comment on column holds.reason is 'Reason of the command; null: none was given';
comment on column holds.until_approved is
    'Since the run was made, because nobody here knows whose code it is: cancelled, none of its jobs begins, not even to '
    'tidy up';
comment on column holds.held_at is 'Since when';
comment on constraint holds_of_runs_await_approval on holds is 'A run as a whole is approved';
comment on constraint holds_once on holds is 'A run as a whole, or a job, is held once';
create index holds_by_job on holds (job_id) where job_id is not null;
comment on index holds_by_job is 'Asked when a job is deleted';

-- What may be under way at a time. A claim counts the live claims of a limit after it has locked its row, so that no two
-- count at once; where there is no limit it does neither.
create table claim_limits (
    id bigint generated always as identity primary key,
    repository_id bigint references repositories on delete cascade,
    label text check (label <> '' and label = lower(label)),
    most integer not null check (most between 0 and 100000),
    set_by text not null default session_user,
    set_at timestamptz not null default now(),
    constraint claim_limits_of_one_thing check ((repository_id is null) <> (label is null)),
    constraint claim_limits_once unique nulls not distinct (repository_id, label)
);
comment on table claim_limits is
    'How many jobs of a repository, or with a label, runners may have at a time; the others wait in the queue, and let '
    'those behind them pass';
comment on column claim_limits.repository_id is 'Whose jobs; null: those with the label';
comment on column claim_limits.label is 'What their runs-on asks for, in lower case; null: those of the repository';
comment on column claim_limits.most is 'How many live claims there may be; 0: none begins';
comment on column claim_limits.set_by is 'Database role of who set it last';
comment on column claim_limits.set_at is 'When';
comment on constraint claim_limits_of_one_thing on claim_limits is 'A limit is one of a repository or of a label';
comment on constraint claim_limits_once on claim_limits is 'A repository, or a label, has one limit';

create table claims (
    id bigint generated always as identity primary key,
    job_id bigint not null references jobs on delete cascade,
    runner_id bigint not null references runners,
    instance uuid not null,
    claimed_by text not null default session_user,
    priority smallint not null,
    vtime bigint not null,
    log_day date not null default (now() at time zone 'UTC')::date,
    claimed_at timestamptz not null default now(),
    acknowledged_at timestamptz,
    released_at timestamptz,
    outcome text check (outcome in ('finished', 'returned', 'unacknowledged', 'runner_lost')),
    constraint claims_released_has_outcome check ((released_at is null) = (outcome is null))
) with (fillfactor = 80, vacuum_truncate = off);
comment on table claims is
    'Each time a runner takes a job. The id only grows: it is the fencing token that every later write names';
comment on column claims.instance is
    'runners.instance of the process that took it: claims of an earlier process are lost at once';
comment on column claims.claimed_by is 'Database role of the runner';
comment on column claims.priority is 'That the job had in the queue';
comment on column claims.vtime is
    'Rank that the job had in the queue; the highest of the newest claims is the virtual time of the system';
comment on column claims.log_day is 'Partition of job_logs into which this claim writes, in UTC';
comment on column claims.claimed_at is 'When its runner took the job';
comment on column claims.acknowledged_at is
    'When its job began: with the claim as a rule; null: not yet, or its runner never heard of it';
comment on column claims.released_at is 'When it ended; null: it is the live claim of its job';
comment on column claims.outcome is
    'finished: result recorded; returned: given back by its runner; the others: released by whoever noticed. '
    'Null while it is live';
comment on constraint claims_released_has_outcome on claims is 'It has an outcome once it is released, and only then';

create unique index claims_live on claims (job_id) where released_at is null;
comment on index claims_live is 'At most one live claim a job: the invariant on which everything rests';
create index claims_live_by_runner on claims (runner_id, instance) where released_at is null;
comment on index claims_live_by_runner is
    'What a runner holds, asked with each heartbeat; and what an earlier process of it held';
create index claims_by_runner on claims (runner_id);
comment on index claims_by_runner is 'Whether a runner that has left is still named';
create index claims_by_job on claims (job_id, id);
comment on index claims_by_job is 'All claims of a job, in their order: its log';
create index claims_by_time on claims using brin (claimed_at, released_at) with (pages_per_range = 32, autosummarize = on);
comment on index claims_by_time is 'What runners carried out at a minute of the past';

-- Claims of guest runners: what these said and may not write themselves, for whoever may.
create table guest_claims (
    claim_id bigint primary key references claims on delete cascade,
    log_bytes bigint not null default 0,
    began boolean not null default false,
    report jsonb,
    reported_at timestamptz,
    secrets_wanted_at timestamptz,
    secrets_given_at timestamptz,
    constraint guest_claims_reported_once check ((report is null) = (reported_at is null))
) with (fillfactor = 50);
comment on table guest_claims is
    'Claims of guest runners, with what they report: how a job ended, or that it is given back. A server or a runner that is '
    'no guest carries it out, and the row is gone';
comment on column guest_claims.claim_id is 'The claim';
comment on column guest_claims.log_bytes is 'Of its log so far, as they are stored';
comment on column guest_claims.began is 'Whether its run began with it, and whoever listens to runs is to be told';
comment on column guest_claims.report is
    'Object: kind (finished, returned, unheard) and, of one that finished, its result. From then on the guest writes nothing '
    'more under the claim. Null: it still runs';
comment on column guest_claims.reported_at is 'When it was reported';
comment on column guest_claims.secrets_wanted_at is 'When the guest asked for the secrets that the job names; null: it did not';
comment on column guest_claims.secrets_given_at is 'When they were sealed to its key (guest_secrets); null: not yet';
comment on constraint guest_claims_reported_once on guest_claims is 'A report has a time';

create index guest_claims_to_do on guest_claims (claim_id) where began or reported_at is not null;
comment on index guest_claims_to_do is 'What others have to carry out';
create index guest_claims_without_secrets on guest_claims (claim_id)
where secrets_wanted_at is not null and secrets_given_at is null;
comment on index guest_claims_without_secrets is 'For whom secrets are to be sealed';

create table guest_secrets (
    claim_id bigint not null references guest_claims on delete cascade,
    name text not null,
    repository_id bigint,
    environment_id bigint,
    sealed_to text not null,
    ciphertext bytea not null check (length(ciphertext) <= 65536),
    primary key (claim_id, name)
);
comment on table guest_secrets is
    'Secrets of a job that a guest runner carries out, sealed to the key of that one; gone with its report';
comment on column guest_secrets.claim_id is 'The claim of the guest';
comment on column guest_secrets.name is 'As in secrets';
comment on column guest_secrets.repository_id is 'As in secrets; part of the seal';
comment on column guest_secrets.environment_id is 'As in secrets; part of the seal';
comment on column guest_secrets.sealed_to is 'Fingerprint of the guest''s key';
comment on column guest_secrets.ciphertext is 'The sealed value';

-- Names of tests are those of the whole repository: a guest writes none, so that nobody has to wait for it.
create table guest_test_reports (
    claim_id bigint not null references guest_claims on delete cascade,
    number integer not null check (number between 1 and 100),
    step_number integer not null check (step_number > 0),
    name text not null check (name <> '' and length(name) <= 255),
    complete boolean not null default false,
    primary key (claim_id, number)
);
comment on table guest_test_reports is
    'Tests that a job of a guest runner reports; they become test_reports with the end of the job';
comment on column guest_test_reports.claim_id is 'The claim of the guest';
comment on column guest_test_reports.number is 'Counts from 1 under the claim';
comment on column guest_test_reports.step_number is 'Which step of the job reports them';
comment on column guest_test_reports.name is 'As people see it';
comment on column guest_test_reports.complete is 'Whether all of its results are there';

create table guest_test_results (
    claim_id bigint not null,
    number integer not null,
    first integer not null check (first between 0 and 200000),
    results jsonb not null check (jsonb_array_length(results) <= 1000),
    primary key (claim_id, number, first),
    foreign key (claim_id, number) references guest_test_reports on delete cascade
);
comment on table guest_test_results is 'Their results, some at a time';
comment on column guest_test_results.claim_id is 'The claim of the guest';
comment on column guest_test_results.number is 'Which report of the claim';
comment on column guest_test_results.first is 'Place of the first of them in the report, from 0';
comment on column guest_test_results.results is
    'Array of objects: suite, name, outcome, milliseconds, message, details, path, line, as in test_results';

create table steps (
    claim_id bigint not null references claims on delete cascade,
    number integer not null check (number > 0),
    job_id bigint not null,
    key text,
    name text not null,
    state step_state not null default 'pending',
    outcome conclusion,
    conclusion conclusion,
    exit_code integer,
    first_line bigint,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (claim_id, number),
    constraint steps_finished_has_conclusion check ((state = 'finished') = (conclusion is not null))
) with (fillfactor = 80, vacuum_truncate = off);
comment on table steps is 'The steps of a job as one claim carries them out';
comment on column steps.number is 'Counts from 1, in the order of the file; post steps come after those of the file';
comment on column steps.job_id is
    'That of the claim, with which a step comes and goes; no key of its own, which each step would pay for once more';
comment on column steps.key is 'id of the step in the workflow file; null where it has none';
comment on column steps.name is 'As people see it';
comment on column steps.state is 'How far it is';
comment on column steps.outcome is 'Result before continue-on-error; conclusion is the one after it';
comment on column steps.conclusion is 'Null until it is finished';
comment on column steps.exit_code is 'Of its process; null where no process ended';
comment on column steps.first_line is 'Line of the claim''s log at which it begins; null: it has not begun';
comment on column steps.started_at is 'Null: it has not begun, or was skipped';
comment on column steps.finished_at is 'Null until it is finished';
comment on constraint steps_finished_has_conclusion on steps is
    'It has a conclusion once it is finished, and only then';

create index steps_by_job on steps (job_id, claim_id, number);
comment on index steps_by_job is 'The steps of a job under all of its claims, in order';

create function lock_claim_limits() returns bigint
    language sql volatile security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    select count(*) from (select from claim_limits order by id for no key update) locked;
$$;
comment on function lock_claim_limits is
    'Lets claims that have to count go one after the other, until the end of the transaction; how many limits there are. In '
    'the database, because who claims may not write limits';

create view claim_limits_now as
with live as materialized (
    select j.repository_id, s.labels, count(*) as taken
    from claims c
    join jobs j on j.id = c.job_id
    left join label_sets s on s.id = j.label_set_id
    where c.released_at is null
    group by j.repository_id, s.id)
select l.id, l.repository_id, r.name as repository, l.label, l.most, l.set_by, l.set_at, coalesce((
    select sum(v.taken) from live v
    where v.repository_id = l.repository_id or l.label = any(v.labels)), 0)::bigint as taken
from claim_limits l
left join repositories r on r.id = l.repository_id;
comment on view claim_limits_now is 'The limits, with what of them is taken by whomever';
comment on column claim_limits_now.id is 'As in claim_limits';
comment on column claim_limits_now.repository_id is 'As in claim_limits';
comment on column claim_limits_now.repository is 'Its name';
comment on column claim_limits_now.label is 'As in claim_limits';
comment on column claim_limits_now.most is 'As in claim_limits';
comment on column claim_limits_now.set_by is 'As in claim_limits';
comment on column claim_limits_now.set_at is 'As in claim_limits';
comment on column claim_limits_now.taken is 'Live claims of the repository, or of jobs with the label';

-- What of a label is taken is to be right for whoever sees some repositories only.
create view claim_limits_seen with (security_barrier) as
select *
from claim_limits_now
where repository_id is null or (select sees_everything()) or repository_id in (select seen_repositories());
comment on view claim_limits_seen is 'The same, but for the repositories that whoever asks does not see';
comment on column claim_limits_seen.id is 'As in claim_limits_now';
comment on column claim_limits_seen.repository_id is 'As in claim_limits_now';
comment on column claim_limits_seen.repository is 'As in claim_limits_now';
comment on column claim_limits_seen.label is 'As in claim_limits_now';
comment on column claim_limits_seen.most is 'As in claim_limits_now';
comment on column claim_limits_seen.set_by is 'As in claim_limits_now';
comment on column claim_limits_seen.set_at is 'As in claim_limits_now';
comment on column claim_limits_seen.taken is 'As in claim_limits_now';
