package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
/// One thread of its own, from construction to [#close].
///
/// @param <T> what is asked
/// @param <R> the answer to one of them
public final class Together<T, R> implements AutoCloseable {
    /// One statement of more would only keep the others waiting.
    private static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Together.class);

    private final Function<List<T>, List<R>> send;
    private final R unsent;
    private final long linger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    // Guarded by lock.
    private final List<Question<T, R>> waiting = new ArrayList<>();
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
                asked.signal();
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

    /// @param name of its thread
    /// @param linger how long the first waits for those that are expected
    /// @param send gives an answer to each, in their order
    /// @param unsent the answer where that failed, whether or not it had an effect: each is to be
    ///   asked alone
    public Together(String name, Duration linger, Function<List<T>, List<R>> send, R unsent) {
        this.linger = linger.toNanos();
        this.send = send;
        this.unsent = unsent;
        Edge.thread(name, this::run).start();
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
            asked.signal();
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
            asked.signal();
        } finally {
            lock.unlock();
        }
        left.forEach(question -> question.answer().complete(unsent));
    }

    private void run() throws InterruptedException {
        for (List<Question<T, R>> next = next(); !next.isEmpty(); next = next()) {
            answer(next);
        }
    }

    /// What waits; nothing once it is closed.
    private List<Question<T, R>> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                asked.await();
            }
            long left = linger;
            while (left > 0 && expected > 0 && waiting.size() < MOST && !closed) {
                left = asked.awaitNanos(left);
            }
            List<Question<T, R>> first = waiting.subList(0, Math.min(MOST, waiting.size()));
            List<Question<T, R>> next = List.copyOf(first);
            first.clear();
            return next;
        } finally {
            lock.unlock();
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
