package dev.minijenkin.console.insight;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.LiveReading;
import dev.minijenkin.console.rows.LiveRowsModel;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Pipelines over some days: what became worse first. FX thread only.
public final class InsightsViewModel implements LiveRowsModel<InsightsSource.Now, PipelineInsight> {
    /// Figures are rolled up by the minute, and move slowly.
    private static final Duration SOMETIMES = Duration.ofMinutes(2);

    private final LiveReading<InsightsSource.Now> reading;
    private final ObservableList<PipelineInsight> rows = FXCollections.observableArrayList();

    // Read by workers too.
    private volatile int days = 30;

    public InsightsViewModel(
            LiveHints hints, DatabaseClock clock, Background background, InsightsSource source) {
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

    private void came(InsightsSource.Now now) {
        List<PipelineInsight> next =
                now.pipelines().stream().sorted(InsightText.WORSE_FIRST).toList();
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }
}
