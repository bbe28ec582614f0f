package dev.minijenkin.console.log;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.feed.LogBatch;
import dev.minijenkin.console.log.feed.LogFeed;
import dev.minijenkin.db.log.LogPlace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
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
    // Looked at and not read, the one that was looked at last behind.
    private final Deque<LogPlace> wanted = new ArrayDeque<>();
    private boolean reading;
    private boolean again;
    private boolean peeking;

    /// @param arrived is told of what came, unless another log is read by then
    /// @param peeked the same of what [#want] asked for
    LogReading(
            Background background, Consumer<LogBatch> arrived, Consumer<LogBatch.Peeked> peeked) {
        this.background = background;
        this.arrived = arrived;
        this.peeked = peeked;
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
            background.read(
                    from::next, batch -> arrived(from, batch), error -> failed(from, error));
        });
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
