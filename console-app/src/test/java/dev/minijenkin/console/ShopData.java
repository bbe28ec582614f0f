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
import java.util.function.IntFunction;

/// An afternoon of a team that ships a web shop, written straight into the tables, because it has a
/// past.
final class ShopData implements AutoCloseable {
    private static final String MONTH =
            """
            insert into encryption_keys (fingerprint, purpose, public_keyset)
            values ('e3b0c44298fc1c149afbf4c8996fb924', 'server', '');
            insert into repositories (name, url, hook_sealed_to, hook_secret)
            select name, '/srv/git/' || name || '.git', 'e3b0c44298fc1c149afbf4c8996fb924', 'a sealed secret'
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
            insert into pipeline_counters select pipeline_id, max(number) from pipeline_runs group by pipeline_id;
            insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, finished_at, received_at)
            select id, 'github', 'last', 'push', '{}', 'processed', now(), now() - interval '3 seconds' from repositories;
            insert into health_samples
            select date_trunc('minute', now()) - make_interval(days => d, mins => m), 7 + 3 * sin(m / 6.0) + (m * 7) % 3,
                case when m < 8 and d = 0 then 110 * (8 - m) else 6 + (m * 13) % 5 end,
                11 + 2 * sin(m / 4.0) + (m * 5) % 2, 16, 1, (m * 3) % 3
            from generate_series(1, 60) m, generate_series(0, 5) d;
            insert into minute_figures
            select date_trunc('minute', now()) - make_interval(days => d, mins => m),
                3 + sin(m / 5.0) + (m * 5) % 2, 2 + m % 2, (2 + m % 2) - case when m < 12 and m % 3 = 0
                or m % 13 = 0 then 1 else 0 end, 1500 + 500 * sin(m / 7.0) + (m * 37) % 300,
                3400 + 800 * sin(m / 5.0) + (m * 91) % 700
            from generate_series(1, 60) m, generate_series(0, 5) d;
            insert into minute_latencies
            select minute, bucket_of(ms), 1 + jobs_finished / 2
            from minute_figures, unnest(array[start_latency_p50_ms, start_latency_p95_ms]) ms
            on conflict do nothing;
            insert into jobs (run_id, attempt, repository_id, key, name, label_set_id, priority, state, conclusion, cause,
                message, claims_left, created_at, queued_at, started_at, finished_at)
            select r.id, 1, r.repository_id, 'test', 'test', 1, 50, 'finished', 'failure', 'exit_code',
                'PaymentIntentTest › refundsPartially', 3, r.created_at, r.created_at, r.started_at, r.finished_at
            from pipeline_runs r where r.conclusion = 'failure';
            insert into pipeline_stats
            select pipeline_id, count(*), count(*) filter (where conclusion = 'success'),
                count(*) filter (where conclusion = 'failure'),
                percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at))
                    filter (where conclusion = 'success'),
                percentile_cont(0.95) within group (order by extract(epoch from finished_at - started_at))
                    filter (where conclusion = 'success'), current_date
            from pipeline_runs group by pipeline_id
            """;

    private final Connection connection;

    ShopData(DatabaseConfiguration configuration) throws SQLException {
        this.connection = configuration.dataSource().getConnection();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Runs that are looked at from near.
    ShopRuns runs() {
        return new ShopRuns(connection);
    }

    /// What a run left beside its logs.
    ShopProducts products() {
        return new ShopProducts(connection);
    }

    /// A month of finished runs, runners and samples.
    void month() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(MONTH);
        }
    }

    /// An environment that is kept locked, and a repository that is away.
    void troubles() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into environments (repository_id, name) select id, 'production' from repositories where name = 'infra';
                    insert into deployment_locks (environment_id, fence_token, kept_because)
                    select e.id, 7, 'deploy of infra / apply #151 failed, and a person is to look before the next one deploys'
                    from environments e join repositories o on o.id = e.repository_id and o.name = 'infra';
                    insert into away_remotes (remote, reason, tries, away_since, next_try_at)
                    select 'repository:' || id, 'Could not read from it: the connection was refused', 6,
                        now() - interval '7 minutes', now() + interval '2 minutes'
                    from repositories where name = 'docs';
                    insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, received_at)
                    select id, 'github', 'waits ' || n, 'push', '{}', 'received', now() - interval '6 minutes'
                    from repositories, generate_series(1, 2) n where name = 'docs'
                    """);
        }
    }

    /// A runner that a person drains, what the others did in the last hour, and what their jobs
    /// usually take.
    void fleet() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid, draining)
                    values ('cedar-mac-01', gen_random_uuid(), '{arm64,macos,xcode-16}', 4, 'cedar', 'macos', 'arm64', '0.1.0', 99, true);
                    insert into runner_heartbeats (runner_id, heartbeat_at)
                    select id, now() + interval '1 hour' from runners where name = 'cedar-mac-01';
                    insert into commands (kind, arguments, reason, actor, state, outcome, executed_at)
                    values ('drain', '{"runner": "cedar-mac-01"}', 'the Xcode update, back at 14:45', 'tomasz', 'done',
                        'cedar-mac-01 finishes its jobs and takes no more', now());
                    insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, released_at, outcome)
                    select (select min(id) from jobs), r.id, r.instance, 50, 0, at.began,
                        at.began + make_interval(secs => 90 + (n * 53 + r.id * 31) % 140), 'finished'
                    from runners r, generate_series(1, 70) n,
                        lateral (select now() - make_interval(secs => 120 + n * 49 + (r.id * 17)::integer % 60) as began) at
                    where r.name like 'oak%' and (n * 7 + r.id) % 5 > r.id % 3;
                    insert into jobs (run_id, attempt, repository_id, key, matrix_index, name, label_set_id, priority, state,
                        conclusion, claims_left, created_at, queued_at, claimed_at, started_at, finished_at)
                    select r.id, 1, r.repository_id, k.key, k.leg, k.key, 1, 50, 'finished', 'success', 3, r.created_at,
                        r.created_at, r.started_at, r.started_at, r.started_at + make_interval(secs => k.took)
                    from pipeline_runs r
                    join pipelines p on p.id = r.pipeline_id
                    join (values ('ci', 'unit', 0, 170), ('ci', 'integration', 0, 250), ('ci', 'e2e', 4, 95), ('ci', 'e2e', 5, 130),
                        ('deploy', 'deploy-production', 0, 270)) k(pipeline, key, leg, took) on k.pipeline = p.name
                    where r.conclusion = 'success'
                    """);
        }
    }

    /// What came in, with what came of it, and what goes out to two targets.
    void deliveries() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, attempts, error,
                        duplicates, received_at, finished_at, next_attempt_at)
                    select o.id, d.source, d.key, d.event, d.payload::bytea, d.state, d.tries, d.error, d.again,
                        now() - d.since, case when d.state <> 'received' then now() - d.since + interval '1 second' end,
                        now() + interval '40 seconds'
                    from (values
                        ('shop-web', 'github', 'd1', 'push', '{"ref": "refs/heads/main", "after": "4be19d7"}', 'processed', 1, null, 1, interval '4 minutes'),
                        ('docs', 'gitlab', 'd2', 'push', '{"ref": "refs/heads/main"}', 'ignored', 1, 'no workflow under .mini-jenkin/workflows asks for it', 0, interval '9 minutes'),
                        ('checkout', 'github', 'd3', 'pull_request', '{"number": 12}', 'failed', 5, 'The commit 8e7d113 is not in the repository any more', 0, interval '11 minutes'),
                        ('recommender', 'schedule', 'd4', 'schedule', '{"schedule": "0 3 * * *"}', 'received', 2, 'The host git.example.org did not answer', 0, interval '2 minutes'))
                        d(repository, source, key, event, payload, state, tries, error, again, since)
                    join repositories o on o.name = d.repository
                    order by d.since desc;
                    update pipeline_runs set hook_delivery_id = (select id from hook_deliveries where delivery_key = 'd1')
                    where id = (select max(r.id) from pipeline_runs r join pipelines p on p.id = r.pipeline_id
                        join repositories o on o.id = r.repository_id where o.name = 'shop-web' and p.name = 'ci');
                    insert into outbox_targets (name, kind, url, sealed_to, sealed_secret, events, consecutive_failures, circuit_open_until)
                    select t.name, 'slack', 'https://chat.example.org/' || t.name, 'e3b0c44298fc1c149afbf4c8996fb924', 'x', '{run_failed}',
                        t.failures, case when t.failures > 0 then now() + interval '4 minutes' end
                    from (values ('shop-chat', 0), ('pager', 6)) t(name, failures);
                    insert into webhooks_outbox (target_id, event, subject, body, state, attempts, last_error, delivered_at, created_at, next_attempt_at)
                    select t.id, 'run_failed', 'main ' || m.n, jsonb_build_object('title', m.title), m.state, m.tries, m.error,
                        case when m.state = 'delivered' then now() end, now() - make_interval(mins => m.n), now() + interval '2 minutes'
                    from (values
                        (31, 'pager', 'infra / ci #150 failed', 'dead', 9, 'HTTP 503: the service is unavailable'),
                        (29, 'pager', 'infra / ci #151 failed', 'dead', 9, 'HTTP 503: the service is unavailable'),
                        (5, 'pager', 'checkout / ci #45 failed', 'pending', 3, 'HTTP 503: the service is unavailable'),
                        (3, 'shop-chat', 'shop-web / ci #44 failed', 'delivered', 1, null)) m(n, target, title, state, tries, error)
                    join outbox_targets t on t.name = m.target
                    order by m.n desc;
                    insert into outbox_attempts (outbox_id, number, started_at, duration_ms, status, error)
                    select w.id, n, w.created_at + make_interval(secs => 30 * n), 180 + 70 * n,
                        case when w.state = 'delivered' then 200 when n % 3 > 0 then 503 end, w.last_error
                    from webhooks_outbox w, generate_series(1, w.attempts) n
                    """);
        }
    }

    /// How many ask for hints about logs.
    int watchers() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*) from log_watchers where expires_at > now()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /// Two months of figures by the day: shop-web / ci became slower ten days ago, and checkout /
    /// ci fails more often.
    void days() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into pipeline_days
                    select p.id, (now() at time zone 'utc')::date - d, 'success',
                        bucket_of(1000 * (120 + p.id * 31 + (n * 37 + d * 11) % 40
                            + case when o.name = 'shop-web' and p.name = 'ci' and d < 24 then 110 else 0 end)),
                        2 + (d * 3 + p.id) % 4
                    from pipelines p join repositories o on o.id = p.repository_id, generate_series(0, 59) d, generate_series(1, 3) n
                    on conflict do nothing;
                    insert into pipeline_days
                    select p.id, (now() at time zone 'utc')::date - d, 'failure', bucket_of(60000),
                        case when o.name = 'checkout' and d < 20 then 3 else 1 end
                    from pipelines p join repositories o on o.id = p.repository_id, generate_series(0, 59) d
                    where (d + p.id) % 3 = 0 or (o.name = 'checkout' and d < 20)
                    """);
        }
    }

    /// What people wished: two that are due, and what became of the others.
    void commands() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into commands (kind, arguments, reason, actor, run_id, repository_id, state, outcome, created_at,
                        next_try_at, due_at, executed_at)
                    select c.kind, c.arguments::jsonb, c.reason, c.actor,
                        case when c.run then (select max(r.id) from pipeline_runs r join repositories o on o.id = r.repository_id
                            where o.name = c.repository) end,
                        (select id from repositories where name = c.repository), c.state, c.outcome, now() - c.since,
                        now() - c.since, now() - c.since + c.due,
                        case when c.state <> 'pending' then now() - c.since + interval '2 seconds' end
                    from (values
                        ('rerun_failed', '{}', null, 'jonas', 'checkout', true, 'done', 'Attempt 2 was started', interval '26 hours', interval '0'),
                        ('set_limit', '{"runner": "oak-01"}', 'Leaves room for shop-api', 'tomasz', null, false, 'failed', 'oak-01 has no such limit', interval '25 hours', interval '0'),
                        ('approve', '{"environment": "staging"}', 'Tried with two cards', 'mei', 'shop-web', false, 'done', 'It may deploy', interval '40 seconds', interval '0'),
                        ('free_lock', '{"environment": "production"}', 'I need it for the hotfix', 'lars', 'infra', false, 'refused', 'Only release managers may free it', interval '30 seconds', interval '0'),
                        ('cancel', '{}', 'Superseded by hand', 'mei', 'shop-web', true, 'withdrawn', 'Taken back before it was carried out', interval '20 seconds', interval '5 seconds'),
                        ('release', '{}', 'When the flash sale is over', 'ana', 'infra', true, 'pending', null, interval '15 seconds', interval '28 minutes'),
                        ('drain', '{"runner": "oak-02"}', 'Kernel 6.12', 'priya', null, false, 'pending', null, interval '10 seconds', interval '7 hours'))
                        c(kind, arguments, reason, actor, repository, run, state, outcome, since, due)
                    """);
        }
    }

    /// The jobs of the month that failed, with what they printed: the same error, most of it on one
    /// runner.
    void resets() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "update pipeline_runs set head_branch = substr(ref, 12) where head_branch = ''");
        }
        List<Long> jobs = new ArrayList<>();
        List<Instant> began = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, released_at, outcome)
                                select j.id, r.id, r.instance, 50, 0, j.started_at, j.finished_at, 'finished'
                                from jobs j
                                join runners r on r.name = case when j.id % 4 = 0 then 'oak-01' else 'oak-02' end
                                where j.conclusion = 'failure' and j.key = 'test'
                                order by j.id
                                returning job_id, claimed_at
                                """)) {
            while (rows.next()) {
                jobs.add(rows.getLong(1));
                began.add(rows.getTimestamp(2).toInstant());
            }
        }
        for (int at = 0; at < jobs.size(); at++) {
            List<String> lines = new ArrayList<>(List.of("stock-db ready to accept connections"));
            for (int again = 0; again <= at % 6; again++) {
                lines.add("OrderStoreIT > keepsOrderOnRollback STARTED");
                lines.add("\u001b[31mjava.net.SocketException: Connection reset by peer\u001b[0m");
                lines.add("    at sun.nio.ch.SocketDispatcher.read0(Native Method)");
            }
            lines.add("exit status 1");
            log(jobs.get(at), lines, quickly(began.get(at)));
        }
    }

    /// Appends a log to the only claim of a job.
    void log(long job, List<String> lines) throws SQLException {
        log(job, lines, quickly(Instant.now().minusSeconds(80)));
    }

    /// The same, each line at its time.
    ///
    /// @param pause milliseconds between lines
    void log(long job, List<String> lines, Instant begin, int pause) throws SQLException {
        log(job, lines, line -> begin.plusMillis((long) line * pause));
    }

    /// Each 2,000 lines within 80 s, and a million of them within 200 s.
    private static IntFunction<Instant> quickly(Instant begin) {
        return line -> begin.plusMillis(line / 2000 * 400L + line % 2000 * 40L);
    }

    private void log(long job, List<String> lines, IntFunction<Instant> at) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into unindexed_logs (job_id) values (%d) on conflict do nothing"
                            .formatted(job));
        }
        int seq = 0;
        int first = 1;
        for (int from = 0; from < lines.size(); from += 2000) {
            List<LogLine> chunk = new ArrayList<>();
            Instant chunkBegin = at.apply(from);
            int raw = 0;
            for (String line : lines.subList(from, Math.min(lines.size(), from + 2000))) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                raw += bytes.length + 1;
                chunk.add(new LogLine(at.apply(from + chunk.size()), bytes, true));
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
}
