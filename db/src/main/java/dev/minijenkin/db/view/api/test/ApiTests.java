package dev.minijenkin.db.view.api.test;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.testreport.TestHistory;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tests that jobs reported, once all of their results are there.
public final class ApiTests {
    private static final String REPORT =
            """
            r.id, r.run_id, r.attempt, r.job_id, j.name as job, r.step_number as step, r.name, c.passed, c.failed,
                c.skipped, c.flaky, c.milliseconds, r.created_at
            from looked_at l
            join test_reports r on r.id = l.key
            join jobs j on j.id = r.job_id
            cross join lateral (
                select count(*) filter (where t.outcome = 'passed') as passed,
                    count(*) filter (where t.outcome = 'failed') as failed,
                    count(*) filter (where t.outcome = 'skipped') as skipped,
                    count(*) filter (where t.outcome = 'flaky') as flaky,
                    coalesce(sum(t.milliseconds), 0)::bigint as milliseconds
                from test_results t where t.report_id = r.id) c
            """;

    private ApiTests() {}

    /// The reports of an attempt of a run, in the order in which they came.
    ///
    /// @param attempt null: the current one
    public static ApiPage<ApiTestReport> ofRun(
            Tx tx, PageRequest page, RunId run, @Nullable Integer attempt) {
        KeysetQuery<ApiTestReport> query = KeysetQuery.oldestFirst(ApiTestReport.class, page);
        return query.from(
                        """
                        select id as key from test_reports
                        where run_id = ? and attempt = coalesce(?, (select attempt from pipeline_runs where id = ?))
                            and complete and id > ?
                        """,
                        run.value(),
                        attempt,
                        run.value(),
                        query.after())
                .read(tx, REPORT);
    }

    public static Optional<ApiTestReport> find(Tx tx, TokenReach reach, TestReportId id) {
        return KeysetQuery.oldestFirst(ApiTestReport.class, new PageRequest(reach, null, 1))
                .from("select id as key from test_reports where id = ? and complete", id.value())
                .within("r.repository_id")
                .read(tx, REPORT)
                .items()
                .stream()
                .findFirst();
    }

    /// The results of a report, in the order of its files.
    ///
    /// @param outcome null: all of them
    public static ApiPage<ApiTestResult> results(
            Tx tx, PageRequest page, TestReportId report, @Nullable String outcome) {
        KeysetQuery<ApiTestResult> query = KeysetQuery.oldestFirst(ApiTestResult.class, page);
        return query.from(
                        "select seq + 1 as key from test_results where report_id = ? and seq >= ?",
                        report.value(),
                        query.after())
                .where("t.outcome = ?", outcome)
                .read(
                        tx,
                        """
                        l.key as place, k.suite, k.name, t.outcome::text as outcome, t.milliseconds, t.message,
                            t.details, t.path, t.line
                        from looked_at l
                        join test_results t on t.report_id = %d and t.seq = l.key - 1
                        join test_cases k on k.id = t.case_id
                        """
                                .formatted(report.value()));
    }

    /// What failed in an attempt of a run, report by report in their order, each with what the
    /// latest reports of the repository say of it.
    public static List<ApiFailedTest> failed(Tx tx, RunId run, int attempt, int most) {
        record Case(String suite, String name) {}
        Map<Case, String> verdicts = new HashMap<>();
        for (TestHistory test : TestReports.historyOf(tx, run, attempt, most)) {
            verdicts.put(new Case(test.suite(), test.name()), EnumWords.of(test.verdict()));
        }
        return tx.sql()
                .fetch(
                        """
                        select r.id as report_id, r.job_id, j.name as job, k.suite, k.name, t.outcome::text as outcome,
                            t.message, t.path, t.line
                        from test_reports r
                        join jobs j on j.id = r.job_id
                        join test_results t on t.report_id = r.id and t.outcome in ('failed', 'flaky')
                        join test_cases k on k.id = t.case_id
                        where r.run_id = ? and r.attempt = ? and r.complete
                        order by r.id, t.seq limit ?
                        """,
                        run.value(),
                        attempt,
                        most)
                .map(row ->
                        new ApiFailedTest(
                                row.get("report_id", Long.class),
                                row.get("job_id", Long.class),
                                row.get("job", String.class),
                                row.get("suite", String.class),
                                row.get("name", String.class),
                                row.get("outcome", String.class),
                                verdicts.get(
                                        new Case(
                                                row.get("suite", String.class),
                                                row.get("name", String.class))),
                                row.get("message", String.class),
                                row.get("path", String.class),
                                row.get("line", Integer.class)));
    }

    /// Tests of a repository that failed lately, the flaky ones first, then the broken ones.
    public static List<ApiTestHistory> history(Tx tx, RepositoryId repository, int most) {
        return TestReports.history(tx, repository, most).stream()
                .map(test ->
                        new ApiTestHistory(
                                test.suite(),
                                test.name(),
                                EnumWords.of(test.verdict()),
                                test.passed(),
                                test.failed(),
                                test.lastFailed().value()))
                .toList();
    }
}
