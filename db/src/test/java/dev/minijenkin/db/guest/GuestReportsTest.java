package dev.minijenkin.db.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.guest.GuestReports.Report;
import dev.minijenkin.db.guest.GuestReports.Tests;
import dev.minijenkin.db.guest.GuestReports.Waiting;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestReportId;
import dev.minijenkin.db.testreport.TestResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What others read of what guests reported.
class GuestReportsTest {
    private static final ClaimId START = new ClaimId(0);
    private static final JobResult FAILURE =
            new JobResult(
                    Conclusion.FAILURE,
                    Cause.EXIT_CODE,
                    "It broke",
                    "{\"a\": \"b\"}",
                    12,
                    345,
                    true);

    @AutoClose private final GuestBench bench = new GuestBench();
    private final RepositoryId shop = bench.repository("shop");
    private final Run run = bench.guestRun(shop, "one", "two");
    private final ClaimedJob claimed = bench.takeOne(bench.ours, "guests_a");
    private final JobAccess job = bench.ours.of(claimed);

    @Test
    void aBeginningThatSomebodyListensToWaitsUntilItIsTaken() {
        bench.test()
                .rows()
                .execute(
                        """
                        insert into run_listeners (pipeline_id, repository_id, types, workflows)
                        select id, repository_id, '{}', '{}' from pipelines
                        """);
        assertThat(waiting()).isEmpty();

        job.begin(true);
        assertThat(waiting())
                .containsExactly(new Waiting(claimed.claim(), claimed.job(), run.id(), 1, true));
        assertThat(tookBeginning()).isTrue();

        assertThat(tookBeginning()).as("nobody is told twice").isFalse();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aReportComesBackAsTheGuestMadeIt() {
        job.begin(true);
        Annotation full =
                new Annotation(
                        claimed.job(),
                        2,
                        AnnotationLevel.FAILURE,
                        "Compiler",
                        "Missing semicolon",
                        "src/Main.java",
                        12,
                        5);
        job.finish(FAILURE, List.of(full), "https://shop.example");

        assertThat(report())
                .contains(new Report.Finished(FAILURE, List.of(full), "https://shop.example"));
    }

    @Test
    void whetherAnythingHeardOfAJobIsPartOfItsReturn() {
        job.begin(true);
        assertThat(report()).isEmpty();
        bench.ours.giveBack(claimed.claim(), false, Cause.RUNNER_LOST, "x");

        assertThat(report()).contains(new Report.Returned(false));
    }

    @Test
    void whatIsCarriedOutIsForgotten() {
        job.begin(true);
        job.finish(FAILURE, List.of(), "");
        assertThat(waiting()).hasSize(1);

        bench.owner.run(tx -> GuestReports.forget(tx, claimed.claim()));

        assertThat(waiting()).isEmpty();
        assertThat(report()).isEmpty();
    }

    @Test
    void whatEndedOtherwiseIsForgottenOnTheWay() {
        job.begin(true);
        bench.test()
                .rows()
                .execute("update claims set released_at = now(), outcome = 'runner_lost'");

        assertThat(waiting()).isEmpty();
        assertThat(bench.test().rows().count("guest_claims"))
                .as("with the secrets that were sealed for it")
                .isZero();
    }

    @Test
    void reportsOfTestsComeInPartsOnceTheyAreComplete() {
        job.begin(true);
        TestReportId report = job.beginReport(3, "unit").orElseThrow();
        TestReportId left = job.beginReport(4, "left behind").orElseThrow();
        TestResult passed = result("adds", TestOutcome.PASSED, "");
        TestResult failed = result("divides", TestOutcome.FAILED, "By zero");
        job.addResults(report, 0, List.of(passed));
        job.addResults(report, 1, List.of(failed));
        job.addResults(left, 0, List.of(passed));
        job.completeReport(report);

        List<Tests> tests = bench.owner.statement(tx -> GuestReports.tests(tx, claimed.claim()));

        assertThat(tests)
                .singleElement()
                .satisfies(of -> {
                    assertThat(of.stepNumber()).isEqualTo(3);
                    assertThat(of.name()).isEqualTo("unit");
                    assertThat(
                                    bench.owner.<List<Integer>>statement(
                                            tx -> GuestReports.parts(tx, claimed.claim(), of)))
                            .containsExactly(0, 1);
                    assertThat(results(of, 0)).containsExactly(passed);
                    assertThat(results(of, 1)).containsExactly(failed);
                });
    }

    private static TestResult result(String name, TestOutcome outcome, String message) {
        return new TestResult("Suite", name, outcome, 17, message, "", "src/T.java", 4);
    }

    private List<TestResult> results(Tests of, int first) {
        return bench.owner.statement(tx -> GuestReports.results(tx, claimed.claim(), of, first));
    }

    private List<Waiting> waiting() {
        return bench.owner.transaction(tx -> GuestReports.waiting(tx, START));
    }

    private boolean tookBeginning() {
        return bench.owner.statement(tx -> GuestReports.tookBeginning(tx, claimed.claim()));
    }

    private Optional<Report> report() {
        return bench.owner.transaction(tx ->
                GuestReports.report(
                        tx, new Waiting(claimed.claim(), claimed.job(), run.id(), 1, false)));
    }
}
