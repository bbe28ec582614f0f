package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.poll.Outage;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.runner.stop.StopReason;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Tells the database that the runner is alive, one statement for all of its jobs, and learns from
/// the answer which of them are cancelled or lost.
///
/// One thread, from construction to [#close]. What it learns changes how claims are taken, so it
/// rings for the claim loop.
final class HeartbeatLoop implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int BEATS_A_LEASE = 5;

    private final RunnerSession session;
    private final Database database;
    private final RunningJobs jobs;
    private final Outage outage;
    private final Runnable whenChanged;
    private final WakeUp wakeUp = new WakeUp();
    private final Thread thread;
    private volatile boolean draining;
    private volatile boolean superseded;
    private volatile boolean closed;

    HeartbeatLoop(
            RunnerSession session,
            Database database,
            RunningJobs jobs,
            Outage outage,
            Runnable whenChanged) {
        this.session = session;
        this.database = database;
        this.jobs = jobs;
        this.outage = outage;
        this.whenChanged = whenChanged;
        this.thread = Thread.ofVirtual().name("heartbeat").start(this::run);
    }

    /// Somebody wants something of this runner: asks at once.
    void hurry() {
        wakeUp.ring();
    }

    /// Whether the runner shall take no more jobs.
    boolean draining() {
        return draining;
    }

    /// Whether another process works under the name: all claims are lost.
    boolean superseded() {
        return superseded;
    }

    /// Not by interrupt: that would break the connection of a statement under way.
    @Override
    public void close() {
        closed = true;
        wakeUp.ring();
        Threads.end(thread);
    }

    private void run() {
        Duration pause = session.lease().dividedBy(BEATS_A_LEASE);
        Duration usual = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        try {
            while (!superseded) {
                wakeUp.await(usual);
                if (closed) {
                    return;
                }
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        // Before the statement: a claim that is taken while it runs is not in its answer.
        Set<ClaimId> before = jobs.claims();
        try {
            Heartbeat answer =
                    database.statement(tx ->
                            Runners.beat(tx, session.id(), session.instance(), loadAverage()));
            outage.over();
            learn(answer, before);
        } catch (DatabaseException e) {
            outage.failed("say that it is alive", e);
        }
    }

    private void learn(Heartbeat answer, Set<ClaimId> before) {
        Set<ClaimId> lost = new HashSet<>(before);
        lost.removeAll(answer.live());
        jobs.ask(lost, StopReason.CLAIM_LOST);
        jobs.ask(answer.cancelled(), StopReason.CANCEL_REQUESTED);
        boolean changed = draining != answer.draining() || !answer.registered();
        draining = answer.draining();
        superseded = !answer.registered();
        if (changed) {
            whenChanged.run();
        }
    }

    private static float loadAverage() {
        return (float) ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
