package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what many threads ask for at the same time as one: what comes while a statement is under
/// way waits and goes with the next, and the first waits a moment for those that are expected.
/// Whoever is alone does not wait, and is as fast as without it.
///
/// Where it has two ways and there is much, it goes in halves: one is carried out while the other
/// gathers. What shares a lane goes one after the other all the same.
///
/// A thread for each way, from construction to [#close].
///
/// @param <T> what is asked
/// @param <R> the answer to one of them
public final class Together<T, R> implements AutoCloseable {
    /// One statement of more would only keep the others waiting.
    private static final int MOST = 200;

    /// Fewer than these go by one way: what a statement costs before its first row would be the
    /// greater part of each.
    static final int HALF = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Together.class);

    private final Function<List<T>, List<R>> send;
    private final Function<T, Object> lane;
    private final R unsent;
    private final long linger;
    private final int ways;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final List<Question<T, R>> waiting = new ArrayList<>();
    private final Set<Object> lanesWaiting = new HashSet<>();
    private final Set<Object> lanesUnderWay = new HashSet<>();
    private int free;
    private int underWay;
    private int expected;
    private boolean closed;

    private record Question<T, R>(T item, CompletableFuture<R> answer) {}

    /// Somebody who has not asked yet, until then or until it is clear that there will be nothing.
    public final class Expected implements AutoCloseable {
        // Guarded by lock.
        private boolean pending = true;

        @Override
        public void close() {
            lock.lock();
            try {
                settle();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void settle() {
            if (pending) {
                pending = false;
                expected--;
            }
        }
    }

    /// With one way.
    ///
    /// @param name of its thread
    /// @param linger how long the first waits for those that are expected
    /// @param send gives an answer to each, in their order
    /// @param unsent the answer where that failed, whether or not it had an effect: each is to be
    ///   asked alone
    public Together(String name, Duration linger, Function<List<T>, List<R>> send, R unsent) {
        this(name, linger, send, unsent, 1, _ -> "");
    }

    private Together(
            String name,
            Duration linger,
            Function<List<T>, List<R>> send,
            R unsent,
            int ways,
            Function<T, Object> lane) {
        this.linger = linger.toNanos();
        this.send = send;
        this.unsent = unsent;
        this.ways = ways;
        this.lane = lane;
        for (int way = 0; way < ways; way++) {
            Edge.thread(way == 0 ? name : name + "-" + (way + 1), this::run).start();
        }
    }

    /// With two ways.
    ///
    /// @param lane what must not be under way twice: the rows that it locks, for example
    /// @param send called by two threads at the same time
    public static <T, R> Together<T, R> byTwoWays(
            String name,
            Duration linger,
            Function<T, Object> lane,
            Function<List<T>, List<R>> send,
            R unsent) {
        return new Together<>(name, linger, send, unsent, 2, lane);
    }

    /// Somebody will ask soon.
    public Expected expect() {
        lock.lock();
        try {
            expected++;
            return new Expected();
        } finally {
            lock.unlock();
        }
    }

    /// Asks, and waits for the answer.
    public R ask(T item) throws InterruptedException {
        try (Expected self = expect()) {
            return ask(self, item);
        }
    }

    /// The same for somebody who was expected.
    public R ask(Expected who, T item) throws InterruptedException {
        Question<T, R> question = new Question<>(item, new CompletableFuture<>());
        lock.lock();
        try {
            who.settle();
            if (closed) {
                return unsent;
            }
            waiting.add(question);
            count(question);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return question.answer().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An answer is never an exception", e);
        }
    }

    @Override
    public void close() {
        List<Question<T, R>> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(question -> question.answer().complete(unsent));
    }

    private void run() throws InterruptedException {
        for (List<Question<T, R>> next = next(); !next.isEmpty(); next = next()) {
            try {
                answer(next);
            } finally {
                landed(next);
            }
        }
    }

    /// What goes now; nothing once it is closed.
    private List<Question<T, R>> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                while (!mayGo() && !closed) {
                    changed.await();
                }
                long left = linger;
                while (left > 0 && !closed && mayGo() && moreIsWanted()) {
                    left = changed.awaitNanos(left);
                }
                if (closed) {
                    return List.of();
                }
                // Another way may have taken it meanwhile.
                if (mayGo()) {
                    return depart();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayGo() {
        return underWay == 0 ? free > 0 : ways > 1 && free >= HALF;
    }

    private boolean moreIsWanted() {
        return expected > 0 && free < Math.min(MOST, share());
    }

    /// How many are to go at once: all, or half of all there are where that is much and they can go
    /// beside each other.
    private int share() {
        int all = waiting.size() + underWay + expected;
        boolean oneLane = lanesWaiting.size() == 1 && lanesUnderWay.isEmpty();
        return ways == 1 || oneLane || all < 2 * HALF ? all : (all + 1) / 2;
    }

    /// With those that were chosen go the others of their lanes, which would have to wait for them.
    private List<Question<T, R>> depart() {
        int share = share();
        List<Question<T, R>> next = new ArrayList<>();
        Set<Object> lanes = new HashSet<>();
        for (Question<T, R> each : waiting) {
            Object its = lane.apply(each.item());
            if (!lanesUnderWay.contains(its)
                    && next.size() < MOST
                    && (next.size() < share || lanes.contains(its))) {
                next.add(each);
                lanes.add(its);
            }
        }
        waiting.removeAll(Set.copyOf(next));
        lanesUnderWay.addAll(lanes);
        underWay += next.size();
        recount();
        return next;
    }

    private void landed(List<Question<T, R>> questions) {
        lock.lock();
        try {
            underWay -= questions.size();
            questions.forEach(question -> lanesUnderWay.remove(lane.apply(question.item())));
            recount();
        } finally {
            lock.unlock();
        }
    }

    private void recount() {
        free = 0;
        lanesWaiting.clear();
        waiting.forEach(this::count);
        changed.signalAll();
    }

    /// It waits, and its lane may be free.
    private void count(Question<T, R> question) {
        Object its = lane.apply(question.item());
        lanesWaiting.add(its);
        if (!lanesUnderWay.contains(its)) {
            free++;
        }
    }

    private void answer(List<Question<T, R>> questions) {
        List<R> answers = List.of();
        try {
            answers = send.apply(questions.stream().map(Question::item).toList());
        } catch (DatabaseException e) {
            LOG.debug("Each of {} is told alone: {}", questions.size(), e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("Each of {} is told alone", questions.size(), e);
        }
        for (int question = 0; question < questions.size(); question++) {
            questions
                    .get(question)
                    .answer()
                    .complete(answers.isEmpty() ? unsent : answers.get(question));
        }
    }
}
