package dev.minijenkin.runner.claimloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.job.JobExecutor;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.testing.Rows;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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

    /// A cancel that comes while jobs are being taken is for them too.
    @Test
    void whatIsTakenAfterEverythingWasCancelledIsCancelledAsItStarts() throws InterruptedException {
        StopSignal stop = new StopSignal();
        BlockingQueue<StopReason> told = new LinkedBlockingQueue<>();
        RunningJobs carriedOut =
                new RunningJobs(
                        claimed -> new Asked(claimed.claim(), stop, told),
                        4,
                        Stint.ANY_NUMBER,
                        () -> {});
        carriedOut.startTaken(_ -> {
            carriedOut.cancelAll();
            return List.of(claimed(ONE));
        });

        assertThat(told.poll(Rows.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(StopReason.RUNNER_STOPPED);
        carriedOut.awaitNone();
        carriedOut.close();
    }

    /// A job that ends as soon as somebody asks it to.
    private record Asked(ClaimId claim, StopSignal stop, BlockingQueue<StopReason> told)
            implements JobExecutor.Execution {
        @Override
        public void run() throws InterruptedException {
            BlockingQueue<StopReason> asked = new LinkedBlockingQueue<>();
            StopSignal.Subscription _ = stop.subscribe(asked::add);
            told.add(asked.take());
        }
    }

    private static ClaimedJob claimed(ClaimId claim) {
        return new ClaimedJob(
                claim,
                new JobId(1),
                new RunId(1),
                new RepositoryId(1),
                "build",
                new ClaimedJob.Definition("{}", "{}", "{}", "{}"),
                Optional.empty(),
                new ClaimedJob.Terms(
                        OffsetDateTime.MIN,
                        LocalDate.EPOCH,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        ""),
                new ClaimedJob.RunTitle("ci", 1, 1),
                new ClaimedJob.Source("shop", "/srv/git/shop", "refs/heads/main", ""));
    }
}
