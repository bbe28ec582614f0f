create table run_source_files (
    run_id bigint not null references pipeline_runs on delete cascade,
    name text not null,
    content bytea,
    fault text,
    primary key (run_id, name),
    check ((content is null) <> (fault is null))
);
comment on table run_source_files is
    'The workflow files that the jobs of a run call, so that nothing but the database is needed when their turn comes';
comment on column run_source_files.name is './path in the repository of the run, or owner/repository/path@ref';
comment on column run_source_files.content is 'Byte for byte, as it was when the run began';
comment on column run_source_files.fault is 'One sentence: why the file could not be had; jobs that call it fail';
grant select on run_source_files to mj_viewer, mj_server, mj_runner;
grant insert, update, delete on run_source_files to mj_server, mj_runner;
