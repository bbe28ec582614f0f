package dev.minijenkin.runner.ledger;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.run.step.StepReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest report of each step of one claim, until the database has it. No step waits for a
/// commit, and none for a database that is away. Thread-safe.
public final class StepBook implements AutoCloseable {
    private final ClaimId claim;
    private final Way way;
    private final Runnable whenRefused;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final Map<Integer, StepReport> unsaid = new TreeMap<>();
    private boolean underWay;
    private boolean handedOver;
    private boolean closed;

    /// The way to the database, as a book sees it.
    @FunctionalInterface
    interface Way {
        /// Something of a book wants to leave.
        ///
        /// @param now somebody waits for it
        void announce(StepBook book, boolean now);
    }

    StepBook(ClaimId claim, Way way, Runnable whenRefused) {
        this.claim = claim;
        this.way = way;
        this.whenRefused = whenRefused;
    }

    /// Says how a step stands now. Returns at once.
    public void report(StepReport report) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            unsaid.put(report.number(), report);
        } finally {
            lock.unlock();
        }
        way.announce(this, false);
    }

    /// What the database has not yet, by number: it is to go with the result of the job, and the
    /// shipper leaves it alone from now on. Waits for what is under way, which holds the claim.
    public List<StepReport> handOver() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay && !closed) {
                changed.await();
            }
            handedOver = true;
            return List.copyOf(unsaid.values());
        } finally {
            lock.unlock();
        }
    }

    /// What was handed over could not go that way: the shipper has it again.
    public void takeBack() {
        lock.lock();
        try {
            handedOver = false;
        } finally {
            lock.unlock();
        }
        way.announce(this, true);
    }

    /// Waits until the database has everything, or refuses it.
    public void flush() throws InterruptedException {
        way.announce(this, true);
        lock.lockInterruptibly();
        try {
            while (!closed && !unsaid.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Drops what was not written, and takes nothing more.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            unsaid.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ClaimId claim() {
        return claim;
    }

    /// Called by the shipper: what wants to leave now.
    List<StepReport> take() {
        lock.lock();
        try {
            if (handedOver) {
                return List.of();
            }
            underWay = !unsaid.isEmpty();
            return List.copyOf(unsaid.values());
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: what it took is not under way any more, whatever came of it.
    void landed() {
        lock.lock();
        try {
            underWay = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: the database has these, or can never take them. A step of which there
    /// is something newer by now stays.
    void settled(List<StepReport> reports) {
        lock.lock();
        try {
            reports.forEach(report -> unsaid.remove(report.number(), report));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: the claim is not live any more.
    void refused() {
        boolean first;
        lock.lock();
        try {
            first = !closed;
        } finally {
            lock.unlock();
        }
        close();
        if (first) {
            whenRefused.run();
        }
    }
}
