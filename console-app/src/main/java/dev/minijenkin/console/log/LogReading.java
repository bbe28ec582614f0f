package dev.minijenkin.console.log;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.log.feed.LogBatch;
import dev.minijenkin.console.log.feed.LogFeed;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Reads a log on and on, batch by batch: never twice at a time, and what comes meanwhile after it.
/// FX thread only.
final class LogReading {
    private final Background background;
    private final Consumer<LogBatch> arrived;
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Optional<LogFeed> feed = Optional.empty();
    private boolean reading;
    private boolean again;

    /// @param arrived is told of what came, unless another log is read by then
    LogReading(Background background, Consumer<LogBatch> arrived) {
        this.background = background;
        this.arrived = arrived;
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
