package dev.minijenkin.runner.claimloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the answer to a heartbeat may name that no thread carries out.
class RunningJobsTest {
    private static final ClaimId ONE = new ClaimId(1);
    private static final ClaimId OTHER = new ClaimId(2);

    private final RunningJobs jobs =
            new RunningJobs(
                    _ -> {
                        throw new IllegalStateException("nothing is carried out here");
                    },
                    4,
                    Stint.ANY_NUMBER,
                    () -> {});

    @Test
    void whatNobodyTakesJustNowIsCarriedOutByNobody() {
        assertThat(jobs.withoutThread(Set.of(ONE))).containsExactly(ONE);
    }

    /// Their answer may be on its way.
    @Test
    void whatMayBeBeingTakenJustNowIsLeftToTheNextLook() {
        jobs.startTaken(_ -> {
            assertThat(jobs.withoutThread(Set.of(ONE))).isEmpty();
            return List.of();
        });
        assertThat(jobs.withoutThread(Set.of(ONE))).containsExactly(ONE);
    }

    @Test
    void whatWasUnknownBeforeIsCarriedOutByNobodyThoughOthersAreTaken() {
        assertThat(jobs.withoutThread(Set.of(ONE))).containsExactly(ONE);
        jobs.startTaken(_ -> {
            assertThat(jobs.withoutThread(Set.of(ONE, OTHER))).containsExactly(ONE);
            assertThat(jobs.withoutThread(Set.of(ONE, OTHER))).contains(OTHER);
            return List.of();
        });
    }
}
