package dev.minijenkin.runner.lease;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Until when this runner may count on its claims, whatever it hears of the database: the lease
/// counts from the beginning of the last heartbeat that was answered. The database counts from when
/// it wrote that heartbeat, which is later; so what this runner has ended by its own time, it has
/// ended before its claims can be lost by silence. Thread-safe.
///
/// All times are milliseconds of one clock of this host ([HostClock]): neither the clock of the day
/// nor that of the database plays a part.
public final class Lease {
    /// To end processes by SIGKILL takes less, also on a busy host.
    private static final long KILL_TIME = 2_000;

    /// Of a short lease, this part.
    private static final int KILL_PART = 6;

    private final LongSupplier clock;
    // Guarded by this.
    private boolean granted;
    private long asked;
    private long length;
    private long end;
    private long term;

    /// A lease of which nothing is known yet.
    ///
    /// @param clock milliseconds of the host
    public Lease(LongSupplier clock) {
        this.clock = clock;
    }

    /// To be asked right before a heartbeat.
    public long now() {
        return clock.getAsLong();
    }

    /// A heartbeat was answered, and what the answer tells of lost claims has been passed on. Where
    /// the lease had ended meanwhile, another term begins: what was begun in the one before stays
    /// over.
    ///
    /// @param since [#now] before it was asked
    /// @param given how long the runner may be silent
    /// @return how long processes may live that must not outlive the lease
    public synchronized Extension answered(long since, Duration given) {
        long now = now();
        if (!granted || now >= end) {
            term++;
        }
        granted = true;
        asked = since;
        length = given.toMillis();
        end = since + length - killTime();
        notifyAll();
        return new Extension(now, end + killTime() / 2);
    }

    /// Whether the runner was answered lately enough to take further jobs: within half of the
    /// lease.
    public synchronized boolean isFresh() {
        return granted && now() - asked < length / 2;
    }

    /// The present term: it grows with each that begins.
    synchronized long term() {
        return term;
    }

    /// The end of a term; empty where it is over.
    synchronized OptionalLong endOf(long of) {
        return granted && of == term && now() < end ? OptionalLong.of(end) : OptionalLong.empty();
    }

    /// Waits until a term is over.
    ///
    /// @param look how long at most it believes its own sleep, which does not count that of the
    ///   host
    synchronized void awaitEndOf(long of, Duration look) throws InterruptedException {
        while (endOf(of).isPresent()) {
            wait(Math.clamp(end - now(), 1, look.toMillis()));
        }
    }

    private long killTime() {
        return Math.min(KILL_TIME, length / KILL_PART);
    }

    /// What a heartbeat that was answered gives.
    ///
    /// @param at when it was given
    /// @param until when whoever watches from outside ends what is left: a little after the runner
    ///   itself should have
    public record Extension(long at, long until) {}
}
