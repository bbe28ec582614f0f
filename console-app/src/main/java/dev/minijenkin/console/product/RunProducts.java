package dev.minijenkin.console.product;

import dev.minijenkin.console.markdown.MarkdownText;
import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.summary.StepSummary;
import dev.minijenkin.db.testreport.TestReport;
import java.util.List;

/// What an attempt of a run left beside its logs.
///
/// @param artifacts by their names
/// @param reports of tests, job by job
/// @param failed tests that failed, then those that passed only when they were tried again
/// @param summaries of steps, job by job
public record RunProducts(
        List<Artifact> artifacts,
        List<TestReport> reports,
        List<FailedTest> failed,
        List<Summary> summaries) {
    public static final RunProducts NONE =
            new RunProducts(List.of(), List.of(), List.of(), List.of());

    /// What a step tells people.
    ///
    /// @param text its body, taken apart
    public record Summary(StepSummary step, MarkdownText text) {
        /// `build · Measure the page`.
        String title() {
            return step.jobName()
                    + " · "
                    + (step.stepName().isEmpty() ? "step " + step.stepNumber() : step.stepName());
        }
    }

    public boolean isEmpty() {
        return artifacts.isEmpty() && reports.isEmpty() && summaries.isEmpty();
    }

    /// Of all reports together.
    TestReport.Counts counts() {
        TestReport.Counts all = new TestReport.Counts(0, 0, 0, 0, 0);
        for (TestReport report : reports) {
            TestReport.Counts its = report.counts();
            all =
                    new TestReport.Counts(
                            all.passed() + its.passed(),
                            all.failed() + its.failed(),
                            all.skipped() + its.skipped(),
                            all.flaky() + its.flaky(),
                            all.milliseconds() + its.milliseconds());
        }
        return all;
    }
}
