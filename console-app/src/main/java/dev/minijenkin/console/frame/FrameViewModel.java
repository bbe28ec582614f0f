package dev.minijenkin.console.frame;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Changes;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.Refresh;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.frame.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the frame shows around every view: health, counts, who we are, how the link is.
public final class FrameViewModel {
    /// How often the health is read where no hint asks for it.
    private static final Duration SLOW_CHECK = Duration.ofSeconds(30);

    /// A burst of hints costs one reading within this.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LiveHints hints;
    private final DatabaseClock clock;
    private final Refresh<FrameSource.Answer> refresh;
    private final ReadOnlyObjectWrapper<Optional<FrameSource.Answer>> answer =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<StatusText.Part>> status =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private Instant lastRead = Instant.EPOCH;
    private Instant lastAsked = Instant.EPOCH;
    private boolean wanted;
    // Read anew with each connection; written by the worker that reads.
    private volatile Optional<Person> person = Optional.empty();

    public FrameViewModel(
            LiveHints hints, DatabaseClock clock, Background background, FrameSource source) {
        this.hints = hints;
        this.clock = clock;
        this.refresh = new Refresh<>(background, () -> answer(source), this::read);
        hints.subscribe(this::changed);
        hints.stateProperty().subscribe(this::link);
        clock.secondProperty().subscribe(this::second);
    }

    public ReadOnlyObjectProperty<LinkState> linkProperty() {
        return hints.stateProperty();
    }

    /// Empty until the first answer.
    public ReadOnlyObjectProperty<Optional<FrameSource.Answer>> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<StatusText.Part>> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// Whether what the views show may be out of date, because the connection is lost.
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /// How old what we show is, in words; empty before the first answer.
    String age() {
        return lastRead.equals(Instant.EPOCH)
                ? ""
                : Durations.words(Duration.between(lastRead, clock.get()));
    }

    private void changed(Changes changes) {
        if (changes.touches(Topic.RUN)
                || changes.touches(Topic.QUEUE)
                || changes.touches(Topic.RUNNER)
                || changes.touches(Topic.DELIVERY)) {
            wanted = true;
            if (changes.everything()) {
                // Another connection: rights may have changed while there was none.
                person = Optional.empty();
                readNow();
            }
        }
    }

    private void second(Instant at) {
        Duration since = Duration.between(lastAsked, at);
        boolean due = wanted ? since.compareTo(PAUSE) >= 0 : since.compareTo(SLOW_CHECK) >= 0;
        if (due && hints.stateProperty().get() instanceof LinkState.Connected) {
            readNow();
        }
        answer.get().ifPresent(known -> status.set(StatusText.parts(known.health(), at)));
    }

    private void readNow() {
        wanted = false;
        // When it was asked for, not when the answer came: what is under way is not asked for
        // again.
        lastAsked = clock.get();
        refresh.request();
    }

    private FrameSource.Answer answer(FrameSource source) {
        FrameSource.Now now = source.now();
        Person known = person.orElseGet(source::person);
        person = Optional.of(known);
        return new FrameSource.Answer(now.health(), now.counts(), known);
    }

    private void read(FrameSource.Answer next) {
        clock.databaseSays(next.health().at().toInstant());
        // Before the second is told: else it would be due again.
        lastAsked = clock.instant();
        lastRead = clock.instant();
        clock.tick();
        answer.set(Optional.of(next));
        status.set(StatusText.parts(next.health(), clock.get()));
    }

    private void link(LinkState state) {
        stale.set(state instanceof LinkState.Lost && answer.get().isPresent());
    }
}
