package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.db.notify.Topic;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;

/// Reads the overview while a person looks at it. FX thread only.
public final class OverviewViewModel {
    private final LiveReading<OverviewAnswer> reading;

    public OverviewViewModel(
            LiveHints hints, DatabaseClock clock, Background background, OverviewSource source) {
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.RUN, Topic.QUEUE, Topic.RUNNER, Topic.DELIVERY),
                        source::overview);
    }

    /// Empty until the first answer.
    public ReadOnlyObjectProperty<Optional<OverviewAnswer>> answerProperty() {
        return reading.answerProperty();
    }

    /// Why the last reading brought nothing, in one sentence; empty where it did.
    ReadOnlyStringProperty problemProperty() {
        return reading.problemProperty();
    }

    /// A person asks once more.
    void readNow() {
        reading.readNow();
    }

    /// Another minute is to be shown.
    public void readAgain() {
        reading.readAgain();
    }

    void attach() {
        reading.attach();
    }

    void detach() {
        reading.detach();
    }
}
