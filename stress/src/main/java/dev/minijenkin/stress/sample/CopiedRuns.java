package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.stress.bench.BenchDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A past as long as wanted: copies of runs that were started by the product's own statements, each
/// of two jobs with three steps and two chunks of log, with all that such a run leaves behind. The
/// nearer to now, the more there are.
public final class CopiedRuns {
    /// How many days ago the first of them was.
    static final int DAYS = 120;

    static final int JOBS_A_RUN = 2;

    private static final int REPOSITORIES = 100;
    private static final int SLICE = 5_000;
    private static final int LINES_A_CHUNK = 20;
    private static final String WORKFLOW =
            """
            name: history
            on: push
            permissions:
              contents: read
            jobs:
              build:
                runs-on: [linux]
                timeout-minutes: 30
                steps:
                  - name: Fetch what is built
                    run: git fetch --depth 1 origin "$GITHUB_SHA"
                  - name: Compile
                    run: ./gradlew --no-daemon --build-cache assemble
                  - name: Keep the result
                    run: tar --create --gzip --file result.tgz build
              test:
                needs: build
                runs-on: [linux]
                timeout-minutes: 60
                env:
                  DATABASE_URL: postgresql://localhost/test
                steps:
                  - name: Fetch what is tested
                    run: git fetch --depth 1 origin "$GITHUB_SHA"
                  - name: Test
                    run: ./gradlew --no-daemon --build-cache check
                  - name: Tell
                    run: ./tell.sh build/reports
            """;

    /// Ids are drawn beforehand, so that all rows of a slice come from one statement.
    private static final String COPIES =
            """
            with slice as materialized (
                select t.*, t.id as template, i as place, i %% 9 = 0 as bad,
                    nextval('pipeline_runs_id_seq') as run, nextval('hook_deliveries_id_seq') as delivery,
                    now() - interval '1 second' - %d * power(1 - (i + 0.5) / ?, 2) * interval '1 day' as ended,
                    (20 + (i %% 1000 * 7919) %% 400) * interval '1 second' as took,
                    md5(i::text) || '01234567' as sha
                from generate_series(?::integer, ?::integer) i
                join template_runs t on t.of = i %% %d),
            delivered as (
                insert into hook_deliveries (id, repository_id, source, delivery_key, event, payload, state, attempts,
                    received_at, opened_at, finished_at)
                overriding system value
                select s.delivery, s.repository_id, d.source, 'past-' || s.place, d.event, d.payload, 'processed', 1,
                    s.ended - s.took, s.ended - s.took, s.ended - s.took
                from slice s join hook_deliveries d on d.id = s.hook_delivery_id),
            runs as (
                insert into pipeline_runs (id, pipeline_id, repository_id, number, title, state, conclusion, cause, event,
                    ref, head_branch, commit_sha, commit_title, commit_author, actor, priority, hook_delivery_id,
                    created_at, started_at, finished_at)
                overriding system value
                select run, pipeline_id, repository_id, place / %d + 2, title, 'finished',
                    case when bad then 'failure' else 'success' end, case when bad then 'exit_code' end, event, ref,
                    head_branch, sha, commit_title, commit_author, actor, priority, delivery, ended - took,
                    ended - took * 0.9, ended
                from slice),
            sources as (
                insert into run_sources (run_id, workflow, event, inputs)
                select s.run, o.workflow, o.event, o.inputs from slice s join run_sources o on o.run_id = s.template),
            job as materialized (
                select s.run, s.place, s.bad and j.key = 'test' as bad, j.id as template, j.repository_id, j.key, j.place as shown,
                    j.name, j.needs, j.label_set_id, j.priority, j.timeout_minutes,
                    nextval('jobs_id_seq') as id, nextval('claims_id_seq') as claim,
                    s.ended - s.took * case j.key when 'build' then 0.5 else 0 end as ended, s.took * 0.45 as took
                from slice s join jobs j on j.run_id = s.template),
            jobs_done as (
                insert into jobs (id, run_id, attempt, repository_id, key, place, name, needs, label_set_id, priority,
                    timeout_minutes, state, conclusion, cause, claims_left, claimed_by, created_at, queued_at, claimed_at,
                    started_at, finished_at, log_lines, log_bytes)
                overriding system value
                select id, run, 1, repository_id, key, shown, name, needs, label_set_id, priority, timeout_minutes,
                    'finished', case when bad then 'failure' else 'success' end, case when bad then 'exit_code' end, 2,
                    p.runner, ended - took * 1.1, ended - took * 1.1, ended - took, ended - took, ended, %d, %d
                from job, past p),
            definitions as (
                insert into job_definitions (job_id, template_id, own, contexts)
                select j.id, d.template_id, d.own, d.contexts from job j join job_definitions d on d.job_id = j.template),
            claimed as (
                insert into claims (id, job_id, runner_id, instance, priority, vtime, log_day, claimed_at, acknowledged_at,
                    released_at, outcome)
                overriding system value
                select j.claim, j.id, p.runner, p.instance, j.priority, 0, ((ended - took) at time zone 'UTC')::date,
                    ended - took, ended - took, ended, 'finished'
                from job j, past p),
            stepped as (
                insert into steps (claim_id, number, job_id, name, state, outcome, conclusion, exit_code, first_line,
                    started_at, finished_at)
                select j.claim, n, j.id, (array['Fetch', 'Build', 'Tell'])[n], 'finished', w.word, w.word,
                    case when j.bad and n = 3 then 1 else 0 end, 1 + (n - 1) * 10, ended - took * (4 - n) / 3,
                    ended - took * (3 - n) / 3
                from job j
                cross join generate_series(1, 3) n
                cross join lateral (select case when j.bad and n = 3 then 'failure' else 'success' end as word) w),
            logged as (
                insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes,
                    first_at, codec, body)
                select ((ended - took) at time zone 'UTC')::date, j.id, j.claim, seq, 1 + seq, 1 + seq * %d, %d, false, %d,
                    ended - took, 1, p.chunk
                from job j cross join generate_series(0, 1) seq cross join past p),
            annotated as (
                insert into annotations (run_id, attempt, job_id, step_number, level, message, created_at)
                select run, 1, id, 3, 'failure', 'The process ended with exit code 1', ended from job where bad),
            commanded as (
                insert into commands (kind, run_id, state, outcome, executed_by, created_at, next_try_at, executed_at)
                select 'cancel', run, 'refused', 'The run has ended', 'stress', ended, ended, ended from slice where place %% 10 = 0),
            noted_jobs as (
                insert into ended_jobs (ended_at, start_latency_ms, job_id)
                select ended, extract(epoch from took * 0.1) * 1000, id from job),
            noted_runs as (
                insert into ended_runs (pipeline_id, ended_at, conclusion, took_ms, weight)
                select pipeline_id, ended, case when bad then 'failure' else 'success' end,
                    extract(epoch from took * 0.9) * 1000, 1
                from slice),
            told as (
                insert into webhooks_outbox (target_id, event, subject, body, state, attempts, created_at, delivered_at)
                select p.target, 'run_finished', 'run:' || run, jsonb_build_object('run', run, 'sha', sha), 'delivered', 1,
                    ended, ended
                from slice, past p where place %% 10 = 1),
            deployed as (
                insert into deployments (environment_id, job_id, claim_id, commit_sha, fence_token, state, created_at,
                    started_at, finished_at)
                select e.id, j.id, j.claim, md5(j.place::text) || '01234567', j.place, 'succeeded', ended - took,
                    ended - took, ended
                from job j join environments e on e.repository_id = j.repository_id
                where j.key = 'test' and j.place %% 10 = 3)
            select count(*) from job
            """
                    .formatted(
                            DAYS,
                            REPOSITORIES,
                            REPOSITORIES,
                            2 * LINES_A_CHUNK,
                            2 * rawBytes(),
                            LINES_A_CHUNK,
                            LINES_A_CHUNK,
                            rawBytes());

    private final BenchDatabase bench;

    public CopiedRuns(BenchDatabase bench) {
        this.bench = bench;
    }

    /// Adds runs that have ended.
    ///
    /// @param jobs how many jobs these have together
    /// @param queue whose runner carried them out
    public void add(int jobs, LongQueue queue) {
        makeTemplates(queue);
        makePartitions();
        int runs = jobs / JOBS_A_RUN;
        // The references are right by construction; to look each of them up takes most of the time.
        bench.execute("set session_replication_role = replica");
        for (int from = 0; from < runs; from += SLICE) {
            bench.execute(COPIES, (double) runs, from, Math.min(from + SLICE, runs) - 1);
        }
        bench.execute("set session_replication_role = origin");
        bench.execute(
                "update pipeline_counters p set last_number = (select max(number) from pipeline_runs r"
                        + " where r.pipeline_id = p.pipeline_id)");
    }

    private void makeTemplates(LongQueue queue) {
        List<Long> repositories = new ArrayList<>();
        for (int i = 0; i < REPOSITORIES; i++) {
            QueuedRuns first = new QueuedRuns(bench.database(), "team/history-" + i, WORKFLOW);
            first.start(1);
            repositories.add(first.repository().value());
        }
        bench.execute(
                "insert into environments (repository_id, name) select id, 'production' from"
                        + " repositories");
        bench.execute(
                "insert into outbox_targets (name, kind, url) values ('stress', 'webhook',"
                        + " 'http://localhost:9')");
        bench.execute(
                """
                create temporary table past as
                select ?::bigint as runner, ?::uuid as instance, ?::bytea as chunk, max(id) as target from outbox_targets
                """,
                queue.runner().value(),
                queue.instance(),
                chunk());
        bench.execute(
                """
                create temporary table template_runs as
                select row_number() over (order by id) - 1 as of, r.* from pipeline_runs r where repository_id = any(?)
                """,
                (Object) repositories.toArray(Long[]::new));
        bench.execute("update hook_deliveries set payload = ?", (Object) payload());
        bench.execute("update run_sources set event = ?", (Object) payload());
        bench.execute("analyze template_runs");
    }

    private void makePartitions() {
        bench.execute(
                """
                do $$
                declare
                    day date;
                begin
                    for day in
                        select (now() at time zone 'UTC')::date - ago from generate_series(1, %d) ago
                    loop
                        execute format('create table %%I partition of job_logs for values from (%%L) to (%%L)',
                            'job_logs_' || to_char(day, '"y"YYYY"m"MM"d"DD'), day, day + 1);
                        execute format('alter table %%I owner to mj_owner',
                            'job_logs_' || to_char(day, '"y"YYYY"m"MM"d"DD'));
                    end loop;
                end
                $$
                """
                        .formatted(DAYS + 1));
    }

    /// What a push of three commits looks like, in length and in how well it compresses.
    private static byte[] payload() {
        String commits =
                IntStream.range(0, 3)
                        .mapToObj(commit ->
                                """
                                {"id": "%040x", "message": "Mend the %dth thing\\n\\nIt was broken since %d.",
                                "url": "https://git.example/team/history/commit/%040x",
                                "author": {"name": "Ana", "email": "ana@example.org", "username": "ana"},
                                "added": [%s], "removed": [], "modified": [%s]}
                                """
                                        .formatted(
                                                commit * 7_919_777_777L,
                                                commit,
                                                commit,
                                                commit * 7_919_777_777L,
                                                paths(commit, 4),
                                                paths(commit + 9, 12)))
                        .collect(Collectors.joining(","));
        String links =
                IntStream.range(0, 40)
                        .mapToObj(link ->
                                "\"link_%d_url\": \"https://git.example/api/v1/repos/team/history/link-%d{/sha}\""
                                        .formatted(link, link))
                        .collect(Collectors.joining(","));
        return """
        {"ref": "refs/heads/main", "commits": [%s], "head_commit": {"message": "Mend it"}, "repository": {%s}}
        """
                .formatted(commits, links)
                .getBytes(UTF_8);
    }

    private static String paths(int seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(path ->
                        "\"src/main/java/org/example/part%d/Thing%d.java\""
                                .formatted(seed * 31 % 17, seed * 131 + path))
                .collect(Collectors.joining(","));
    }

    private static byte[] chunk() {
        Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return LogChunkCodec.encode(
                first,
                IntStream.range(0, LINES_A_CHUNK)
                        .mapToObj(line ->
                                new LogLine(
                                        first.plusMillis(line * 37L),
                                        text(line).getBytes(UTF_8),
                                        true))
                        .toList());
    }

    private static int rawBytes() {
        return IntStream.range(0, LINES_A_CHUNK).map(line -> text(line).length() + 1).sum();
    }

    private static String text(int line) {
        return "[%05x] > Task :part%d:compileJava took %d ms"
                .formatted(line * 40_503 % 1_048_573, line % 7, line * 7_919 % 997);
    }
}
