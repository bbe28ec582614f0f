package dev.minijenkin.db.lock;

import dev.minijenkin.db.poll.WakeUp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who makes a session wait, while it waits: afterwards nobody can tell. Looks on a
/// virtual thread and a connection of its own, and only once the work takes long, so that it costs
/// nothing as a rule. Thread-safe.
public final class LockWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LockWatch.class);
    private static final Duration FIRST = Duration.ofMillis(300);
    private static final Duration NEXT = Duration.ofMillis(200);

    /// Asks the database who is in the way just now.
    @FunctionalInterface
    public interface Question {
        List<LockHolder> ask();
    }

    private final Question question;
    private final WakeUp ended = new WakeUp();
    private final Thread thread;
    private volatile boolean closed;
    private volatile List<LockHolder> seen = List.of();

    private LockWatch(Question question) {
        this.question = question;
        this.thread = Thread.ofVirtual().name("lock-watch").start(this::run);
    }

    /// Watches until it is closed.
    public static LockWatch begin(Question question) {
        return new LockWatch(question);
    }

    /// Whom it saw in the way last, as the end of a sentence; empty: nobody.
    public Optional<String> shown() {
        List<LockHolder> last = seen;
        return last.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        last.stream().map(LockHolder::shown).collect(Collectors.joining(", and ")));
    }

    /// Looks no more; returns when it has ended.
    @Override
    public void close() {
        closed = true;
        ended.ring();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration pause = FIRST;
            while (!closed && !ended.await(pause)) {
                look();
                pause = NEXT;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            List<LockHolder> now = question.ask();
            if (!now.isEmpty()) {
                seen = now;
            }
        } catch (RuntimeException e) {
            LOG.debug("Nobody can tell who is in the way: {}", e.getMessage());
        }
    }
}
