create domain job_form as text check (value in ('steps', 'call', 'deferred'));
comment on domain job_form is
    'steps: carried out by a runner; call: the jobs of another workflow take its place when its turn comes; '
    'deferred: not planned yet, because its plan needs the outputs of earlier jobs';

alter table jobs
    add column form job_form not null default 'steps',
    add column leg text not null default '',
    add column place integer[] not null default '{}',
    add column late boolean not null default false,
    add column calls text,
    add column fail_fast boolean not null default true,
    add column max_parallel integer not null default 0 check (max_parallel >= 0),
    add column continue_on_error boolean not null default false,
    drop constraint jobs_check4,
    add constraint jobs_labels_known check (
        state not in ('queued', 'claimed', 'running') or label_set_id is not null
        or (form = 'call' and state = 'running')),
    add constraint jobs_calls_something check (calls is null or form = 'call');
comment on column jobs.key is
    'Id of the job in the workflow file; of a called job caller/job, or caller.leg/job where the caller has a matrix';
comment on column jobs.leg is 'Id of the combination of the matrix; empty without one';
comment on column jobs.matrix_index is 'Place of the combination in the matrix, from 0';
comment on column jobs.place is
    'Order for people: place in the file and in the matrix, after those of the callers';
comment on column jobs.late is
    'Was planned when its turn came, from outputs of earlier jobs: when these run again, so is it';
comment on column jobs.calls is
    'The file whose jobs took its place: ./path, or owner/repository/path@ref; null before that';
comment on column jobs.fail_fast is 'Whether its failure cancels the other legs';
comment on column jobs.max_parallel is 'How many legs may be under way at a time; 0: all';
comment on column jobs.continue_on_error is 'Whether its failure counts as success for others';

update jobs j set continue_on_error = true
from job_definitions d
where d.job_id = j.id and d.definition ->> 'continueOnError' = 'true';
