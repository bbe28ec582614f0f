package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats one piece of work on a virtual thread of its own: when it is woken, and when its poll is
/// due (with jitter, between half and one and a half of its period, so that many processes do not
/// look all at once). What failed or was left to be done is tried again after [#SOON] where that is
/// sooner. Outlives an absence of the database, and whatever else is thrown; what repeats is logged
/// once. A wake-up that comes while it works counts.
///
/// What many processes do alike is [#sharedBy] them: the more there are, the less each looks.
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    /// Not at once: what is in the way is not gone then, and a look may keep others waiting.
    private static final Duration SOON = Duration.ofSeconds(20);

    /// So many look as often as each of them would alone: what several do comes sooner than what
    /// one does, and it takes none of them amiss where another has just died.
    static final int SHARERS_AT_FULL_PACE = 4;

    /// So soon others that have left are made up for: they are counted with each heartbeat, and to
    /// look more often wakes a thread for nothing.
    private static final Duration COUNTED_AGAIN = Duration.ofSeconds(5);

    private final Supplier<Periods> periods;
    private final BooleanSupplier work;
    private final Outage outage;
    private final RandomGenerator random;
    private final WakeUp wakeUp = new WakeUp();
    private final Thread thread;
    private volatile @Nullable IntSupplier sharers;
    private volatile boolean closed;
    // Only of the loop's thread.
    private String lastError = "";

    /// @param name of the thread, and of the work in the log
    /// @param work safe to be done by several processes at once; it says [Outage#over] itself where
    ///   the database answered, for it need not have asked
    public PollLoop(
            String name, Duration period, Runnable work, Outage outage, RandomGenerator random) {
        this(name, () -> Periods.every(period), work, outage, random);
    }

    /// The same with periods that change.
    ///
    /// @param periods asked at each pause
    public PollLoop(
            String name,
            Supplier<Periods> periods,
            Runnable work,
            Outage outage,
            RandomGenerator random) {
        this(
                name,
                periods,
                () -> {
                    work.run();
                    return true;
                },
                outage,
                random);
    }

    /// The same with work that may come to nothing.
    ///
    /// @param work whether it was done; false: somebody is in the way
    public PollLoop(
            String name,
            Duration period,
            BooleanSupplier work,
            Outage outage,
            RandomGenerator random) {
        this(name, Periods.every(period), work, outage, random);
    }

    /// From one work to the next, on average.
    ///
    /// @param soon the period after work that failed or came to nothing, where that is shorter
    public record Periods(Duration usual, Duration soon) {
        public static Periods every(Duration period) {
            return new Periods(period, SOON);
        }
    }

    /// The same with both periods.
    public PollLoop(
            String name,
            Periods periods,
            BooleanSupplier work,
            Outage outage,
            RandomGenerator random) {
        this(name, () -> periods, work, outage, random);
    }

    private PollLoop(
            String name,
            Supplier<Periods> periods,
            BooleanSupplier work,
            Outage outage,
            RandomGenerator random) {
        this.periods = periods;
        this.work = work;
        this.outage = outage;
        this.random = random;
        this.thread = Edge.thread(name, this::run);
    }

    /// The same in several processes: all of them together look [#SHARERS_AT_FULL_PACE] times as
    /// often as one would, however many they are. A pause that has begun ends sooner as soon as
    /// there are fewer.
    ///
    /// @param sharers how many there are, as far as this one knows
    public PollLoop sharedBy(IntSupplier sharers) {
        this.sharers = sharers;
        return this;
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

    private void run() throws InterruptedException {
        while (!closed) {
            boolean done = workCarefully();
            pause(done, random.nextDouble(0.5, 1.5));
        }
    }

    private void pause(boolean done, double spread) throws InterruptedException {
        long begun = System.nanoTime();
        Duration rest = period(done, spread);
        boolean shared = sharers != null;
        while (rest.isPositive() && !wakeUp.await(shared ? min(rest, COUNTED_AGAIN) : rest)) {
            rest = period(done, spread).minusNanos(System.nanoTime() - begun);
        }
    }

    private boolean workCarefully() {
        try {
            boolean done = work.getAsBoolean();
            lastError = "";
            return done;
        } catch (DatabaseUnavailableException e) {
            outage.failed(thread.getName(), e);
        } catch (RuntimeException | Error e) {
            if (!lastError.equals(e.toString())) {
                LOG.error("{} failed and is tried again", thread.getName(), e);
            }
            lastError = e.toString();
        }
        return false;
    }

    private Duration period(boolean done, double spread) {
        double stretch = sharers == null ? 1 : stretch(sharers.getAsInt());
        Periods now = periods.get();
        double usual = now.usual().toNanos() * stretch;
        double period = done ? usual : Math.min(usual, (double) now.soon().toNanos());
        return Duration.ofNanos((long) (period * spread));
    }

    private static double stretch(int sharers) {
        return Math.max(1, (double) sharers / SHARERS_AT_FULL_PACE);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
