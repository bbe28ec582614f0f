package dev.minijenkin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.annotation.Annotations;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.summary.StepSummary;
import dev.minijenkin.db.testreport.TestReport;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What jobs tell people beside their log: `mini-jenkin/test-report`, and summaries of steps.
class TestReportActionTest {
    @TempDir Path folder;
    private RunnerBench bench;
    private Runner runner;

    @BeforeEach
    void start() {
        bench = new RunnerBench(folder.resolve("nowhere.git"), "0".repeat(40));
        runner = bench.runner("oak", 1, folder.resolve("runner"));
    }

    @AfterEach
    void stop() {
        runner.close();
        bench.close();
    }

    @Test
    void whatFailedIsOnTheRunWithItsPlaceAndEveryCaseIsKept() {
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            echo ::add-mask::hunter2
                            mkdir -p target/surefire-reports src
                            touch src/ShopTest.java
                            cat > target/surefire-reports/TEST-a.xml <<'END'
                            <testsuite name="ShopTest">
                              <testcase classname="ShopTest" name="sells" time="0.5">
                                <failure message="got hunter2">at ShopTest.sells(ShopTest.java:12)</failure>
                              </testcase>
                              <testcase classname="ShopTest" name="buys" time="0.1"/>
                              <testcase classname="ShopTest" name="odd"><flakyError message="once"/></testcase>
                            </testsuite>
                            END
                            echo garbage > target/surefire-reports/TEST-b.xml
                        - {id: report, uses: mini-jenkin/test-report@v1, with: {name: unit}}
                        - run: echo "${{ toJSON(steps.report.outputs) }}" | tr -d '\\n '
                        - {id: fail, uses: mini-jenkin/test-report@v1, with: {fail-on-failure: true}, continue-on-error: true}
                        - {uses: mini-jenkin/test-report@v1, with: {path: nowhere/*.xml}}
                        - {uses: mini-jenkin/test-report@v1, with: {path: nowhere/*.xml, if-no-files-found: error}}
                        """);

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.printed(run))
                .contains(
                        "##[error]ShopTest sells: got ***",
                        "##[warning]ShopTest odd: once",
                        "##[warning]The report target/surefire-reports/TEST-b.xml is no XML from line 1 on: it is left out.",
                        "3 tests: 1 passed, 1 failed, 0 skipped, 1 passed when they were tried again",
                        "##[warning]No reports of tests are there: nowhere/*.xml");
        assertThat(bench.stepStates(run).get(3)).endsWith(": FAILURE/SUCCESS");
        List<Annotation> annotations =
                bench.database().statement(tx -> Annotations.ofRun(tx, run, 1));
        assertThat(annotations)
                .extracting(
                        Annotation::level,
                        Annotation::title,
                        Annotation::message,
                        Annotation::path,
                        Annotation::line)
                .contains(
                        tuple(
                                AnnotationLevel.FAILURE,
                                "ShopTest sells",
                                "got ***",
                                "src/ShopTest.java",
                                12));
        List<TestReport> reports = bench.database().statement(tx -> TestReports.ofRun(tx, run, 1));
        assertThat(reports).extracting(TestReport::name).containsExactly("unit", "tests");
        assertThat(reports.getFirst().counts()).isEqualTo(new TestReport.Counts(1, 1, 0, 1, 600));
        List<TestResult> results =
                bench.database()
                        .statement(tx -> TestReports.page(tx, reports.getFirst().id(), 0, 10));
        assertThat(results)
                .extracting(TestResult::name, TestResult::message, TestResult::line)
                .containsExactly(
                        tuple("sells", "got ***", 12),
                        tuple("buys", "", 0),
                        tuple("odd", "once", 0));
    }

    /// The file says nothing of reports.
    @Test
    void aPipelineThatIsSetToKeepsReportsOfEachOfItsJobs() {
        bench.awaitRun(bench.pushSteps("- run: 'true'"));
        bench.database()
                .transaction(tx -> {
                    Pipelines.ofRepository(tx, bench.repository())
                            .forEach(pipeline ->
                                    Pipelines.setTestReports(
                                            tx,
                                            pipeline.id(),
                                            List.of("out/*.xml", "!out/no.xml")));
                    return true;
                });
        RunId run =
                bench.pushSteps(
                        """
                        - run: |
                            mkdir -p out
                            echo '<testsuite><testcase classname="Shop" name="sells"/><testcase classname="Shop" name="buys"><failure message="sold out"/></testcase></testsuite>' > out/a.xml
                            printf '<testsuite>\\n<testcase' > out/broken.xml
                            echo '<testsuite><testcase name="not this"/></testsuite>' > out/no.xml
                            exit 3
                        """);
        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(bench.stepStates(run))
                .hasSize(2)
                .last()
                .asString()
                .endsWith("Reports of tests: SUCCESS/SUCCESS");
        assertThat(bench.printed(run))
                .contains(
                        "##[error]Shop buys: sold out",
                        "##[warning]The report out/broken.xml is no XML from line 2 on: it is left out.",
                        "2 tests: 1 passed, 1 failed, 0 skipped");
        assertThat(reports(run)).hasSize(1);

        RunId without = bench.pushSteps("- run: 'true'");
        assertThat(bench.awaitRun(without).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(without))
                .contains("##[notice]No reports of tests are there: out/*.xml, !out/no.xml");
        assertThat(reports(without)).isEmpty();

        RunId broken = bench.pushSteps("- run: mkdir out; echo nothing > out/a.xml");
        assertThat(bench.awaitRun(broken).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(bench.printed(broken))
                .contains(
                        "##[warning]The report out/a.xml is no XML from line 1 on: it is left out.");
        assertThat(reports(broken)).isEmpty();

        RunId own =
                bench.pushSteps(
                        """
                        - run: mkdir out && echo '<testsuite><testcase name="once"/></testsuite>' > out/a.xml
                        - {uses: mini-jenkin/test-report@v1, with: {path: out/a.xml}}
                        """);
        assertThat(bench.awaitRun(own).conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(reports(own)).hasSize(1);
    }

    private List<TestReport> reports(RunId run) {
        return bench.database().statement(tx -> TestReports.ofRun(tx, run, 1));
    }

    @Test
    void summariesAreKeptMaskedAndAtMostTwenty() {
        RunId run =
                bench.pushSteps(
                        """
                        - name: first
                          run: |
                            echo ::add-mask::hunter2
                            echo '# hunter2' >> "$GITHUB_STEP_SUMMARY"
                        - run: 'true'
                        - run: head -c 1048577 /dev/zero | tr '\\0' x > "$GITHUB_STEP_SUMMARY"
                        """
                                + "- run: echo more >> \"$GITHUB_STEP_SUMMARY\"\n".repeat(21));

        assertThat(bench.awaitRun(run).conclusion()).isEqualTo(Conclusion.SUCCESS);
        List<StepSummary> summaries =
                bench.database().statement(tx -> StepSummaries.ofRun(tx, run, 1));
        assertThat(summaries).hasSize(20);
        assertThat(summaries.getFirst())
                .isEqualTo(new StepSummary(bench.job(run).id(), "only", 1, "first", "# ***\n"));
        assertThat(summaries.get(1).stepNumber()).isEqualTo(4);
        assertThat(bench.printed(run))
                .contains(
                        "##[warning]The summary of the step is left out: a job has at most 20 of them.");
    }
}
