package dev.minijenkin.console.deploys;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.deploy.WaitingDeploy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Environments and who waits there; of one of them what was deployed. FX thread only.
public final class DeploysViewModel implements LiveRowsModel<List<EnvironmentView>, DeployRow> {
    private final LiveReading<List<EnvironmentView>> reading;
    private final DeploysSource source;
    private final Latest<DeploysSource.History> asking;
    private final ReadOnlyObjectWrapper<DeploysSource.History> history =
            new ReadOnlyObjectWrapper<>(DeploysSource.History.NONE);
    private final ObservableList<DeployRow> rows = FXCollections.observableArrayList();
    private Optional<DeployKind> only = Optional.empty();
    private Optional<EnvironmentId> selected = Optional.empty();

    public DeploysViewModel(
            LiveHints hints, DatabaseClock clock, Background background, DeploysSource source) {
        this.source = source;
        this.asking = new Latest<>(background, Duration.ZERO);
        this.reading =
                new LiveReading<>(
                        hints,
                        clock,
                        background,
                        Set.of(Topic.RUN, Topic.QUEUE, Topic.RUNNER, Topic.COMMAND),
                        source::environments);
        reading.answerProperty().subscribe(answer -> answer.ifPresent(any -> came()));
    }

    @Override
    public LiveReading<List<EnvironmentView>> reading() {
        return reading;
    }

    @Override
    public void detach() {
        LiveRowsModel.super.detach();
        asking.cancel();
    }

    @Override
    public ObservableList<DeployRow> rows() {
        return rows;
    }

    /// Of the environment that is selected; none until it is known.
    ReadOnlyObjectProperty<DeploysSource.History> historyProperty() {
        return history.getReadOnlyProperty();
    }

    long count(DeployKind kind) {
        return environments().stream().filter(kind::holds).count();
    }

    /// Shows one kind alone, or all.
    void show(Optional<DeployKind> kind) {
        only = kind;
        layOut();
    }

    /// Is told which environment is looked at, and reads what was deployed there.
    void select(Optional<EnvironmentView> environment) {
        Optional<EnvironmentId> next = environment.map(EnvironmentView::id);
        if (!next.equals(selected)) {
            selected = next;
            history.set(DeploysSource.History.NONE);
            ask();
        }
    }

    private void ask() {
        asking.cancel();
        selected.ifPresent(id -> asking.ask(stale -> source.history(id), history::set));
    }

    private void came() {
        layOut();
        ask();
    }

    private List<EnvironmentView> environments() {
        return reading.answerProperty().get().orElse(List.of());
    }

    private void layOut() {
        List<DeployRow> next = new ArrayList<>();
        for (EnvironmentView environment : environments()) {
            if (only.filter(kind -> !kind.holds(environment)).isPresent()) {
                continue;
            }
            next.add(new DeployRow.OfEnvironment(environment));
            int place = 0;
            for (WaitingDeploy waiting : environment.waiting()) {
                boolean inLine = waiting.open() && waiting.held().isEmpty();
                place += inLine ? 1 : 0;
                next.add(new DeployRow.OfWaiting(environment, waiting, inLine ? place : 0));
            }
        }
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }
}
