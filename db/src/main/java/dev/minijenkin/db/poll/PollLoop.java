package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats one piece of work on a virtual thread of its own: when it is woken, and when its poll is
/// due (with jitter, between half and one and a half of its period, so that many processes do not
/// look all at once). Outlives an absence of the database, and every exception; one that repeats is
/// logged once. A wake-up that comes while it works counts.
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final Duration period;
    private final Runnable work;
    private final Outage outage;
    private final RandomGenerator random;
    private final WakeUp wakeUp = new WakeUp();
    private final Thread thread;
    private volatile boolean closed;
    // Only of the loop's thread.
    private String lastError = "";

    /// @param name of the thread, and of the work in the log
    /// @param work safe to be done by several processes at once; it says [Outage#over] itself where
    ///   the database answered, for it need not have asked
    public PollLoop(
            String name, Duration period, Runnable work, Outage outage, RandomGenerator random) {
        this.period = period;
        this.work = work;
        this.outage = outage;
        this.random = random;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /// Works at once, and then again and again.
    public PollLoop start() {
        thread.start();
        return this;
    }

    /// Returns at once.
    public void wake() {
        wakeUp.ring();
    }

    /// Ends after the work that is under way, and interrupts it only where that takes long: an
    /// interrupt breaks the connection of a statement.
    @Override
    public void close() {
        closed = true;
        wakeUp.ring();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                workCarefully();
                wakeUp.await(pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workCarefully() {
        try {
            work.run();
            lastError = "";
        } catch (DatabaseUnavailableException e) {
            outage.failed(thread.getName(), e);
        } catch (RuntimeException e) {
            if (!lastError.equals(e.toString())) {
                LOG.error("{} failed and is tried again", thread.getName(), e);
            }
            lastError = e.toString();
        }
    }

    private Duration pause() {
        return Duration.ofNanos((long) (period.toNanos() * random.nextDouble(0.5, 1.5)));
    }
}
