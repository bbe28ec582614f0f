package dev.minijenkin.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.runner.model.ModelChecker.Finding;
import dev.minijenkin.runner.model.ModelChecker.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// That jobs of several runs may end in one transaction, in every order in which batches, single
/// transactions and commands can cross: the rules are enough, and each of them is needed.
class BatchModelTest {
    private static final int STATES = 1_000_000;
    private static final int LOST_ANSWERS = 2;
    private static final String STUCK = "nothing leads to the end from here";

    @Test
    void everyRunEndsOnceAndNobodyWaitsInACircle() {
        Verdict verdict = check(EnumSet.allOf(BatchRule.class));

        assertThat(verdict.found()).isEmpty();
        assertThat(verdict.states()).isGreaterThan(1_000);
    }

    /// Either of the two keeps from circles: the order is for whoever comes to wait all the same,
    /// and skipping for those that share a batch with a run that is held for long.
    @Test
    void whereRunsAreNeitherLockedInOrderNorSkippedTwoWaitForEachOther() {
        Finding circle =
                found(
                        EnumSet.of(
                                BatchRule.RUNS_ARE_LOCKED_IN_ORDER,
                                BatchRule.HELD_RUNS_ARE_SKIPPED),
                        STUCK);

        assertThat(circle.trace())
                .containsExactlyInAnyOrder("process A locks run 1", "process B locks run 2");
        for (BatchRule either :
                List.of(BatchRule.RUNS_ARE_LOCKED_IN_ORDER, BatchRule.HELD_RUNS_ARE_SKIPPED)) {
            assertThat(check(without(EnumSet.of(either))).found()).as("%s", either).isEmpty();
        }
    }

    @Test
    void whereOneStatementLocksAndLooksNobodyEndsTheRun() {
        // Both begin before either commits: each takes the other's job for open.
        assertThat(found(EnumSet.of(BatchRule.LOCKED_BEFORE_LOOKED), STUCK).trace())
                .contains("process A locks run 1", "process B locks run 2")
                .noneSatisfy(step -> assertThat(step).endsWith("commits"));
    }

    @Test
    void whereEndsNameNoLiveClaimAJobEndsTwice() {
        assertThat(found(EnumSet.of(BatchRule.ENDS_NAME_A_LIVE_CLAIM), "a job ended twice").trace())
                .anySatisfy(step -> assertThat(step).endsWith("the answer is lost"));
    }

    @Test
    void whereWhatIsLeftIsNotToldItStaysOpen() {
        assertThat(found(EnumSet.of(BatchRule.WHAT_IS_LEFT_IS_TOLD_ALONE), STUCK).trace())
                .anySatisfy(step -> assertThat(step).contains("skips run"));
    }

    private static Finding found(Set<BatchRule> left, String wrong) {
        Finding finding = check(without(left)).found().orElseThrow();
        assertThat(finding.wrong()).isEqualTo(wrong);
        return finding;
    }

    private static Set<BatchRule> without(Set<BatchRule> left) {
        return EnumSet.complementOf(EnumSet.copyOf(left));
    }

    private static Verdict check(Set<BatchRule> rules) {
        return new ModelChecker<>(new BatchModel(rules, LOST_ANSWERS), STATES).check();
    }
}
