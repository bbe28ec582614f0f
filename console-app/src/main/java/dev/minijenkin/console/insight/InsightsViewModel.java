package dev.minijenkin.console.insight;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.insight.PipelineDetail;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Pipelines over some days: what became worse first. FX thread only.
public final class InsightsViewModel implements LiveRowsModel<InsightsSource.Now, PipelineInsight> {
    /// Figures are rolled up by the minute, and move slowly.
    private static final Duration SOMETIMES = Duration.ofMinutes(2);

    private final LiveReading<InsightsSource.Now> reading;
    private final InsightsSource source;
    private final Latest<Optional<PipelineDetail>> looking;
    private final ReadOnlyObjectWrapper<Optional<PipelineDetail>> detail =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<PipelineInsight> rows = FXCollections.observableArrayList();
    private Optional<PipelineId> selected = Optional.empty();

    /// Who walks through the pipelines asks for none of them.
    private static final Duration A_GLANCE = Duration.ofMillis(120);

    // Read by workers too.
    private volatile int days = 30;

    public InsightsViewModel(
            LiveHints hints, DatabaseClock clock, Background background, InsightsSource source) {
        this.source = source;
        this.looking = new Latest<>(background, A_GLANCE);
        this.reading =
                new LiveReading<>(
                        hints, clock, background, Set.of(), () -> source.now(days), SOMETIMES);
        reading.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
    }

    @Override
    public LiveReading<InsightsSource.Now> reading() {
        return reading;
    }

    @Override
    public ObservableList<PipelineInsight> rows() {
        return rows;
    }

    int days() {
        return days;
    }

    void show(int next) {
        days = next;
        readNow();
    }

    @Override
    public void detach() {
        LiveRowsModel.super.detach();
        looking.cancel();
    }

    /// What the selected pipeline spends its time on; empty until that is known.
    ReadOnlyObjectProperty<Optional<PipelineDetail>> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /// Is told which pipeline is selected, and reads what it spends its time on.
    void select(Optional<PipelineId> pipeline) {
        if (!selected.equals(pipeline)) {
            selected = pipeline;
            detail.set(Optional.empty());
            look();
        }
    }

    private void look() {
        int asked = days;
        looking.cancel();
        selected.ifPresent(pipeline ->
                looking.ask(stale -> Optional.of(source.detail(pipeline, asked)), detail::set));
    }

    private void came(InsightsSource.Now now) {
        List<PipelineInsight> next =
                now.pipelines().stream().sorted(InsightText.WORSE_FIRST).toList();
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
        look();
    }
}
