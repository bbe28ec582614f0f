package dev.minijenkin.console.overview;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Changes;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.Refresh;
import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Reads the overview while a person looks at it: soon after a hint, and slowly without one. FX
/// thread only.
public final class OverviewViewModel {
    /// A burst of hints costs one reading within this.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// New samples come by the minute, and silence of a runner makes no hint.
    private static final Duration SLOW_CHECK = Duration.ofSeconds(30);

    private final LiveHints hints;
    private final DatabaseClock clock;
    private final Refresh<OverviewAnswer> refresh;
    private final ReadOnlyObjectWrapper<Optional<OverviewAnswer>> answer =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final List<Subscription> subscriptions = new ArrayList<>();
    private Instant lastRead = Instant.EPOCH;
    private boolean wanted;

    public OverviewViewModel(
            LiveHints hints, DatabaseClock clock, Background background, OverviewSource source) {
        this.hints = hints;
        this.clock = clock;
        this.refresh =
                new Refresh<>(background, source::overview, next -> answer.set(Optional.of(next)));
    }

    /// Empty until the first answer.
    public ReadOnlyObjectProperty<Optional<OverviewAnswer>> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    void attach() {
        detach();
        subscriptions.add(hints.subscribe(this::changed));
        var ticking = clock.secondProperty().subscribe(this::second);
        subscriptions.add(ticking::unsubscribe);
        readNow();
    }

    void detach() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }

    private void changed(Changes changes) {
        if (changes.everything()) {
            readNow();
        } else {
            wanted |=
                    changes.touches(Topic.RUN)
                            || changes.touches(Topic.QUEUE)
                            || changes.touches(Topic.RUNNER)
                            || changes.touches(Topic.DELIVERY);
            second(clock.get());
        }
    }

    private void second(Instant at) {
        Duration since = Duration.between(lastRead, at);
        boolean due = since.compareTo(wanted ? PAUSE : SLOW_CHECK) >= 0;
        if (due && hints.stateProperty().get() instanceof LinkState.Connected) {
            readNow();
        }
    }

    private void readNow() {
        wanted = false;
        lastRead = clock.get();
        refresh.request();
    }
}
