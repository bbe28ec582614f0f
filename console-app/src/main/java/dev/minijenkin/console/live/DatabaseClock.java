package dev.minijenkin.console.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/// The database's time, as this program tracks it, a second at a time. FX thread only.
public final class DatabaseClock {
    private final Clock clock;
    private final ReadOnlyObjectWrapper<Instant> second;
    private Duration ahead = Duration.ZERO;
    private Supplier<Instant> exact = this::tracked;
    private Optional<Instant> still = Optional.empty();

    public DatabaseClock(Clock clock) {
        this.clock = clock;
        this.second = new ReadOnlyObjectWrapper<>(clock.instant());
    }

    /// A clock of the same database, which stands still while a minute of the past is looked at.
    ///
    /// @param past that minute; empty: it goes on
    public DatabaseClock showing(ObservableValue<Optional<Instant>> past) {
        DatabaseClock shown = new DatabaseClock(clock);
        shown.exact = this::instant;
        second.subscribe(at -> shown.second.set(past.getValue().orElse(at)));
        past.subscribe(at -> {
            shown.still = at;
            shown.second.set(at.orElse(second.get()));
        });
        return shown;
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
        return still.orElseGet(exact);
    }

    private Instant tracked() {
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
