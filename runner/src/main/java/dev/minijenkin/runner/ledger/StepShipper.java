package dev.minijenkin.runner.ledger;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.run.step.StepReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings how steps stand into the database: one statement at a time, for all jobs of a runner
/// together. While the database is away it tries again, and the books keep what they have.
///
/// One thread of its own, from construction to [#close].
final class StepShipper implements StepBook.Way, AutoCloseable {
    /// So long may a job be under way and be over before anybody is told of its steps alone: then
    /// they go with its result.
    private static final long LINGER = Duration.ofMillis(5).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(StepShipper.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RunnerAccess access;
    private final WhileAway whileAway =
            new WhileAway("The states of steps", FIRST_PAUSE, LONGEST_PAUSE, new WakeUp());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final Set<StepBook> due = new LinkedHashSet<>();
    private boolean hurry;
    private boolean closed;

    StepShipper(RunnerAccess access) {
        this.access = access;
        Edge.thread("step-shipper", this::run).start();
    }

    @Override
    public void announce(StepBook book, boolean now) {
        lock.lock();
        try {
            boolean first = due.isEmpty();
            due.add(book);
            hurry |= now;
            if (first || now) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        whileAway.sooner().ring();
    }

    private void run() throws InterruptedException {
        for (List<StepBook> next = next(); !isClosed(); next = next()) {
            Map<StepBook, List<StepReport>> reports = new LinkedHashMap<>();
            for (StepBook book : next) {
                List<StepReport> unsaid = book.take();
                if (!unsaid.isEmpty()) {
                    reports.put(book, unsaid);
                }
            }
            try {
                if (!reports.isEmpty()) {
                    write(reports);
                }
            } finally {
                reports.keySet().forEach(StepBook::landed);
            }
        }
    }

    private List<StepBook> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (due.isEmpty() && !closed) {
                changed.await();
            }
            long left = LINGER;
            while (left > 0 && !hurry && !closed) {
                left = changed.awaitNanos(left);
            }
            hurry = false;
            List<StepBook> next = List.copyOf(due);
            due.clear();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// All in one statement; where something in it is refused for good, each report in its own, so
    /// that nothing but that is missing.
    private void write(Map<StepBook, List<StepReport>> reports) throws InterruptedException {
        try {
            writeWhole(reports);
        } catch (DatabaseException e) {
            for (Map.Entry<StepBook, List<StepReport>> each : reports.entrySet()) {
                for (StepReport report : each.getValue()) {
                    writeAlone(each.getKey(), report);
                }
            }
        }
    }

    private void writeAlone(StepBook book, StepReport report) throws InterruptedException {
        try {
            writeWhole(Map.of(book, List.of(report)));
        } catch (DatabaseException e) {
            LOG.error("The state of a step of claim {} cannot be stored", book.claim(), e);
            book.settled(List.of(report));
        }
    }

    private void writeWhole(Map<StepBook, List<StepReport>> reports) throws InterruptedException {
        Map<ClaimId, List<StepReport>> byClaim = new LinkedHashMap<>();
        reports.forEach((book, unsaid) -> byClaim.put(book.claim(), unsaid));
        Set<ClaimId> live =
                whileAway
                        .repeat(this::isClosed, _ -> access.write(byClaim))
                        .orElse(byClaim.keySet());
        reports.forEach((book, unsaid) -> {
            if (live.contains(book.claim())) {
                book.settled(unsaid);
            } else {
                book.refused();
            }
        });
    }
}
