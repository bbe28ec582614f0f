package dev.minijenkin.db.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.testreport.TestHistory.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TestReportsTest {
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final UUID instance = UUID.randomUUID();

    @Test
    void oneIsSeenOnceItIsCompleteWithItsCountsAndFailures() {
        Run run = run();
        ClaimId claim = claim();
        TestReportId report = begun(claim);
        TestResult failed =
                new TestResult(
                        "ShopTest",
                        "sells",
                        TestOutcome.FAILED,
                        120,
                        "expected 1",
                        "at ShopTest",
                        "src/ShopTest.java",
                        7);
        List<TestResult> results = new ArrayList<>(List.of(failed));
        for (int i = 0; i < 700; i++) {
            results.add(of("many" + i, TestOutcome.PASSED));
        }
        results.add(of("odd", TestOutcome.FLAKY));
        results.add(of("later", TestOutcome.SKIPPED));
        assertThat(add(claim, report, 0, results)).isTrue();
        assertThat(add(claim, report, 0, results)).as("told again").isTrue();
        assertThat(add(claim, report, results.size(), List.of(of("last\0", TestOutcome.PASSED))))
                .isTrue();
        assertThat(ofRun(run)).isEmpty();

        assertThat(complete(claim, report)).isTrue();
        assertThat(ofRun(run))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.name()).isEqualTo("unit");
                    assertThat(told.stepNumber()).isEqualTo(2);
                    assertThat(told.counts())
                            .isEqualTo(new TestReport.Counts(701, 1, 1, 1, 120 + 703));
                });
        List<TestResult> bad = database.statement(tx -> TestReports.failed(tx, report, 10));
        List<TestResult> page = database.statement(tx -> TestReports.page(tx, report, 702, 10));
        assertThat(bad).containsExactly(failed, of("odd", TestOutcome.FLAKY));
        assertThat(page)
                .containsExactly(
                        of("later", TestOutcome.SKIPPED), of("last\uFFFD", TestOutcome.PASSED));
        assertThat(add(claim, report, 800, results)).as("it is complete").isFalse();
    }

    @Test
    void whoseClaimIsOverWritesNothing() {
        run();
        ClaimId claim = claim();
        TestReportId report = begun(claim);
        test.rows().execute("update claims set released_at = now(), outcome = 'finished'");

        assertThat(add(claim, report, 0, List.of(of("a", TestOutcome.PASSED)))).isFalse();
        assertThat(complete(claim, report)).isFalse();
        Optional<TestReportId> another =
                database.transaction(tx -> TestReports.begin(tx, claim, 1, "x"));
        assertThat(another).isEmpty();
        assertThat(test.rows().text("select count(*) from test_cases")).isEqualTo("0");
    }

    @Test
    void historyTellsAFlakyTestFromABrokenOne() {
        run();
        report(ONE, of("steady", true), of("odd", true), of("breaks", true), of("mends", false));
        run();
        report(ONE, of("steady", true), of("odd", false), of("breaks", true), of("mends", false));
        Run last = run();
        report(
                TWO,
                of("steady", true),
                of("odd", true),
                of("breaks", false),
                of("mends", true),
                of("retried", TestOutcome.FLAKY),
                of("skipped", TestOutcome.SKIPPED));

        List<TestHistory> history = database.statement(tx -> TestReports.history(tx, shop, 10));
        assertThat(history)
                .extracting(
                        TestHistory::name,
                        TestHistory::verdict,
                        TestHistory::passed,
                        TestHistory::failed)
                .containsExactly(
                        tuple("retried", Verdict.FLAKY, 1L, 0L),
                        tuple("odd", Verdict.FLAKY, 2L, 1L),
                        tuple("breaks", Verdict.BROKEN, 2L, 1L),
                        tuple("mends", Verdict.MENDED, 1L, 2L));
        assertThat(history).extracting(TestHistory::lastFailed).startsWith(last.id());
    }

    @Test
    void whatFailedInARunIsToldFromWhatFailsElsewhere() {
        Run first = run();
        report(ONE, of("odd", false), of("breaks", true), of("mends", false));
        Run second = run();
        report(ONE, of("odd", true), of("breaks", false), of("mends", true));

        assertThat(historyOf(first, 10))
                .extracting(TestHistory::name, TestHistory::verdict)
                .containsExactly(tuple("mends", Verdict.FLAKY), tuple("odd", Verdict.FLAKY));
        assertThat(historyOf(second, 10))
                .extracting(TestHistory::name, TestHistory::verdict)
                .containsExactly(tuple("breaks", Verdict.FLAKY));
        test.rows().execute("update pipeline_runs set commit_sha = lpad(id::text, 40, '0')");
        assertThat(historyOf(first, 1))
                .as("the first that failed; at other commits it was mended")
                .extracting(TestHistory::name, TestHistory::verdict)
                .containsExactly(tuple("odd", Verdict.MENDED));
    }

    private List<TestHistory> historyOf(Run run, int most) {
        RunId id = run.id();
        return database.statement(tx -> TestReports.historyOf(tx, id, 1, most));
    }

    private Run run() {
        return database.transaction(tx -> SampleData.queuedRun(tx, shop, "test"));
    }

    /// Of the oldest run that waits.
    private void report(String sha, TestResult... results) {
        ClaimId claim = claim();
        test.rows()
                .execute(
                        """
                        update pipeline_runs set commit_sha = '%s' where id =
                            (select j.run_id from jobs j join claims c on c.job_id = j.id where c.id = %d)
                        """
                                .formatted(sha, claim.value()));
        TestReportId report = begun(claim);
        add(claim, report, 0, List.of(results));
        complete(claim, report);
    }

    private static TestResult of(String name, boolean passed) {
        return of(name, passed ? TestOutcome.PASSED : TestOutcome.FAILED);
    }

    private static TestResult of(String name, TestOutcome outcome) {
        return new TestResult("ShopTest", name, outcome, 1, "", "", "", 0);
    }

    private TestReportId begun(ClaimId claim) {
        return database.transaction(tx -> TestReports.begin(tx, claim, 2, "unit")).orElseThrow();
    }

    private boolean add(ClaimId claim, TestReportId report, int from, List<TestResult> results) {
        return database.transaction(tx -> TestReports.add(tx, claim, report, from, results));
    }

    private boolean complete(ClaimId claim, TestReportId report) {
        return database.transaction(tx -> TestReports.complete(tx, claim, report));
    }

    private List<TestReport> ofRun(Run run) {
        RunId id = run.id();
        return database.statement(tx -> TestReports.ofRun(tx, id, 1));
    }

    private ClaimId claim() {
        return database.transaction(tx ->
                        SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance))
                .claim();
    }
}
