package dev.minijenkin.runner.job.resource;

import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.util.Optional;

/// Ends a deployment whose runner has not been answered for as long as its lease, before another
/// one may begin. One thread, from construction to [#close].
public final class LeaseWatch implements AutoCloseable {
    private final StopSignal stop;
    private final Optional<Thread> thread;

    /// @param pass empty where the job does not deploy: then it does nothing
    LeaseWatch(Optional<LeasePass> pass, StopSignal stop) {
        this.stop = stop;
        this.thread = pass.map(valid -> Edge.thread("lease-watch", () -> watch(valid)));
        thread.ifPresent(Thread::start);
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void watch(LeasePass pass) throws InterruptedException {
        pass.awaitOver();
        stop.ask(StopReason.LEASE_OVER);
    }
}
