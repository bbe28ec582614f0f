package dev.minijenkin.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/// What the run that is looked at from near left beside its logs.
final class ShopProducts {
    /// Bytes of the artifact `web-dist`: more than two pieces.
    static final byte[] DIST = "0123456789abcdef".repeat(150_000).getBytes(UTF_8);

    private static final String SUMMARY =
            """
            ## Size of the page

            | Measure | Now | Before |
            | --- | --- | --- |
            | Largest paint | **1.4 s** | 1.9 s |
            | Page weight | **1.1 MB** | 1.6 MB |
            | Vendor chunk | `612 kB` | 598 kB |

            - [Report of the browsers](https://ci.example.org/reports/1287)
            - The limit is *500 kB*

            <details><summary>How it was measured</summary>

            ```
            lighthouse --preset=desktop https://shop.example.org/
            ```
            </details>
            <script>document.write("never run")</script>
            """;

    private final Connection connection;

    ShopProducts(Connection connection) {
        this.connection = connection;
    }

    /// @param job that failed in it, and reported its tests
    void of(long run, long job) throws SQLException {
        execute(
                """
                insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, released_at, outcome)
                select %1$d, r.id, r.instance, 50, 0, now(), now(), 'finished' from runners r
                where r.name = 'oak-03' and not exists (select from claims where job_id = %1$d)
                """
                        .formatted(job));
        artifact(run, job, "web-dist", "tar_gz", "application/gzip", DIST);
        artifact(run, job, "traces-firefox-2", "zip", "application/zip", new byte[421_000]);
        artifact(run, job, "coverage.xml", "none", "text/xml", new byte[12_400]);
        try (PreparedStatement summary =
                connection.prepareStatement(
                        """
                        insert into step_summaries (claim_id, seq, job_id, step_number, body)
                        select max(id), 1, job_id, 3, ? from claims where job_id = ? group by job_id
                        """)) {
            summary.setString(1, SUMMARY);
            summary.setLong(2, job);
            summary.executeUpdate();
        }
        tests(run, job);
    }

    private void artifact(
            long run, long job, String name, String packing, String media, byte[] bytes)
            throws SQLException {
        try (PreparedStatement artifact =
                        connection.prepareStatement(
                                """
                                insert into artifacts (run_id, attempt, job_id, name, size_bytes, sha256, packing,
                                    media_type, complete, expires_at)
                                values (?, 1, ?, ?, ?, ?, ?, ?, true, now() + interval '9 days')
                                """);
                PreparedStatement piece =
                        connection.prepareStatement(
                                """
                                insert into artifact_chunks (artifact_id, seq, body)
                                select max(id), ?, ? from artifacts
                                """)) {
            artifact.setLong(1, run);
            artifact.setLong(2, job);
            artifact.setString(3, name);
            artifact.setLong(4, bytes.length);
            artifact.setBytes(5, sha256(bytes));
            artifact.setString(6, packing);
            artifact.setString(7, media);
            artifact.executeUpdate();
            int size = 1 << 20;
            for (int seq = 0; seq * size < bytes.length; seq++) {
                piece.setInt(1, seq);
                piece.setBytes(
                        2,
                        Arrays.copyOfRange(
                                bytes, seq * size, Math.min(bytes.length, (seq + 1) * size)));
                piece.executeUpdate();
            }
        }
    }

    /// Two that failed, one of them for the first time, one that passed at another try, and many
    /// that passed; runs before it in which one of them failed now and then at one commit.
    private void tests(long run, long job) throws SQLException {
        execute(
                """
                insert into test_cases (repository_id, suite, name)
                select r.repository_id, t.suite, t.name from pipeline_runs r,
                    (values ('gallery', 'lazy images load on scroll'), ('gallery', 'hero is below 120 kB'),
                        ('cart', 'keeps items after login')) t(suite, name) where r.id = %1$d
                union all
                select r.repository_id, 'catalogue', 'passes ' || n from pipeline_runs r, generate_series(1, 60) n
                where r.id = %1$d;
                insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name, complete)
                select p.repository_id, p.id, 1, j.id, 3, 'browser tests', true
                from (select r.* from pipeline_runs r join pipeline_runs mine on mine.id = %1$d
                    where r.pipeline_id = mine.pipeline_id and r.conclusion = 'failure' order by r.id desc limit 3) p
                join jobs j on j.run_id = p.id
                order by p.id;
                insert into test_results (report_id, seq, case_id, outcome, milliseconds, message)
                select r.id, 0, c.id, 'failed', 900, 'Expected 24 images, received 22'
                from test_reports r join test_cases c on c.name = 'lazy images load on scroll';
                insert into test_results (report_id, seq, case_id, outcome, milliseconds)
                select r.id, 1, c.id, 'passed', 700
                from test_reports r join test_cases c on c.name = 'hero is below 120 kB';
                insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name, complete)
                select repository_id, id, 1, %2$d, 3, 'browser tests', true from pipeline_runs where id = %1$d;
                insert into test_results (report_id, seq, case_id, outcome, milliseconds, message, details, path, line)
                select (select max(id) from test_reports), t.seq, c.id, t.outcome, t.ms, t.message, t.details, t.path, t.line
                from (values (0, 'lazy images load on scroll', 'failed', 1840, 'Expected 24 images, received 23',
                        E'AssertionError: Expected 24 images, received 23\n    at gallery.spec.ts:48:7\n    at runTest (runner.js:210:14)',
                        'gallery.spec.ts', 48),
                    (1, 'hero is below 120 kB', 'failed', 210, 'The hero has 131 kB', null, 'gallery.spec.ts', 71),
                    (2, 'keeps items after login', 'flaky', 3120, 'The cart was empty at the first try', null, null, null))
                    t(seq, name, outcome, ms, message, details, path, line)
                join test_cases c on c.name = t.name;
                insert into test_results (report_id, seq, case_id, outcome, milliseconds)
                select (select max(id) from test_reports), 10 + row_number() over (order by id), id,
                    case when id %% 20 = 0 then 'skipped' else 'passed' end, 35
                from test_cases where suite = 'catalogue'
                """
                        .formatted(run, job));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
