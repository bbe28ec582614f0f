package dev.minijenkin.console.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The database's time, as this program tracks it, a second at a time. FX thread only.
public final class DatabaseClock {
    private final Clock clock;
    private final ReadOnlyObjectWrapper<Instant> second;
    private Duration ahead = Duration.ZERO;

    public DatabaseClock(Clock clock) {
        this.clock = clock;
        this.second = new ReadOnlyObjectWrapper<>(clock.instant());
    }

    public ReadOnlyObjectProperty<Instant> secondProperty() {
        return second.getReadOnlyProperty();
    }

    public Instant get() {
        return second.get();
    }

    public ZoneId zone() {
        return clock.getZone();
    }

    /// Now, not only to the second that was told last.
    public Instant instant() {
        return clock.instant().plus(ahead);
    }

    public void tick() {
        second.set(instant());
    }

    /// The database's clock is the only clock: ages and durations are measured against it.
    public void databaseSays(Instant at) {
        ahead = Duration.between(clock.instant(), at);
    }
}
