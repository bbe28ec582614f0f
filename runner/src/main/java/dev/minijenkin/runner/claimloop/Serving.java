package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.runner.lease.Lease;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a runner gets its jobs while it is registered: it takes them for free slots, and for the
/// places of those that end.
///
/// [#take] is for the claim loop's thread, [#exchange] for that which tells ends of jobs; the rest
/// is for any.
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final RunnerSession session;
    private final JobClaimer claimer;
    private final HeartbeatLoop heartbeat;
    private final RunningJobs jobs;
    private final Lease lease;
    private final Outage outage;

    Serving(
            RunnerSession session,
            JobClaimer claimer,
            HeartbeatLoop heartbeat,
            RunningJobs jobs,
            Lease lease,
            Outage outage) {
        this.session = session;
        this.claimer = claimer;
        this.heartbeat = heartbeat;
        this.jobs = jobs;
        this.lease = lease;
        this.outage = outage;
    }

    /// Runners that are alive, this one included.
    int online() {
        return heartbeat.online();
    }

    /// Takes what there is for the free slots, if it may.
    ///
    /// @param hinted as for [JobClaimer#take]
    /// @return false where it has to look again soon: jobs were left behind, or it could not ask
    boolean take(boolean hinted) throws InterruptedException {
        if (!mayTake()) {
            return true;
        }
        jobs.awaitThoseThatEndToo();
        if (jobs.free() <= 0) {
            return true;
        }
        try {
            jobs.startTaken(free -> claimer.take(free, hinted));
            outage.over();
            return !claimer.leftSome();
        } catch (DatabaseException e) {
            outage.failed("take jobs", e);
            // It may have taken some all the same: the heartbeat tells.
            heartbeat.hurry();
        } catch (RuntimeException | Error e) {
            // The session goes on: to register anew would lose all of its claims.
            LOG.error("This runner cannot take jobs and tries again", e);
            heartbeat.hurry();
        }
        return false;
    }

    /// Ends jobs; others take their places at once.
    ///
    /// @return the claims that ended; empty where nothing was asked
    Optional<Set<ClaimId>> exchange(List<JobEnding> ending) {
        if (heartbeat.superseded() || !mayTake() || !claimer.serves()) {
            return Optional.empty();
        }
        try {
            return jobs.exchange(free -> claimer.exchange(free, ending)).map(JobExchange::ended);
        } catch (DatabaseException e) {
            // It may have taken some all the same: the heartbeat tells.
            heartbeat.hurry();
            throw e;
        }
    }

    /// Looks at what a hint tells of.
    ///
    /// @return whether there may be something to take
    boolean hinted(Topic topic, Set<Long> ids) {
        return switch (topic) {
            case QUEUE -> claimer.serves(ids);
            case LABEL_SET -> {
                claimer.labelSetsChanged();
                yield true;
            }
            case RUNNER -> {
                if (ids.contains(session.id().value())) {
                    heartbeat.hurry();
                }
                yield false;
            }
            case COMMAND, SECRET, GUEST, RUN, LOG, DELIVERY, MESSAGE -> false;
        };
    }

    /// Hints may have been lost.
    void connected() {
        claimer.labelSetsChanged();
        heartbeat.hurry();
    }

    /// What is taken without a sign of life is lost soon.
    private boolean mayTake() {
        return !heartbeat.draining() && lease.isFresh();
    }
}
