package dev.minijenkin.console.run.detail;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.Refresh;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.Subscription;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.run.UsualJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Follows one run while a screen shows it: reads it again when it changes, and asks for hints
/// about its logs while it is open. FX thread only.
public final class RunFollower {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// The watch lasts three times as long ([DatabaseRunDetailSource]).
    private static final Duration RENEW = Duration.ofSeconds(30);

    private final LiveHints hints;
    private final DatabaseClock clock;
    private final Background background;
    private final RunDetailSource source;
    private final UUID watcher = UUID.randomUUID();
    private final ReadOnlyObjectWrapper<Optional<RunDetail>> detail =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<RunKnown> known =
            new ReadOnlyObjectWrapper<>(new RunKnown.Reading());
    private final List<Subscription> subscriptions = new ArrayList<>();
    // What was known when it was last looked at, for a person who comes back while the database is
    // away.
    private Optional<RunDetail> before = Optional.empty();
    private Optional<RunId> run = Optional.empty();
    private Optional<AttemptOf> attempt = Optional.empty();
    private Optional<Refresh<Optional<RunDetail>>> refresh = Optional.empty();
    private Runnable linesMayHaveCome = () -> {};
    private Instant lastRead = Instant.EPOCH;
    private Instant lastWatch = Instant.EPOCH;
    private boolean wanted;

    public RunFollower(
            LiveHints hints, DatabaseClock clock, Background background, RunDetailSource source) {
        this.hints = hints;
        this.clock = clock;
        this.background = background;
        this.source = source;
    }

    /// Empty until the first answer.
    public ReadOnlyObjectProperty<Optional<RunDetail>> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /// Whether there is such a run, as far as that is known. It changes after the detail does.
    public ReadOnlyObjectProperty<RunKnown> knownProperty() {
        return known.getReadOnlyProperty();
    }

    /// Follows an attempt of a run from now on.
    ///
    /// @param onLog is told when lines may have come
    public void follow(AttemptOf which, Runnable onLog) {
        RunId next = which.run();
        if (run.filter(next::equals).isEmpty()) {
            stop();
            before = detail.get().filter(of -> of.run().id().equals(next));
            detail.set(Optional.empty());
            known.set(new RunKnown.Reading());
        } else {
            stop();
        }
        run = Optional.of(next);
        attempt = Optional.of(which);
        linesMayHaveCome = onLog;
        Refresh<Optional<RunDetail>> reading =
                new Refresh<>(
                        background,
                        () -> source.detail(which),
                        answer -> {
                            if (attempt.filter(which::equals).isPresent()) {
                                detail.set(answer);
                                known.set(RunKnown.of(answer));
                            }
                        },
                        error -> {
                            if (attempt.filter(which::equals).isPresent()) {
                                failed(error);
                            }
                        });
        refresh = Optional.of(reading);
        subscriptions.add(
                hints.subscribe(changes -> {
                    if (changes.touches(Topic.RUN, next.value())) {
                        readNow();
                    } else if (changes.touches(Topic.LOG, next.value())) {
                        wanted = true;
                    }
                    if (changes.touches(Topic.LOG, next.value())
                            || changes.touches(Topic.RUN, next.value())) {
                        onLog.run();
                    }
                }));
        watch(next);
        readNow();
        // Behind them: it is told of this second at once, and nothing is due by then.
        var ticking = clock.secondProperty().subscribe(this::second);
        subscriptions.add(ticking::unsubscribe);
    }

    private void failed(RuntimeException error) {
        if (detail.get().isEmpty() && before.isPresent()) {
            detail.set(before);
            known.set(new RunKnown.There());
        } else if (detail.get().isEmpty()) {
            known.set(new RunKnown.Problem(String.valueOf(error.getMessage())));
        }
    }

    /// A person asks once more for what could not be read.
    public void again() {
        known.set(new RunKnown.Reading());
        readNow();
    }

    /// Reads the workflow file of the run that is followed, once.
    public void workflow(BiConsumer<RunId, WorkflowText> then) {
        run.ifPresent(
                id -> background.read(() -> source.workflow(id), text -> then.accept(id, text)));
    }

    /// Reads how the jobs of the run that is followed usually lie in time, once.
    public void usual(BiConsumer<RunId, List<UsualJob>> then) {
        run.ifPresent(id -> background.read(() -> source.usual(id), jobs -> then.accept(id, jobs)));
    }

    public void stop() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        run.ifPresent(id -> {
            if (!lastWatch.equals(Instant.EPOCH)) {
                background.read(
                        () -> {
                            source.unwatch(id, watcher);
                            return id;
                        },
                        done -> {});
            }
        });
        run = Optional.empty();
        attempt = Optional.empty();
        refresh = Optional.empty();
        lastWatch = Instant.EPOCH;
        linesMayHaveCome = () -> {};
    }

    private void second(Instant at) {
        if (wanted && Duration.between(lastRead, at).compareTo(PAUSE) >= 0) {
            readNow();
        }
        boolean open = detail.get().map(known -> known.run().open()).orElse(true);
        if (open && Duration.between(lastWatch, at).compareTo(RENEW) >= 0) {
            run.ifPresent(this::watch);
            // A hint may be lost: this slow check costs a person half a minute, and never a line.
            readNow();
        }
    }

    /// Asks for hints about the logs of the run. What came before the answer made no hint: it is
    /// read then.
    private void watch(RunId id) {
        lastWatch = clock.get();
        background.read(
                () -> {
                    source.watch(id, watcher);
                    return id;
                },
                done -> {
                    if (run.filter(id::equals).isPresent()) {
                        linesMayHaveCome.run();
                    }
                });
    }

    private void readNow() {
        wanted = false;
        lastRead = clock.get();
        refresh.ifPresent(Refresh::request);
    }
}
