-- A call may enter two groups: that of the calling job, then that of the called file.
drop index concurrency_groups_jobs;
create unique index concurrency_groups_jobs on concurrency_groups (job_id, key) where job_id is not null;
comment on column jobs.guarded is
    'It enters a concurrency group or an environment before it is queued or, as a call, unfolds';
comment on column jobs.concurrency_group is 'Name of the group that it entered last; null: none yet';
