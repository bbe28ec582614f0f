package dev.minijenkin.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.model.ClaimModel.Fault;
import dev.minijenkin.runner.model.ModelChecker.Finding;
import dev.minijenkin.runner.model.ModelChecker.Verdict;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// That the rules of claims and deployments are enough, in every order in which things can happen,
/// and that none of them is too much: each is left out once, and then the checker must find how
/// that goes wrong.
class ClaimModelTest {
    private static final int STATES = 2_000_000;
    private static final int SHORT = 30;
    private static final String TWO = "two scripts of one environment live at once";
    private static final String STALE =
            "a result was recorded under a claim that is not the live one";
    private static final String BOUNCED = "a job was lost more often than something went wrong";
    private static final String STUCK = "nothing leads to the end from here";

    @Test
    void twoDeploymentsNeverLiveAtOnceAndBothComeToAnEnd() {
        Verdict verdict = check(deployments(EnumSet.allOf(Rule.class)));

        assertThat(verdict.found()).isEmpty();
        assertThat(verdict.states()).isGreaterThan(100_000);
    }

    @Test
    void noJobIsLostAndNoStaleResultIsRecorded() {
        Verdict verdict = check(ordinary(EnumSet.allOf(Rule.class)));

        assertThat(verdict.found()).isEmpty();
        assertThat(verdict.states()).isGreaterThan(100_000);
    }

    @Test
    void whereResultsDoNotNameTheirClaimAStaleOneIsRecorded() {
        assertThat(found(ordinary(without(Rule.RESULTS_NAME_THEIR_CLAIM)), STALE).trace())
                .contains("job 1 is released as lost")
                .last()
                .asString()
                .endsWith("records its result");
    }

    @Test
    void whereTheTakeAsksForNoHeartbeatOneFaultCostsAJobAllOfItsClaims() {
        assertThat(found(ordinary(without(Rule.TAKE_ASKS_FOR_A_HEARTBEAT)), BOUNCED).trace())
                .containsSubsequence(
                        "runner A has heartbeats that do not arrive",
                        "job 1 is released as lost",
                        "runner A takes job 1",
                        "job 1 is released as lost");
    }

    @Test
    void whereStrayClaimsAreKeptAJobStandsStillForEver() {
        assertThat(found(ordinary(without(Rule.STRAY_CLAIMS_ARE_GIVEN_BACK)), STUCK).trace())
                .contains("runner A takes a job, and the answer is lost");
    }

    @Test
    void whereDeploymentsDoNotEndWithTheLeaseTwoLiveAtOnce() {
        assertThat(found(deployments(without(Rule.DEPLOYMENTS_END_WITH_THE_LEASE)), TWO).trace())
                .contains("runner A starts its script", "job 1 is released as lost")
                .doesNotContain("runner A is out of its lease: its script is ended");
    }

    @Test
    void whereTheLockIsNotKeptForTheLeaseTwoLiveAtOnce() {
        found(deployments(without(Rule.LOCK_IS_KEPT_FOR_THE_LEASE)), TWO);
    }

    @Test
    void whereTheLockIsNotKeptForAGraceTwoLiveAtOnce() {
        found(deployments(without(Rule.LOCK_IS_KEPT_FOR_A_GRACE)), TWO);
    }

    @Test
    void whereAnEndedLeaseComesBackTwoLiveAtOnce() {
        assertThat(found(deployments(without(Rule.ENDED_LEASES_STAY_OVER)), TWO).trace())
                .containsSubsequence(
                        "runner A looks whether it may start",
                        "job 1 is released as lost",
                        "runner A is told that its claim is lost",
                        "runner A starts its script");
    }

    @Test
    void whereTheLeaseCountsFromTheAnswerTwoLiveAtOnce() {
        found(deployments(without(Rule.LEASE_COUNTS_FROM_THE_BEGINNING)), TWO);
    }

    /// The shortest story of how it goes wrong; printed, for it tells why the rule is there.
    private static Finding found(ClaimModel model, String wrong) {
        Finding finding = check(model).found().orElseThrow();
        System.out.println(finding);
        assertThat(finding.wrong()).isEqualTo(wrong);
        assertThat(finding.trace()).hasSizeLessThan(SHORT);
        return finding;
    }

    private static Verdict check(ClaimModel model) {
        return new ModelChecker<>(model, STATES).check();
    }

    private static ClaimModel deployments(Set<Rule> rules) {
        return new ClaimModel(rules, true, 2, 2, EnumSet.allOf(Fault.class), 1);
    }

    private static ClaimModel ordinary(Set<Rule> rules) {
        return new ClaimModel(rules, false, 1, 2, EnumSet.allOf(Fault.class), 1);
    }

    private static Set<Rule> without(Rule rule) {
        return EnumSet.complementOf(EnumSet.of(rule));
    }
}
