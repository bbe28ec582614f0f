package dev.minijenkin.console.live;

import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What a screen shows, read while a person looks at it: at once, soon after a hint, and slowly
/// without one. FX thread only.
public final class LiveReading<A> {
    /// A burst of hints costs one reading within this.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Not everything that changes makes a hint: silence of a runner, time that passes.
    private static final Duration SLOW_CHECK = Duration.ofSeconds(30);

    private final LiveHints hints;
    private final DatabaseClock clock;
    private final Set<Topic> topics;
    private final Duration slowCheck;
    private final Refresh<A> refresh;
    private final ReadOnlyObjectWrapper<Optional<A>> answer =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final List<Subscription> subscriptions = new ArrayList<>();
    private Runnable afterEach = () -> {};
    private Instant lastRead = Instant.EPOCH;
    private boolean wanted;

    /// @param topics whose hints say that it changed
    /// @param query reads it; called on workers
    public LiveReading(
            LiveHints hints,
            DatabaseClock clock,
            Background background,
            Set<Topic> topics,
            Supplier<A> query) {
        this(hints, clock, background, topics, query, SLOW_CHECK);
    }

    /// @param slowCheck how often it is read where no hint asks for it
    public LiveReading(
            LiveHints hints,
            DatabaseClock clock,
            Background background,
            Set<Topic> topics,
            Supplier<A> query,
            Duration slowCheck) {
        this.slowCheck = slowCheck;
        this.hints = hints;
        this.clock = clock;
        this.topics = Set.copyOf(topics);
        this.refresh = new Refresh<>(background, query, this::came, this::failed);
    }

    /// Empty until the first answer.
    public ReadOnlyObjectProperty<Optional<A>> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /// Why the last reading brought nothing, in one sentence; empty where it did.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Does something after each answer, also after one that is what was known before.
    public void afterEach(Runnable action) {
        afterEach = action;
    }

    public void attach() {
        detach();
        subscriptions.add(hints.subscribe(this::changed));
        var ticking = clock.secondProperty().subscribe(this::second);
        subscriptions.add(ticking::unsubscribe);
        readNow();
    }

    public void detach() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }

    /// A person asks for it, or for something else than before.
    public void readNow() {
        wanted = false;
        lastRead = clock.get();
        refresh.request();
    }

    /// Something else is to be shown than before: at once where a person looks on.
    public void readAgain() {
        if (!subscriptions.isEmpty()) {
            readNow();
        }
    }

    private void changed(Changes changes) {
        if (changes.everything()) {
            readNow();
        } else {
            wanted |= topics.stream().anyMatch(changes::touches);
            second(clock.get());
        }
    }

    private void second(Instant at) {
        Duration since = Duration.between(lastRead, at);
        boolean due = since.compareTo(wanted ? PAUSE : slowCheck) >= 0;
        if (due && hints.stateProperty().get() instanceof LinkState.Connected) {
            readNow();
        }
    }

    private void came(A next) {
        problem.set("");
        answer.set(Optional.of(next));
        afterEach.run();
    }

    private void failed(RuntimeException error) {
        problem.set(String.valueOf(error.getMessage()));
    }
}
