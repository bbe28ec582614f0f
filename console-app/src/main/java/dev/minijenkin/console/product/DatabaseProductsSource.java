package dev.minijenkin.console.product;

import dev.minijenkin.console.markdown.MarkdownText;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.artifact.ArtifactId;
import dev.minijenkin.db.artifact.Artifacts;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.testreport.TestHistory;
import dev.minijenkin.db.testreport.TestReport;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What runs leave, asked of the database by the statements of the command line. Called on workers.
public final class DatabaseProductsSource implements ProductsSource {
    private static final int MOST_TESTS = 100;

    private final Database database;

    public DatabaseProductsSource(Database database) {
        this.database = database;
    }

    @Override
    public RunProducts products(RunId run, int attempt) {
        return database.statement(tx -> products(tx, run, attempt));
    }

    @Override
    public Optional<byte[]> piece(ArtifactId artifact, int seq) {
        return database.statement(tx -> Artifacts.piece(tx, artifact, seq));
    }

    private static RunProducts products(Tx tx, RunId run, int attempt) {
        List<TestReport> reports = TestReports.ofRun(tx, run, attempt);
        return new RunProducts(
                Artifacts.ofRun(tx, run, attempt),
                reports,
                failed(tx, run, reports),
                StepSummaries.ofRun(tx, run, attempt).stream()
                        .map(step -> new RunProducts.Summary(step, MarkdownText.of(step.body())))
                        .toList());
    }

    private static List<FailedTest> failed(Tx tx, RunId run, List<TestReport> reports) {
        boolean any =
                reports.stream()
                        .anyMatch(report -> report.counts().failed() + report.counts().flaky() > 0);
        if (!any) {
            return List.of();
        }
        List<TestHistory> history =
                Runs.find(tx, run)
                        .map(Run::repository)
                        .map(repository -> TestReports.history(tx, repository, MOST_TESTS))
                        .orElse(List.of());
        List<FailedTest> failed = new ArrayList<>();
        for (TestReport report : reports) {
            List<TestResult> results = TestReports.failed(tx, report.id(), MOST_TESTS);
            for (int i = 0; i < results.size(); i++) {
                TestResult result = results.get(i);
                failed.add(
                        new FailedTest(
                                report,
                                i,
                                result,
                                history.stream()
                                        .filter(of ->
                                                of.suite().equals(result.suite())
                                                        && of.name().equals(result.name()))
                                        .findFirst()));
            }
        }
        // Stable: in each report as it told them.
        failed.sort(Comparator.comparing(test -> !test.failed()));
        return List.copyOf(failed);
    }
}
