package dev.minijenkin.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.cli.part.Said;
import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestReports;
import dev.minijenkin.db.testreport.TestResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `tests` and `summary`: what jobs tell people beside their log.
class TestsCommandTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
    private final String id = Long.toString(run.id().value());

    @Test
    void whatFailedIsListedWithItsPlaceAndInTheHistory() {
        assertThat(say("tests", id).text()).isEqualTo("No job of run " + id + " reported tests.\n");
        assertThat(say("tests", "--history", "shop").text())
                .isEqualTo("No test of shop failed lately.\n");
        ClaimId claim = claim();
        TestReportId report =
                database.transaction(tx -> TestReports.begin(tx, claim, 2, "unit")).orElseThrow();
        List<TestResult> results =
                List.of(
                        new TestResult(
                                "ShopTest",
                                "sells",
                                TestOutcome.FAILED,
                                1500,
                                "expected 1",
                                "",
                                "src/ShopTest.java",
                                12),
                        new TestResult("ShopTest", "buys", TestOutcome.PASSED, 1, "", "", "", 0));
        database.transaction(tx -> TestReports.add(tx, claim, report, 0, results));
        database.transaction(tx -> TestReports.complete(tx, claim, report));

        assertThat(say("tests", id).text())
                .containsPattern("build +unit +1 +1 +0 +0 +1.5 s")
                .contains(
                        "build: ShopTest sells, failed\n  expected 1\n  at src/ShopTest.java:12\n");
        assertThat(say("tests", "--history", "shop").text())
                .containsPattern("ShopTest sells +broken +0 +1 +run " + id);
        assertThat(say("tests"))
                .isEqualTo(
                        new Said(
                                1,
                                "mini-jenkin: Which? Give the id of a run, or --history and the name of a repository.\n"));
        assertThat(say("tests", "--history", "nobody"))
                .isEqualTo(new Said(1, "mini-jenkin: There is no repository 'nobody'.\n"));
    }

    @Test
    void summariesArePrintedAsMarkdownOrJson() {
        assertThat(say("summary", id).text())
                .isEqualTo("No step of run " + id + " wrote a summary.\n");
        ClaimId claim = claim();
        database.transaction(tx -> {
            StepSummaries.add(tx, claim, 1, 3, "# All is well\n");
            return true;
        });

        assertThat(say("summary", id).text())
                .isEqualTo("<!-- build: step 3 -->\n# All is well\n\n");
        assertThat(say("summary", id, "--json").text())
                .contains("\"job_name\":\"build\"", "\"markdown\":\"# All is well\\n\"");
        assertThat(say("summary", "4711"))
                .isEqualTo(new Said(1, "mini-jenkin: There is no run 4711.\n"));
    }

    private Said say(String... arguments) {
        return Said.by(test.configuration(), arguments);
    }

    private ClaimId claim() {
        return database.transaction(tx ->
                        SampleData.claim(tx, SampleData.runner(tx, "oak", instance), instance))
                .claim();
    }
}
