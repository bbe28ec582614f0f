package dev.minijenkin.db.testreport;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `test_reports`, `test_cases` and `test_results`. Whatever writes does so for a
/// job whose claim is live.
public final class TestReports {
    /// Results that go into one statement.
    public static final int MOST_AT_ONCE = 1000;

    /// Of the latest 200 reports of a repository.
    private static final String HISTORY =
            """
            with recent as materialized (
                select r.id, r.run_id, j.key, j.leg, p.commit_sha as sha
                from test_reports r
                join jobs j on j.id = r.job_id
                join pipeline_runs p on p.id = r.run_id
                where r.repository_id = %1$s and r.complete
                order by r.id desc limit 200),
            bad as (
                %2$s),
            told as (
                select t.case_id, t.outcome, r.id, r.run_id, r.key, r.leg, r.sha
                from bad b
                join test_results t on t.case_id = b.case_id
                join recent r on r.id = t.report_id
                where t.outcome <> 'skipped'),
            at_commit as (
                select case_id,
                    bool_or(outcome = 'failed') and bool_or(outcome = 'passed') as mixed
                from told group by case_id, key, leg, sha),
            doubt as (select case_id, bool_or(mixed) as mixed from at_commit group by case_id),
            latest as (
                select distinct on (case_id, key, leg) case_id, outcome from told
                order by case_id, key, leg, id desc),
            now_failing as (
                select case_id, bool_or(outcome = 'failed') as failing from latest group by case_id),
            counted as (
                select case_id, count(*) filter (where outcome <> 'failed') as passed,
                    count(*) filter (where outcome = 'failed') as failed,
                    bool_or(outcome = 'flaky') as retried,
                    max(run_id) filter (where outcome in ('failed', 'flaky')) as last_failed
                from told group by case_id)
            select k.suite, k.name, c.passed, c.failed, c.last_failed,
                case when d.mixed or c.retried then 'flaky' when n.failing then 'broken' else 'mended' end
                    as verdict
            from counted c
            join doubt d using (case_id)
            join now_failing n using (case_id)
            join test_cases k on k.id = c.case_id
            order by not (d.mixed or c.retried), not n.failing, c.last_failed desc, k.suite, k.name
            limit {1}
            """;

    private TestReports() {}

    /// Begins one; empty where the claim is over.
    public static Optional<TestReportId> begin(Tx tx, ClaimId claim, int stepNumber, String name) {
        return tx.sql()
                .fetchOptional(
                        """
                        with live as materialized (
                            select job_id from claims where id = {0} and released_at is null for share)
                        insert into test_reports (repository_id, run_id, attempt, job_id, step_number, name)
                        select j.repository_id, j.run_id, j.attempt, j.id, {1}, {2}
                        from live l join jobs j on j.id = l.job_id
                        returning id
                        """,
                        val(claim.value()), val(stepNumber), val(name))
                .map(row -> new TestReportId(row.get("id", Long.class)));
    }

    /// Adds results to one that is not complete; whether the claim is live and the report its own.
    /// Safe to repeat.
    ///
    /// @param from place of the first of them, from 0
    /// @param results at most [#MOST_AT_ONCE]
    public static boolean add(
            Tx tx, ClaimId claim, TestReportId report, int from, List<TestResult> results) {
        String[] suites = texts(results, TestResult::suite);
        String[] names = texts(results, TestResult::name);
        // Sorted, so that two jobs that bring the same new names do not wait for each other.
        tx.sql()
                .execute(
                        """
                        insert into test_cases (repository_id, suite, name)
                        select distinct r.repository_id, t.suite, t.name
                        from test_reports r
                        join claims c on c.job_id = r.job_id and c.id = {0} and c.released_at is null,
                            unnest({2}::text[], {3}::text[]) as t (suite, name)
                        where r.id = {1} and not r.complete and not exists (
                            select from test_cases k
                            where k.repository_id = r.repository_id and k.suite = t.suite
                                and k.name = t.name)
                        order by 1, 2, 3
                        on conflict do nothing
                        """,
                        val(claim.value()), val(report.value()), val(suites), val(names));
        return tx.sql()
                .fetchOptional(
                        """
                        with own as (
                            select r.id, r.repository_id from test_reports r
                            join claims c on c.job_id = r.job_id and c.id = {0} and c.released_at is null
                            where r.id = {1} and not r.complete),
                        added as (
                            insert into test_results
                                (report_id, seq, case_id, outcome, milliseconds, message, details, path, line)
                            select o.id, {2} + t.place::integer - 1, k.id, t.outcome, t.milliseconds,
                                nullif(t.message, ''), nullif(t.details, ''), nullif(t.path, ''),
                                nullif(t.line, 0)
                            from own o, unnest({3}::text[], {4}::text[], {5}::text[], {6}::bigint[],
                                    {7}::text[], {8}::text[], {9}::text[], {10}::integer[])
                                with ordinality
                                as t (suite, name, outcome, milliseconds, message, details, path, line, place)
                            join test_cases k on k.suite = t.suite and k.name = t.name
                            where k.repository_id = o.repository_id
                            on conflict do nothing)
                        select count(*) as own from own
                        """,
                        val(claim.value()),
                        val(report.value()),
                        val(from),
                        val(suites),
                        val(names),
                        val(texts(results, result -> EnumWords.of(result.outcome()))),
                        val(results.stream().map(TestResult::milliseconds).toArray(Long[]::new)),
                        val(texts(results, TestResult::message)),
                        val(texts(results, TestResult::details)),
                        val(texts(results, TestResult::path)),
                        val(results.stream().map(TestResult::line).toArray(Integer[]::new)))
                .filter(row -> row.get("own", Long.class) > 0)
                .isPresent();
    }

    /// Says that all of it is there; whether the claim is live and the report its own.
    public static boolean complete(Tx tx, ClaimId claim, TestReportId report) {
        return tx.sql()
                        .execute(
                                """
                                update test_reports r set complete = true from claims c
                                where r.id = {1} and c.id = {0} and c.job_id = r.job_id
                                    and c.released_at is null
                                """,
                                val(claim.value()), val(report.value()))
                > 0;
    }

    /// Those of an attempt of a run that are complete, job by job in their order.
    public static List<TestReport> ofRun(Tx tx, RunId run, int attempt) {
        return tx.sql()
                .fetch(
                        """
                        select r.id, r.job_id, j.name as job_name, r.step_number, r.name,
                            count(*) filter (where t.outcome = 'passed') as passed,
                            count(*) filter (where t.outcome = 'failed') as failed,
                            count(*) filter (where t.outcome = 'skipped') as skipped,
                            count(*) filter (where t.outcome = 'flaky') as flaky,
                            coalesce(sum(t.milliseconds), 0)::bigint as milliseconds
                        from test_reports r
                        join jobs j on j.id = r.job_id
                        left join test_results t on t.report_id = r.id
                        where r.run_id = {0} and r.attempt = {1} and r.complete
                        group by r.id, j.id
                        order by j.place, j.id, r.id
                        """,
                        val(run.value()), val(attempt))
                .map(row ->
                        new TestReport(
                                new TestReportId(row.get("id", Long.class)),
                                new JobId(row.get("job_id", Long.class)),
                                row.get("job_name", String.class),
                                row.get("step_number", Integer.class),
                                row.get("name", String.class),
                                new TestReport.Counts(
                                        row.get("passed", Long.class),
                                        row.get("failed", Long.class),
                                        row.get("skipped", Long.class),
                                        row.get("flaky", Long.class),
                                        row.get("milliseconds", Long.class))));
    }

    /// What failed in a report, or passed only when it was tried again, in order.
    public static List<TestResult> failed(Tx tx, TestReportId report, int most) {
        return tx.sql()
                .fetch(
                        """
                        select k.suite, k.name, t.outcome, t.milliseconds, t.message, t.details, t.path, t.line
                        from test_results t join test_cases k on k.id = t.case_id
                        where t.report_id = {0} and t.outcome in ('failed', 'flaky')
                        order by t.seq limit {1}
                        """,
                        val(report.value()), val(most))
                .map(TestReports::result);
    }

    /// All results of a report, a page at a time.
    ///
    /// @param from place of the first, from 0
    public static List<TestResult> page(Tx tx, TestReportId report, int from, int most) {
        return tx.sql()
                .fetch(
                        """
                        select k.suite, k.name, t.outcome, t.milliseconds, t.message, t.details, t.path, t.line
                        from test_results t join test_cases k on k.id = t.case_id
                        where t.report_id = {0} and t.seq >= {1}
                        order by t.seq limit {2}
                        """,
                        val(report.value()), val(from), val(most))
                .map(TestReports::result);
    }

    /// Tests of a repository that failed in its latest reports, the flaky ones first, then the
    /// broken ones; in each those that failed last before the others.
    public static List<TestHistory> history(Tx tx, RepositoryId repository, int most) {
        return tx.sql()
                .fetch(
                        HISTORY.formatted(
                                "{0}",
                                """
                                select distinct t.case_id from recent r join test_results t on t.report_id = r.id
                                where t.outcome in ('failed', 'flaky')
                                """),
                        val(repository.value()),
                        val(most))
                .map(TestReports::history);
    }

    /// What the latest reports of the repository say of the tests that failed in an attempt of a
    /// run. Those that are in none of them are left out.
    ///
    /// @param most of the results that failed, report by report in their order
    public static List<TestHistory> historyOf(Tx tx, RunId run, int attempt, int most) {
        return tx.sql()
                .fetch(
                        HISTORY.formatted(
                                "(select repository_id from pipeline_runs where id = {0})",
                                """
                                select distinct case_id from (
                                    select t.case_id
                                    from test_reports r join test_results t on t.report_id = r.id
                                    where r.run_id = {0} and r.attempt = {2} and r.complete
                                        and t.outcome in ('failed', 'flaky')
                                    order by r.id, t.seq limit {1}) first
                                """),
                        val(run.value()),
                        val(most),
                        val(attempt))
                .map(TestReports::history);
    }

    private static TestHistory history(Record row) {
        return new TestHistory(
                row.get("suite", String.class),
                row.get("name", String.class),
                EnumWords.parse(TestHistory.Verdict.class, row.get("verdict", String.class)),
                row.get("passed", Long.class),
                row.get("failed", Long.class),
                new RunId(row.get("last_failed", Long.class)));
    }

    private static TestResult result(Record row) {
        return new TestResult(
                row.get("suite", String.class),
                row.get("name", String.class),
                EnumWords.parse(TestOutcome.class, row.get("outcome", String.class)),
                row.get("milliseconds", Long.class),
                orEmpty(row.get("message", String.class)),
                orEmpty(row.get("details", String.class)),
                orEmpty(row.get("path", String.class)),
                Optional.ofNullable(row.get("line", Integer.class)).orElse(0));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String[] texts(List<TestResult> results, Function<TestResult, String> part) {
        return results.stream().map(part).toArray(String[]::new);
    }
}
