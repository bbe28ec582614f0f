package dev.minijenkin.runner.job;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.Optional;

/// Finds out whether a job that was taken is to be carried out. As a rule it began with its claim,
/// and nobody is asked. Where it is to begin by itself, the database is told so; and where the
/// answer to the claim was so long under way that the claim may be lost, it is asked.
final class JobStart {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final Lease lease;
    private final ClaimedJob job;

    JobStart(RunnerServices services, ClaimedJob job) {
        this.database = services.database();
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
                .repeat(
                        stop::killed,
                        again ->
                                database.transaction(
                                        tx -> begin(tx, again || job.event().isPresent())))
                .flatMap(payload -> payload);
    }

    /// @param unsure whether it may have begun already
    private Optional<byte[]> begin(Tx tx, boolean unsure) {
        boolean begun =
                RunProgress.jobBegan(tx, job.claim(), job.run())
                        || (unsure && Claims.isAcknowledged(tx, job.claim()));
        return begun ? Optional.of(Runs.source(tx, job.run()).eventPayload()) : Optional.empty();
    }
}
