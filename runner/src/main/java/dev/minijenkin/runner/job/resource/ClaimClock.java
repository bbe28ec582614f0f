package dev.minijenkin.runner.job.resource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The database's clock, followed from the moment of the claim: the clocks of build hosts differ.
public final class ClaimClock implements InstantSource {
    private final Instant claimedAt;
    private final LongSupplier nanoTime;
    private final long origin;

    /// Begins to follow it: now it is as late as it was at the claim.
    ///
    /// @param claimedAt by the database's clock
    /// @param nanoTime a clock of this process that runs evenly
    public ClaimClock(Instant claimedAt, LongSupplier nanoTime) {
        this.claimedAt = claimedAt;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return claimedAt.plusNanos(nanoTime.getAsLong() - origin);
    }
}
