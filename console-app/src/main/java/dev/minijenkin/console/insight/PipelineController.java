package dev.minijenkin.console.insight;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.chart.Histogram;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.db.view.insight.PipelineDetail;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// Binds the panel of a pipeline: what changed, its days, and the ways to its runs.
final class PipelineController {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final DatabaseClock clock;
    private final Consumer<Place> go;

    @FXML private ScrollPane area;
    @FXML private Label choose;
    @FXML private VBox all;
    @FXML private CutLabel name;
    @FXML private Label change;
    @FXML private Histogram runs;
    @FXML private Histogram failed;
    @FXML private Label from;
    @FXML private VBox detail;
    @FXML private Label reading;
    @FXML private Button allRuns;
    @FXML private Button failedRuns;

    /// @param go leads to runs
    PipelineController(DatabaseClock clock, Consumer<Place> go) {
        this.clock = clock;
        this.go = go;
    }

    void focus() {
        area.requestFocus();
    }

    void show(Optional<PipelineInsight> pipeline, int days) {
        FittingRow.setShown(choose, pipeline.isEmpty());
        FittingRow.setShown(all, pipeline.isPresent());
        pipeline.ifPresent(of -> show(of, days));
    }

    /// Shows what it spends its time on; until that is known, that it is read.
    void showDetail(Optional<PipelineDetail> known) {
        FittingRow.setShown(reading, known.isEmpty());
        List<Node> parts = known.map(PipelineDetailParts::of).orElse(List.of());
        detail.getChildren().setAll(parts);
    }

    private void show(PipelineInsight pipeline, int days) {
        name.setText(pipeline.name());
        change.setText(InsightText.change(pipeline, days));
        boolean worse =
                InsightText.failsMore(pipeline)
                        || InsightText.slower(pipeline)
                        || InsightText.slowerAtWorst(pipeline);
        change.getStyleClass().setAll("label", worse ? "alert" : "muted");
        show(runs, pipeline, "runs", day -> day.figures().runs());
        show(failed, pipeline, "failed", day -> day.figures().failed());
        from.setText(DAY.format(pipeline.days().getFirst().day()));
        allRuns.setText("All %,d runs".formatted(pipeline.now().runs()));
        allRuns.setOnAction(event -> open(InsightText.runs(pipeline, days, "")));
        failedRuns.setText("%,d that failed".formatted(pipeline.now().failed()));
        failedRuns.setOnAction(event -> open(InsightText.runs(pipeline, days, " state:failure")));
        FittingRow.setShown(failedRuns, pipeline.now().failed() > 0);
    }

    private void show(
            Histogram histogram,
            PipelineInsight pipeline,
            String what,
            ToLongFunction<PipelineInsight.Day> figure) {
        List<PipelineInsight.Day> days = pipeline.days();
        histogram.show(
                days.stream().mapToDouble(day -> figure.applyAsLong(day)).toArray(),
                days.stream()
                        .map(day ->
                                DAY.format(day.day()) + ": " + figure.applyAsLong(day) + " " + what)
                        .toList(),
                at -> open(InsightText.runsOf(pipeline, days.get(at).day(), clock.get())));
        histogram.setAccessibleText("By day: " + what);
    }

    private void open(String filter) {
        go.accept(new Place.RunsPlace(filter));
    }
}
