package dev.minijenkin.runner.job;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the states of a job's steps into the database, in order, beside the steps: no step waits
/// for a commit, and none for a database that is away. What waits goes into one transaction.
///
/// Each entry is one statement that names the claim; the first that is refused ends the journal and
/// stops the job. One thread, from construction to [#close].
final class JobJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobJournal.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final RunId run;
    private final StopSignal stop;
    private final WhileAway whileAway;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private List<Predicate<Tx>> waiting = new ArrayList<>();
    private boolean writing;
    private boolean refused;
    private boolean closed;

    JobJournal(String name, Database database, RunId run, StopSignal stop) {
        this.database = database;
        this.run = run;
        this.stop = stop;
        this.whileAway = new WhileAway("The journal of " + name, PAUSE, PAUSE, new WakeUp());
        Thread.ofVirtual().name(name + "-journal").start(this::run);
    }

    /// Adds a statement that says whether the claim is live; it must be safe to repeat.
    void add(Predicate<Tx> entry) {
        lock.lock();
        try {
            if (!refused) {
                waiting.add(entry);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the database has everything, or refuses it.
    void flush() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!refused && (writing || !waiting.isEmpty())) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Drops what was not written. The thread ends after the statement that it is at: an interrupt
    /// would break its connection.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            whileAway.sooner().ring();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Predicate<Tx>> batch = take(); !batch.isEmpty(); batch = take()) {
                boolean live = write(batch);
                settle(live);
                if (!live) {
                    stop.ask(StopReason.CLAIM_LOST);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Nothing once the journal is closed.
    private List<Predicate<Tx>> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                return List.of();
            }
            List<Predicate<Tx>> batch = waiting;
            waiting = new ArrayList<>();
            writing = true;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void settle(boolean live) {
        lock.lock();
        try {
            writing = false;
            refused = !live;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean write(List<Predicate<Tx>> batch) throws InterruptedException {
        try {
            return whileAway
                    .repeat(this::isClosed, _ -> database.transaction(tx -> write(tx, batch)))
                    .orElse(true);
        } catch (DatabaseException e) {
            LOG.error("States of steps of run {} cannot be stored", run.value(), e);
            return true;
        }
    }

    private boolean write(Tx tx, List<Predicate<Tx>> batch) {
        tx.hint(Topic.RUN, run.value());
        return batch.stream().allMatch(entry -> entry.test(tx));
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
