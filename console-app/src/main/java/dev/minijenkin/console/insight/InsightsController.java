package dev.minijenkin.console.insight;

import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.RowsScreen;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.db.view.insight.LastDay;
import dev.minijenkin.db.view.insight.PipelineInsight;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds figures over days: of all in the last day, and of each pipeline.
public final class InsightsController implements RowsScreen {
    private final Parts parts;
    private final InsightsViewModel model;
    private final RowsView<InsightsSource.Now, PipelineInsight> rows;
    private final PipelineController sidePart;
    private final FigureTile succeeded = new FigureTile("Runs that succeeded");
    private final FigureTile finished = new FigureTile("Jobs an hour");
    private final FigureTile waited = new FigureTile("Waiting, median");
    private final FigureTile waitedLong = new FigureTile("Waiting, p95");
    private final FigureTile busy = new FigureTile("Slots at work");

    @FXML private VBox root;
    @FXML private ToggleButton week;
    @FXML private ToggleButton month;
    @FXML private ToggleButton quarter;
    @FXML private HBox tiles;
    @FXML private HBox head;
    @FXML private SidePane sides;
    @FXML private SteadyList<PipelineInsight> list;
    @FXML private Placeholder placeholder;

    /// What the insights are made of.
    public record Parts(
            InsightsViewModel model, Navigator navigator, Notices notices, DatabaseClock clock) {}

    public InsightsController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.sidePart = new PipelineController(parts.clock(), parts.navigator()::go);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "Pipelines, what became worse first",
                                InsightColumns::heads,
                                () -> new InsightCell(parts.clock())),
                        new RowsView.Behaviour<>(
                                PipelineInsight::id,
                                now -> empty(),
                                this::open,
                                parts.notices()::say),
                        parts.clock());
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(sidePart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public RowsView<InsightsSource.Now, PipelineInsight> rows() {
        return rows;
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        rows.listen(root, code -> false, this::pressed);
        for (FigureTile tile : List.of(succeeded, finished, waited, waitedLong, busy)) {
            HBox.setHgrow(tile, Priority.ALWAYS);
            tile.setPrefWidth(0);
            tiles.getChildren().add(tile);
        }
        list.getSelectionModel().selectedItemProperty().subscribe(row -> showSelected());
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::came));
        model.detailProperty().subscribe(sidePart::showDetail);
        showSelected();
    }

    private static RowsView.Empty empty() {
        return new RowsView.Empty(
                "Nothing ended yet",
                "Once runs have ended, it stands here how often they succeed, how long they take, and"
                        + " what became worse.",
                "");
    }

    @FXML
    private void showWeek() {
        show(7);
    }

    @FXML
    private void showMonth() {
        show(30);
    }

    @FXML
    private void showQuarter() {
        show(90);
    }

    private void show(int days) {
        rows.change(() -> model.show(days));
        week.setSelected(days == 7);
        month.setSelected(days == 30);
        quarter.setSelected(days == 90);
    }

    private boolean pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        switch (code) {
            case DIGIT1 -> showWeek();
            case DIGIT2 -> showMonth();
            case DIGIT3 -> showQuarter();
            case W -> rows.showSide(sides, sidePart::focus);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void came(InsightsSource.Now now) {
        show(now.lastDay());
        showSelected();
    }

    private void show(LastDay day) {
        List<LastDay.Hour> hours = day.hours();
        long runs = hours.stream().mapToLong(LastDay.Hour::runs).sum();
        long good = hours.stream().mapToLong(LastDay.Hour::succeeded).sum();
        succeeded.show(
                runs == 0 ? "–" : "%.1f".formatted(100.0 * good / runs),
                "% of " + runs,
                course(
                        hours,
                        hour ->
                                hour.runs() == 0
                                        ? Double.NaN
                                        : (double) hour.succeeded() / hour.runs()));
        finished.show(
                hours.isEmpty()
                        ? "–"
                        : "%.0f"
                                .formatted(
                                        hours.stream()
                                                .mapToLong(LastDay.Hour::jobs)
                                                .average()
                                                .orElse(0)),
                "",
                course(hours, LastDay.Hour::jobs));
        waited.show(InsightText.time(day.waitedMedian()), "", new double[0]);
        waitedLong.show(InsightText.time(day.waitedP95()), "", new double[0]);
        double slots = hours.stream().mapToDouble(LastDay.Hour::slots).sum();
        double taken = hours.stream().mapToDouble(LastDay.Hour::busy).sum();
        busy.show(
                slots <= 0 ? "–" : "%.0f".formatted(100 * taken / slots),
                "%",
                course(hours, hour -> hour.slots() <= 0 ? Double.NaN : hour.busy() / hour.slots()));
    }

    private static double[] course(
            List<LastDay.Hour> hours, ToDoubleFunction<LastDay.Hour> figure) {
        return hours.stream().mapToDouble(figure).toArray();
    }

    private void showSelected() {
        Optional<PipelineInsight> selected = list.selected();
        sidePart.show(selected, model.days());
        model.select(selected.map(PipelineInsight::id));
    }

    /// All runs that its figures are told from.
    private void open(PipelineInsight pipeline) {
        parts.navigator().go(new Place.RunsPlace(InsightText.runs(pipeline, model.days(), "")));
    }
}
