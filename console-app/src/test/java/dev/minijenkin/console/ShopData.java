package dev.minijenkin.console;

import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An afternoon of a team that ships a web shop, written straight into the tables, because it has a
/// past.
final class ShopData implements AutoCloseable {
    private static final String MONTH =
            """
            insert into repositories (name, url, hook_secret)
            select name, '/srv/git/' || name || '.git', 'a secret of length'
            from unnest(array['shop-web', 'shop-api', 'checkout', 'mobile-app', 'infra', 'docs', 'recommender']) name;
            insert into pipelines (repository_id, path, name)
            select id, '.mini-jenkin/workflows/' || p.name || '.yml', p.name
            from repositories r, unnest(array['ci', 'deploy']) p(name)
            where p.name = 'ci' or r.name in ('shop-web', 'infra')
            order by r.id;
            insert into label_sets (labels) values ('{linux,x64}'), ('{gpu,linux}');
            insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid)
            select name, gen_random_uuid(), labels::text[], 4, name, 'linux', 'x64', '0.1.0', 4711
            from (values ('oak-01', '{linux,x64}'), ('oak-02', '{linux,x64}'), ('oak-03', '{linux,x64}'),
                ('oak-04', '{linux,x64}'), ('elm-gpu-01', '{linux,x64,gpu}')) r(name, labels);
            insert into runner_heartbeats (runner_id, heartbeat_at)
            select id, case when name like 'elm%' then now() - interval '14 minutes' else now() + interval '1 hour' end
            from runners;
            insert into pipeline_runs (pipeline_id, repository_id, number, state, conclusion, cause, title, event, ref,
                commit_sha, commit_title, commit_author, actor, created_at, started_at, finished_at)
            select p.id, p.repository_id, n, 'finished', case when (n * p.id) % 9 = 4 then 'failure' else 'success' end,
                case when (n * p.id) % 9 = 4 then 'exit_code' end,
                t.titles[1 + (n * 7 + p.id) % array_length(t.titles, 1)],
                case when n % 5 = 3 then 'pull_request' when n % 11 = 6 then 'workflow_dispatch' else 'push' end,
                'refs/heads/' || case when n % 5 = 3 then t.branches[1 + n % array_length(t.branches, 1)] else 'main' end,
                md5(p.id || '-' || n) || substr(md5(n::text), 1, 8), 'title', 'author',
                t.people[1 + (n * 3 + p.id) % array_length(t.people, 1)], at.created,
                at.created + interval '2 seconds', at.created + interval '2 seconds' + at.took
            from pipelines p, generate_series(1, 45) n,
                (select array['Speed up product gallery images', 'Retry idempotent refunds', 'Hold stock while paying',
                    'Focus ring tokens for buttons', 'Round refunds to cents', 'Search box keeps focus on mobile Safari',
                    'Show the fee before the last step', 'Index orders by customer and day',
                    'Fix a typo in the returns policy', 'Raise the pool of shop-api to 6'] as titles,
                    array['feat/variants', 'fix/refund-retry', 'feat/stock-hold', 'perf/order-index'] as branches,
                    array['mei', 'jonas', 'priya', 'lars', 'sofia', 'tomasz', 'ana'] as people) t,
                lateral (select now() - make_interval(mins => (46 - n) * 9 + (p.id * 2)::integer) as created,
                    make_interval(secs => 120 + p.id * 31 + (n * 37) % 60) as took) at
            where not (p.name = 'deploy' and n > 20)
            order by at.created;
            update pipelines p set last_number = (select max(number) from pipeline_runs r where r.pipeline_id = p.id);
            insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, finished_at, received_at)
            select id, 'github', 'last', 'push', '{}', 'processed', now(), now() - interval '3 seconds' from repositories;
            insert into health_samples
            select date_trunc('minute', now()) - make_interval(mins => m), 4 + (m * 7) % 11, case when m < 5 then 60 * (6 - m)
                else 5 + (m * 13) % 20 end, 8 + (m * 5) % 7, 16, 1, (m * 3) % 3, 2 + (m * 5) % 6, 1 + m % 3, (1 + m % 3) - case
                when m % 9 = 0 then 1 else 0 end, 900 + (m * 37) % 700, 2100 + (m * 91) % 2500
            from generate_series(1, 60) m;
            select refresh_pipeline_stats()
            """;

    private static final String BROKEN =
            """
            name: ci
            on:
              push:
                branches: [main]

            env:
              TF_IN_AUTOMATION: 1

            jobs:
              plan:
                name: Plan
                runs-onn: [linux, x64]
                steps:
                  - uses: actions/checkout@v4
                  - run: terraform plan -out plan.bin
            """;

    private final Connection connection;

    ShopData(DatabaseConfiguration configuration) throws SQLException {
        this.connection = configuration.dataSource().getConnection();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// A month of finished runs, runners and samples.
    void month() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(MONTH);
        }
    }

    /// A run that goes on since some minutes: two jobs ended, one failed, one runs and writes, one
    /// waits for them.
    ///
    /// @return ids of the run and of the job that failed
    long[] openRun() throws SQLException {
        long run =
                insert(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, state, title, event, ref, commit_sha,
                            actor, created_at, started_at)
                        select p.id, p.repository_id, 1287, 'running', 'Speed up product gallery images', 'push',
                            'refs/heads/main', '4be19d7e0c4a5d3b2f1e9a8c7b6d5e4f3a2b1c0d', 'mei',
                            now() - interval '96 seconds', now() - interval '95 seconds'
                        from pipelines p join repositories r on r.id = p.repository_id
                        where r.name = 'shop-web' and p.name = 'ci'
                        returning id
                        """);
        job(run, "lint", "{}", "success", 95, 94, 57, "oak-01");
        job(run, "unit", "{}", "success", 95, 93, 20, "oak-02");
        long failed = job(run, "e2e-firefox", "{}", "failure", 95, 90, 12, "oak-03");
        job(run, "image", "{lint}", "running", 57, 55, 0, "oak-01");
        job(run, "visual", "{lint}", "queued", 57, 0, 0, "");
        job(run, "deploy-preview", "{image,visual}", "blocked", 0, 0, 0, "");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into annotations (run_id, attempt, job_id, step_number, level, title, message, path, line,
                        column_number)
                    values (%1$d, 1, %2$d, 3, 'failure', 'lazy images load on scroll', 'Expected 24 images, received 23',
                            'gallery.spec.ts', 48, 7),
                        (%1$d, 1, %2$d, 3, 'warning', null, 'Chunk vendor is 612 kB, limit 500 kB', 'vite.config.ts', 31, null),
                        (%1$d, 1, null, null, 'warning', null,
                            'The key "services" is not carried out here', '.mini-jenkin/workflows/ci.yml', 14, 5)
                    """
                            .formatted(run, failed));
        }
        return new long[] {run, failed};
    }

    /// A run whose workflow file could not be read.
    long brokenRun() throws SQLException {
        long run =
                insert(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, state, conclusion, cause, title, event,
                            ref, commit_sha, actor, created_at, finished_at)
                        select p.id, p.repository_id, 152, 'finished', 'failure', 'workflow_invalid',
                            'Use the new runner labels', 'push', 'refs/heads/main',
                            'aa19d7e0c4a5d3b2f1e9a8c7b6d5e4f3a2b1c0dd', 'ana', now() - interval '50 seconds',
                            now() - interval '50 seconds'
                        from pipelines p join repositories r on r.id = p.repository_id
                        where r.name = 'infra' and p.name = 'ci'
                        returning id
                        """);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "insert into run_sources (run_id, workflow, event) values (?, ?, '{}')")) {
            statement.setLong(1, run);
            statement.setBytes(2, BROKEN.getBytes(StandardCharsets.UTF_8));
            statement.execute();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into annotations (run_id, attempt, level, message, path, line, column_number)
                    values (%d, 1, 'failure', 'Unknown key "runs-onn": did you mean "runs-on"?',
                        '.mini-jenkin/workflows/ci.yml', 12, 5)
                    """
                            .formatted(run));
        }
        return run;
    }

    /// Appends a log to the only claim of a job.
    void log(long job, List<String> lines) throws SQLException {
        Instant begin = Instant.now().minusSeconds(80);
        int seq = 0;
        int first = 1;
        for (int from = 0; from < lines.size(); from += 2000) {
            List<LogLine> chunk = new ArrayList<>();
            Instant chunkBegin = begin.plusMillis(from / 5);
            int raw = 0;
            for (String line : lines.subList(from, Math.min(lines.size(), from + 2000))) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                raw += bytes.length + 1;
                chunk.add(new LogLine(chunkBegin.plusMillis(chunk.size() * 40L), bytes, true));
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                                raw_bytes, first_at, codec, body)
                            select c.log_day, c.job_id, c.id, ?, 1, ?, ?, false, ?, ?::timestamptz, 1, ?
                            from claims c where c.job_id = ?
                            """)) {
                statement.setInt(1, seq++);
                statement.setInt(2, first);
                statement.setInt(3, chunk.size());
                statement.setInt(4, raw);
                statement.setString(5, chunkBegin.toString());
                statement.setBytes(6, LogChunkCodec.encode(chunkBegin, chunk));
                statement.setLong(7, job);
                statement.execute();
            }
            first += chunk.size();
        }
    }

    /// A step of the only claim of a job.
    ///
    /// @param from seconds ago
    /// @param to seconds ago
    void step(long job, int number, String name, String conclusion, int firstLine, int from, int to)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into steps (claim_id, number, job_id, name, state, outcome, conclusion, exit_code, first_line,
                        started_at, finished_at)
                    select c.id, %d, c.job_id, '%s', 'finished', '%s', '%s', case when '%s' = 'failure' then 1 else 0 end, %d,
                        now() - interval '%d seconds', now() - interval '%d seconds'
                    from claims c where c.job_id = %d
                    """
                            .formatted(
                                    number,
                                    name,
                                    conclusion,
                                    conclusion,
                                    conclusion,
                                    firstLine,
                                    from,
                                    to,
                                    job));
        }
    }

    private long job(
            long run,
            String key,
            String needs,
            String state,
            int queued,
            int started,
            int ended,
            String runner)
            throws SQLException {
        boolean finished = state.equals("success") || state.equals("failure");
        String stored = finished ? "finished" : state;
        long job =
                insert(
                        """
                        insert into jobs (run_id, attempt, repository_id, key, name, needs, label_set_id, priority, state,
                            conclusion, cause, message, claims_left, claimed_by, created_at, queued_at, claimed_at, started_at,
                            finished_at)
                        select r.id, 1, r.repository_id, '%1$s', '%1$s', '%2$s', 1, 50, '%3$s',
                            %4$s, %5$s, %6$s, 3, (select id from runners where name = '%7$s'), r.created_at,
                            %8$s, %9$s, %9$s, %10$s
                        from pipeline_runs r where r.id = %11$d
                        returning id
                        """
                                .formatted(
                                        key,
                                        needs,
                                        stored,
                                        finished ? "'" + state + "'" : "null",
                                        state.equals("failure") ? "'exit_code'" : "null",
                                        state.equals("failure")
                                                ? "'Step \"Run the browser tests\" ended with exit code 1'"
                                                : "null",
                                        runner,
                                        queued == 0
                                                ? "null"
                                                : "now() - interval '" + queued + " seconds'",
                                        started == 0
                                                ? "null"
                                                : "now() - interval '" + started + " seconds'",
                                        finished
                                                ? "now() - interval '" + ended + " seconds'"
                                                : "null",
                                        run));
        if (started > 0) {
            insert(
                    """
                    insert into claims (job_id, runner_id, instance, priority, vtime, released_at, outcome)
                    select j.id, r.id, r.instance, 50, 0, case when j.state = 'finished' then now() end,
                        case when j.state = 'finished' then 'finished' end
                    from jobs j join runners r on r.id = j.claimed_by where j.id = %d
                    returning id
                    """
                            .formatted(job));
        }
        if (state.equals("queued")) {
            insert(
                    """
                    insert into queue (label_set_id, priority, vtime, job_id, repository_id, queued_at)
                    select label_set_id, priority, 1, id, repository_id, queued_at from jobs where id = %d
                    returning job_id
                    """
                            .formatted(job));
        }
        return job;
    }

    private long insert(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
