package dev.minijenkin.db;

import dev.minijenkin.db.run.Run;
import org.jspecify.annotations.NullMarked;

/// A repository that has a row in each table that says, by whatever road, of which repository its
/// rows are: for tests of who sees them. Its name stands in each text that somebody chose.
///
/// @param delivery that started the run
@NullMarked
record FullRepository(
        RepositoryId id, String name, Run run, JobId job, DeliveryId delivery, CommandId command) {
    /// @param person to whom what belongs to people belongs
    static FullRepository fill(TestDatabase test, Database owner, String name, String person) {
        RepositoryId id = owner.transaction(tx -> SampleData.repository(tx, name));
        Run run = owner.transaction(tx -> SampleData.queuedRun(tx, id, "build-" + name));
        JobId job = owner.transaction(tx -> SampleData.jobsOf(tx, run)).getFirst();
        test.rows().execute(rows(run, name, person));
        return new FullRepository(
                id,
                name,
                run,
                job,
                new DeliveryId(
                        number(test, "max(id) from hook_deliveries where repository_id = ", id)),
                new CommandId(number(test, "max(id) from commands where repository_id = ", id)));
    }

    private static long number(TestDatabase test, String what, RepositoryId of) {
        return Long.parseLong(test.rows().text("select " + what + of.value()));
    }

    private static String rows(Run run, String name, String person) {
        return """
        do $$
        declare
            name constant text := '%1$s';
            person constant text := '%2$s';
            run constant bigint := %3$d;
            repository bigint;
            pipeline bigint;
            job bigint;
            runner bigint;
            claim bigint;
            segment bigint;
            made bigint;
            report bigint;
        begin
            select r.repository_id, r.pipeline_id, j.id into strict repository, pipeline, job
            from pipeline_runs r join jobs j on j.run_id = r.id where r.id = run;
            insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid)
            values ('oak', gen_random_uuid(), '{}', 1, 'h', 'o', 'a', 'v', 1)
            on conflict do nothing;
            select min(r.id) into runner from runners r;

            insert into default_branch_files values (pipeline, repository, name::bytea, true);
            insert into run_listeners values (pipeline, repository, '{}', array[name]);
            insert into schedules (pipeline_id, cron, next_at) values (pipeline, name, now());
            insert into away_remotes (remote, reason, next_try_at) values ('repository:' || repository, name, now());
            insert into run_source_files (run_id, name, content) values (run, name, '');
            insert into annotations (run_id, attempt, level, message) values (run, 1, 'notice', name);
            insert into run_actions values (run, 1, name, 'v1', repeat('0', 40));
            insert into holds (run_id, attempt, held_by, reason) values (run, 1, person, name);
            insert into claim_limits (repository_id, most) values (repository, 5);

            insert into claims (job_id, runner_id, instance, priority, vtime)
            values (job, runner, gen_random_uuid(), 50, 0) returning id into claim;
            insert into steps (claim_id, number, job_id, name) values (claim, 1, job, name);
            insert into step_summaries (claim_id, seq, job_id, step_number, body) values (claim, 1, job, 1, name);
            insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                raw_bytes, first_at, codec, body)
            values (now(), job, claim, 0, 1, 1, 1, false, 1, now(), 1, name::bytea);
            insert into log_segments (day, blocks, raw_bytes, first_claim, last_claim, first_at, last_at)
            values (now(), 1, 1, claim, claim, now(), now()) returning id into segment;
            insert into log_spans values (segment, 0, claim, job, 0, 0, 1);
            insert into log_postings values (segment, 0, name::bytea);
            insert into unindexed_logs (job_id) values (job);
            insert into log_watchers values (run, person, gen_random_uuid(), now() + interval '1 hour');
            insert into saved_searches (name, words, created_by) values (name, name, person) returning id into made;
            insert into saved_search_matches (search_id, job_id, claim_id, line, lines, text)
            values (made, job, claim, 1, 1, name);

            insert into environments (repository_id, name) values (repository, name) returning id into made;
            insert into deployments (environment_id, job_id, commit_sha) values (made, job, repeat('0', 40));
            insert into deployment_locks (environment_id) values (made);
            insert into approvals (job_id, actor, approved) values (job, name, true);
            insert into deployment_exceptions (job_id, kind, actor) values (job, 'roll_back', name);
            insert into concurrency_groups (repository_id, key, name, run_id, cancels, in_line)
            values (repository, name, name, run, false, false);

            insert into commands (kind, actor, run_id, repository_id, reason)
            values ('cancel', 'somebody', run, repository, name);
            insert into tokens (name, hash, scopes, created_by, expires_at)
            values (name, sha256(name::bytea), '{read}', person, now() + interval '1 day');

            insert into outbox_targets (name, kind, repository_id, url)
            values (name, 'webhook', repository, 'https://' || name) returning id into made;
            insert into check_runs (target_id, job_id, check_id, told) values (made, job, 1, 'queued');
            insert into webhooks_outbox (target_id, event, subject, body)
            values (made, 'test', name, jsonb_build_object('title', name));
            insert into webhooks_outbox (target_id, event, subject, body)
            values (0, 'run_finished', name, jsonb_build_object('run', run)) returning id into made;
            insert into outbox_attempts values (made, 1, now(), 1, 200, name);

            insert into artifacts (run_id, attempt, job_id, name, expires_at)
            values (run, 1, job, name, now() + interval '1 day') returning id into made;
            insert into artifact_chunks values (made, 0, name::bytea);
            insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name)
            values (repository, run, 1, job, 1, name) returning id into report;
            insert into test_cases (repository_id, suite, name) values (repository, name, name) returning id into made;
            insert into test_results (report_id, seq, case_id, outcome, milliseconds)
            values (report, 0, made, 'passed', 1);

            insert into secrets (repository_id, name, sealed_to, ciphertext)
            select repository, 'OF_' || translate(name, '-', '_'), min(fingerprint), '' from encryption_keys;
            insert into variables (repository_id, name, value) values (repository, 'A', name);
            insert into person_limits (login, repositories) values (person, array[repository]);

            insert into ended_jobs values (now(), 1, job);
            insert into unexported_runs values (run, 1, 'success', now());
            insert into ended_runs values (pipeline, now(), 'success', 1, 1);
            insert into pipeline_days values (pipeline, now(), 'success', 1, 1);
            insert into branch_greens values (pipeline, name, 1);
            insert into pipeline_stats values (pipeline, 1, 1, 0, 1, 1, now());
        end
        $$
        """
                .formatted(name, person, run.id().value());
    }
}
