package dev.minijenkin.console.manage.model;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What is managed, one kind at a time. FX thread only.
public final class ManageViewModel implements LiveRowsModel<List<Managed>, Managed> {
    private final Background background;
    private final ManageSource source;
    private final LiveReading<List<Managed>> reading;
    private final ObservableList<Managed> rows = FXCollections.observableArrayList();
    private ManageKind shown = ManageKind.SECRETS;

    public ManageViewModel(
            LiveHints hints, DatabaseClock clock, Background background, ManageSource source) {
        this.background = background;
        this.source = source;
        this.reading =
                new LiveReading<>(hints, clock, background, Set.of(Topic.RUNNER), source::all);
        reading.answerProperty().subscribe(all -> layOut());
    }

    @Override
    public LiveReading<List<Managed>> reading() {
        return reading;
    }

    @Override
    public ObservableList<Managed> rows() {
        return rows;
    }

    public ManageKind shown() {
        return shown;
    }

    public void show(ManageKind kind) {
        shown = kind;
        layOut();
    }

    /// All runners, as the last reading brought them.
    public Optional<RunnersNow> runners() {
        return all().stream()
                .filter(Managed.OfRunner.class::isInstance)
                .map(thing -> ((Managed.OfRunner) thing).now())
                .findFirst();
    }

    public long count(ManageKind kind) {
        return all().stream().filter(thing -> thing.kind() == kind).count();
    }

    /// Names of the repositories, for whoever chooses one.
    public List<String> repositories() {
        return all().stream()
                .filter(Managed.OfRepository.class::isInstance)
                .map(Managed::name)
                .toList();
    }

    /// Carries out what an administrator wants, on a worker; what is refused is said like every
    /// error of the database.
    public void carryOut(ManageWish wish, Consumer<ManageOutcome> then) {
        background.read(
                () -> source.carryOut(wish),
                outcome -> {
                    then.accept(outcome);
                    reading.readNow();
                });
    }

    private List<Managed> all() {
        return reading.answerProperty().get().orElse(List.of());
    }

    private void layOut() {
        List<Managed> next = all().stream().filter(thing -> thing.kind() == shown).toList();
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }
}
