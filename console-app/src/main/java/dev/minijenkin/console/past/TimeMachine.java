package dev.minijenkin.console.past;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LookedAt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Which minute a person looks at: now, or one of the past. While it is one of the past, views show
/// that minute, their ages are told from it, and nothing can be steered. FX thread only.
public final class TimeMachine {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(6);

    private final DatabaseClock live;
    private final LookedAt lookedAt;
    private final DatabaseClock clock;
    private final ReadOnlyObjectWrapper<Optional<Instant>> at =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private List<Instant> marks = List.of();
    private Instant hourEnd = Instant.EPOCH;

    /// @param live the clock of now
    /// @param lookedAt is told, for those that ask the database
    public TimeMachine(DatabaseClock live, LookedAt lookedAt) {
        this.live = live;
        this.lookedAt = lookedAt;
        this.clock = live.showing(at.getReadOnlyProperty());
    }

    /// The minute of the past; empty: now.
    public ReadOnlyObjectProperty<Optional<Instant>> atProperty() {
        return at.getReadOnlyProperty();
    }

    public boolean isPast() {
        return at.get().isPresent();
    }

    /// The clock of what is shown: it stands still in the past.
    public DatabaseClock clock() {
        return clock;
    }

    /// Why nothing can be steered; empty: it is now.
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Looks at the minute of an instant; at now where that is not over.
    public void lookAt(Instant wanted) {
        Instant minute = wanted.truncatedTo(ChronoUnit.MINUTES);
        if (minute.isBefore(live.get().truncatedTo(ChronoUnit.MINUTES))) {
            if (!isPast()) {
                hourEnd = live.get();
            }
            if (minute.isAfter(hourEnd) || minute.isBefore(hourEnd.minus(HOUR))) {
                Instant after = minute.isAfter(hourEnd) ? minute : minute.plus(HOUR.dividedBy(2));
                hourEnd = after.isAfter(live.get()) ? live.get() : after;
            }
            set(Optional.of(minute));
        } else {
            backToNow();
        }
    }

    public void backToNow() {
        set(Optional.empty());
    }

    /// From the minute that is looked at, or from now.
    ///
    /// @param minutes below 0: back
    public void step(int minutes) {
        if (minutes < 0 || isPast()) {
            lookAt(at.get().orElse(live.get()).plus(Duration.ofMinutes(minutes)));
        }
    }

    /// What a person may want to see next: when something went wrong.
    void mark(List<Instant> next) {
        marks = next.stream().sorted().toList();
    }

    /// To the next thing that went wrong, or to the one before.
    ///
    /// @return whether there is one
    public boolean toMark(boolean forward) {
        Instant from = at.get().orElse(live.get());
        // Its minute begins before it.
        Stream<Instant> minutes = marks.stream().map(mark -> mark.truncatedTo(ChronoUnit.MINUTES));
        Optional<Instant> found =
                forward
                        ? minutes.filter(from::isBefore).min(Comparator.naturalOrder())
                        : minutes.filter(mark -> mark.isBefore(from))
                                .max(Comparator.naturalOrder());
        found.ifPresent(this::lookAt);
        return found.isPresent();
    }

    /// Until when the hour goes that the lines of the overview are drawn of: it stays while a
    /// person moves within it.
    public Instant hourEnd() {
        return isPast() ? hourEnd : live.get();
    }

    /// `14:02`, `Tue 14:02`, `Tue 3 Nov, 14:02`: as much of it as tells it apart.
    public String words(Instant of) {
        ZonedDateTime then = of.atZone(live.zone());
        ZonedDateTime now = live.get().atZone(live.zone());
        if (then.toLocalDate().equals(now.toLocalDate())) {
            return CLOCK.format(then);
        }
        return (Duration.between(of, live.get()).compareTo(WEEK) < 0 ? DAY : DATE).format(then);
    }

    private void set(Optional<Instant> next) {
        if (!next.equals(at.get())) {
            lookedAt.set(next, hourEnd);
            refusal.set(
                    next.map(of ->
                                    "You look at "
                                            + words(of)
                                            + ": the past cannot be steered. Esc leads back to now")
                            .orElse(""));
            at.set(next);
        }
    }
}
