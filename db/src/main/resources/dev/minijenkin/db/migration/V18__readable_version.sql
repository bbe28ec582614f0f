-- Every process looks whether the schema is that of its version before it begins.
grant select on flyway_schema_history to mj_viewer, mj_server, mj_runner, mj_guest_runner;
