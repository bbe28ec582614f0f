-- Runners. The processes on build hosts that carry jobs out, the labels by which jobs ask for them, and their signs of
-- life.

set local role mj_owner;

create table label_sets (
    id integer generated always as identity primary key,
    labels text[] not null check (array_position(labels, null) is null and cardinality(labels) > 0),
    for_guests boolean not null default false,
    constraint label_sets_once unique (labels, for_guests)
);
comment on table label_sets is
    'Interned runs-on label sets, so that the queue is claimed in index order: a runner knows the ids that it serves';
comment on column label_sets.labels is 'Sorted, lower case';
comment on column label_sets.for_guests is
    'Of jobs of runs that are for guest runners: these serve such sets and no others, and no other runner serves them';
comment on constraint label_sets_labels_check on label_sets is 'At least one label, and none of them null';
comment on constraint label_sets_once on label_sets is 'The same labels are the same set, but for whom they are';

create table runners (
    id bigint generated always as identity primary key,
    name text not null check (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
    instance uuid not null,
    labels text[] not null check (array_position(labels, null) is null),
    capacity integer not null check (capacity between 1 and 1000),
    host text not null,
    os text not null,
    architecture text not null,
    version text not null,
    pid bigint not null,
    guest_login text,
    guest_keyset bytea check (length(guest_keyset) between 1 and 4096),
    draining boolean not null default false,
    registered_at timestamptz not null default now(),
    stopped_at timestamptz,
    constraint runners_guests_have_keys check ((guest_login is null) = (guest_keyset is null))
);
comment on table runners is 'A runner process on a build host; one row a name, kept after the process stopped until no claim names it';
comment on column runners.name is
    'Unique ignoring case; taken over by a new process once the old one has left or is silent';
comment on column runners.instance is
    'Identity of the running process: a second process that took the name over ends the first one''s rights';
comment on column runners.labels is 'Sorted, lower case: it takes jobs whose labels are all among these';
comment on column runners.capacity is 'How many jobs it carries out at a time';
comment on column runners.host is 'Name of the machine, for people';
comment on column runners.os is 'Operating system, as the process sees it';
comment on column runners.architecture is 'Of the processor, as the process sees it';
comment on column runners.version is 'Of Mini-Jenkin';
comment on column runners.pid is 'Id of the process on its host';
comment on column runners.guest_login is
    'Database role of a guest runner, whose name it is: no other guest takes it. Null: it is no guest';
comment on column runners.guest_keyset is
    'Public half of the key to which the secrets of its jobs are sealed; its process made it, and forgets it when it ends. '
    'Null: it is no guest';
comment on constraint runners_guests_have_keys on runners is 'A guest runner has a key, and no other';
comment on column runners.draining is 'Whether it was asked to take no more jobs';
comment on column runners.registered_at is 'When the running process took the name';
comment on column runners.stopped_at is 'Set when it left in good order; null while it runs or after it died';
comment on constraint runners_labels_check on runners is 'None of the labels is null';

create unique index runners_name on runners (lower(name));
comment on index runners_name is 'Names that differ in case are one name';
create index runners_of_guests on runners (guest_login) where guest_login is not null;
comment on index runners_of_guests is 'The names of a guest';

create table runner_heartbeats (
    runner_id bigint primary key references runners on delete cascade,
    heartbeat_at timestamptz not null default now(),
    load_average real
) with (fillfactor = 50);
comment on table runner_heartbeats is
    'Signs of life. Apart from runners and without a further index, so that a heartbeat is one narrow HOT update';
comment on column runner_heartbeats.heartbeat_at is
    'The newest sign of life; one older than settings.lease_seconds means that its claims are lost';
comment on column runner_heartbeats.load_average is 'Of the host, over a minute; null before the first heartbeat';
