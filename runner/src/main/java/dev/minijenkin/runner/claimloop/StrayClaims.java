package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.poll.PollLoop;
import dev.minijenkin.db.poll.Separately;
import dev.minijenkin.db.run.Cause;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives back the claims of this process that none of its threads carries out: the answer that told
/// of them was lost, or their thread came to an end that nobody thought of. Without that they would
/// be live for as long as the runner is.
///
/// On a thread of its own, because it waits for the locks of runs, and a heartbeat must not.
final class StrayClaims implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StrayClaims.class);
    private static final String MESSAGE =
            "Its runner lost track of it, and the job may not be claimed again";
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final RunnerAccess access;
    private final PollLoop loop;
    private final Predicate<ClaimId> abandoned;
    private volatile Set<ClaimId> strays = Set.of();

    /// @param abandoned whether a thread had a claim and left it; a claim that none had does not
    ///   count
    StrayClaims(RunnerAccess access, Outage outage, Predicate<ClaimId> abandoned) {
        this.access = access;
        this.abandoned = abandoned;
        this.loop =
                new PollLoop(
                                "stray-claims",
                                PERIOD,
                                this::giveAllBack,
                                outage,
                                RandomGenerator.getDefault())
                        .start();
    }

    /// Those of now, in place of those of before. Returns at once.
    void found(Set<ClaimId> now) {
        strays = Set.copyOf(now);
        if (!now.isEmpty()) {
            loop.wake();
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    private void giveAllBack() {
        Separately.each(strays, this::giveBack);
    }

    private boolean giveBack(ClaimId claim) {
        boolean live = access.giveBack(claim, abandoned.test(claim), Cause.RUNNER_LOST, MESSAGE);
        if (live) {
            LOG.warn("Claim {} is carried out by nobody here and was given back", claim.value());
        }
        return live;
    }
}
