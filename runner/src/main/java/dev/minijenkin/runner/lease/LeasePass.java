package dev.minijenkin.runner.lease;

import dev.minijenkin.runner.fault.RunnerException;
import java.time.Duration;

/// A deployment's right to run processes: as long as the term of the lease in which it began has
/// not ended. Once it has it never comes back, although the runner may hear of the database again:
/// another one may have begun meanwhile. Thread-safe.
public final class LeasePass {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Lease lease;
    private final long term;

    private LeasePass(Lease lease, long term) {
        this.lease = lease;
        this.term = term;
    }

    /// For a deployment that begins now.
    public static LeasePass of(Lease lease) {
        return new LeasePass(lease, lease.term());
    }

    /// When a process that is started now has to end, as far as is known now: milliseconds of
    /// [HostClock].
    ///
    /// @throws RunnerException where none may be started any more
    public long until() {
        return lease.endOf(term)
                .orElseThrow(() ->
                        new RunnerException(
                                "The database has not answered this runner for as long as its lease:"
                                        + " another one may deploy by now, so nothing more is started"));
    }

    /// Whether no process of the deployment may run any more.
    public boolean isOver() {
        return lease.endOf(term).isEmpty();
    }

    /// Returns once [#isOver].
    public void awaitOver() throws InterruptedException {
        lease.awaitEndOf(term, LOOK);
    }
}
