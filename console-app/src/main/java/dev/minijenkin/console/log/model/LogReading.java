package dev.minijenkin.console.log.model;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.feed.LogBatch;
import dev.minijenkin.console.log.feed.LogFeed;
import dev.minijenkin.db.log.LogPlace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Reads a log on and on, batch by batch: never twice at a time, and what comes meanwhile after it.
/// FX thread only.
final class LogReading {
    private static final int MOST_WANTED = 4;

    private final Background background;
    private final Consumer<LogBatch> arrived;
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Optional<LogFeed> feed = Optional.empty();
    private final Consumer<LogBatch.Peeked> peeked;
    private final Supplier<Duration> pause;
    // Looked at and not read, the one that was looked at last behind.
    private final Deque<LogPlace> wanted = new ArrayDeque<>();
    // Opens when the log is left.
    private CountDownLatch ended = new CountDownLatch(1);
    private boolean reading;
    private boolean again;
    private boolean peeking;

    /// @param arrived is told of what came, unless another log is read by then
    /// @param peeked the same of what [#want] asked for
    /// @param pause before more is read, where all that there was has been
    LogReading(
            Background background,
            Consumer<LogBatch> arrived,
            Consumer<LogBatch.Peeked> peeked,
            Supplier<Duration> pause) {
        this.background = background;
        this.arrived = arrived;
        this.peeked = peeked;
        this.pause = pause;
    }

    /// Whether all that there is for now has been read.
    ReadOnlyBooleanProperty completeProperty() {
        return complete.getReadOnlyProperty();
    }

    /// Why nothing could be read the last time, in one sentence; empty where it could.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    boolean hasBegun() {
        return feed.isPresent();
    }

    void begin(LogFeed next) {
        feed = Optional.of(next);
    }

    /// Nothing of it arrives any more.
    void end() {
        feed = Optional.empty();
        ended.countDown();
        ended = new CountDownLatch(1);
        wanted.clear();
        complete.set(false);
        problem.set("");
    }

    /// There may be more.
    void readOn() {
        feed.ifPresent(from -> {
            if (reading) {
                again = true;
                return;
            }
            reading = true;
            Duration rest = complete.get() ? pause.get() : Duration.ZERO;
            CountDownLatch over = ended;
            background.read(
                    () -> afterPause(rest, over, from),
                    batch -> arrived(from, batch),
                    error -> failed(from, error));
        });
    }

    /// Whoever opens another log does not wait for it.
    private static LogBatch afterPause(Duration rest, CountDownLatch over, LogFeed from) {
        try {
            boolean _ = over.await(rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return from.next();
    }

    private void arrived(LogFeed from, LogBatch batch) {
        reading = false;
        if (feed.filter(from::equals).isEmpty()) {
            readOn();
            return;
        }
        problem.set("");
        complete.set(batch.whole());
        arrived.accept(batch);
        if (!batch.whole() || again) {
            again = false;
            readOn();
        }
    }

    /// Reads a chunk that lies ahead. Whoever scrolls over many gets the last ones: what is in
    /// sight is asked for again.
    void want(LogPlace place) {
        if (!wanted.contains(place)) {
            wanted.addLast(place);
            if (wanted.size() > MOST_WANTED) {
                wanted.removeFirst();
            }
            peek();
        }
    }

    private void peek() {
        if (peeking || wanted.isEmpty()) {
            return;
        }
        feed.ifPresent(from -> {
            LogPlace place = wanted.getLast();
            peeking = true;
            background.read(
                    () -> from.peek(place),
                    found -> {
                        peeking = false;
                        wanted.remove(place);
                        if (feed.filter(from::equals).isPresent()) {
                            found.ifPresent(peeked);
                        }
                        peek();
                    },
                    error -> {
                        peeking = false;
                        wanted.clear();
                    });
        });
    }

    /// The next hint tries again, or a person.
    private void failed(LogFeed from, RuntimeException error) {
        reading = false;
        if (feed.filter(from::equals).isEmpty()) {
            readOn();
        } else {
            problem.set(String.valueOf(error.getMessage()));
        }
    }
}
