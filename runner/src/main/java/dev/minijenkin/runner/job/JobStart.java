package dev.minijenkin.runner.job;

import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.Optional;

/// Finds out whether a job that was taken is to be carried out. As a rule it began with its claim,
/// and nobody is asked. Where it is to begin by itself, the database is told so; and where the
/// answer to the claim was so long under way that the claim may be lost, it is asked.
final class JobStart {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final JobAccess access;
    private final Lease lease;
    private final ClaimedJob job;

    JobStart(RunnerServices services, ClaimedJob job) {
        this.access = services.access().of(job);
        this.lease = services.lease();
        this.job = job;
    }

    /// Tries for as long as the database is away.
    ///
    /// @return the payload of the event, JSON; empty where the claim is lost
    Optional<byte[]> begin(StopSignal stop) throws InterruptedException {
        if (job.event().isPresent() && lease.isFresh()) {
            return job.event();
        }
        return new WhileAway("The beginning of " + job.job(), PAUSE, PAUSE, new WakeUp())
                .repeat(stop::killed, again -> access.begin(again || job.event().isPresent()))
                .flatMap(payload -> payload);
    }
}
