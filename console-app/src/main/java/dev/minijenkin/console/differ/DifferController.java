package dev.minijenkin.console.differ;

import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.list.LongThumb;
import dev.minijenkin.console.ribbon.RedRibbon;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.redgreen.BranchRun;
import dev.minijenkin.db.view.redgreen.ComparedJob;
import dev.minijenkin.db.view.redgreen.RedGreen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// Binds the comparison of a red run with the last green one.
public final class DifferController implements Screen {
    /// Rows that stand above what is jumped to.
    private static final int ABOVE = 6;

    private final Parts parts;
    private final DifferViewModel model;

    @FXML private VBox root;
    @FXML private CutLabel where;
    @FXML private ComboBox<String> job;
    @FXML private ToggleButton only;
    @FXML private ToggleButton raw;
    @FXML private RedRibbon ribbon;
    @FXML private VBox all;
    @FXML private VBox facts;
    @FXML private StateIcon greenIcon;
    @FXML private StateIcon redIcon;
    @FXML private CutLabel greenHead;
    @FXML private CutLabel redHead;
    @FXML private ListView<DifferRow> lines;
    @FXML private Label found;
    @FXML private Placeholder placeholder;

    /// What the comparison is made of.
    ///
    /// @param say tells the person one sentence
    public record Parts(
            DifferViewModel model,
            Navigator navigator,
            DatabaseClock clock,
            Consumer<String> say) {}

    public DifferController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.DifferPlace(var run)) {
            model.show(run);
        }
    }

    @Override
    public void hide() {
        model.leave();
    }

    @Override
    public void focus() {
        (all.isVisible() ? lines : root).requestFocus();
    }

    @Override
    public List<Deed> deeds() {
        return List.of();
    }

    @FXML
    private void initialize() {
        lines.setAccessibleText("Both logs, line by line");
        lines.setItems(model.rows());
        lines.setCellFactory(view -> new DifferCell(model));
        LongThumb.keep(lines);
        only.selectedProperty().bindBidirectional(model.onlyProperty());
        raw.selectedProperty().bindBidirectional(model.rawProperty());
        greenIcon.show(StateShape.SUCCESS);
        redIcon.show(StateShape.FAILURE);
        ribbon.follow(parts.clock());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.stateProperty().subscribe(state -> show(state));
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || job.isShowing()) {
            return;
        }
        switch (event.getCode()) {
            case N -> jump(model.nextDifference(selected(), 1), "Nothing differs");
            case P -> jump(model.nextDifference(selected(), -1), "Nothing differs");
            case E -> jump(model.firstError(), "No line speaks of an error");
            case S -> only.fire();
            case T -> raw.fire();
            case ENTER -> {
                DifferRow row = lines.getSelectionModel().getSelectedItem();
                if (!lines.isFocused() || row == null) {
                    return;
                }
                model.open(row);
            }
            case ESCAPE, BACK_SPACE -> back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private int selected() {
        return lines.getSelectionModel().getSelectedIndex();
    }

    private void jump(OptionalInt row, String otherwise) {
        row.ifPresentOrElse(
                at -> {
                    lines.getSelectionModel().clearAndSelect(at);
                    lines.getFocusModel().focus(at);
                    lines.scrollTo(Math.max(0, at - ABOVE));
                },
                () -> parts.say().accept(otherwise));
    }

    @FXML
    private void back() {
        parts.navigator().back();
    }

    private void show(DifferViewModel.State state) {
        boolean there = state instanceof DifferViewModel.State.Compared;
        all.setVisible(there);
        switch (state) {
            case DifferViewModel.State.Reading() -> placeholder.showReading();
            case DifferViewModel.State.Nothing() ->
                    placeholder.showEmpty(
                            "There is nothing to compare",
                            "The run is not red, or no run of its branch was green before it.",
                            "");
            case DifferViewModel.State.Problem(String sentence) ->
                    placeholder.showProblem(sentence, model::again);
            case DifferViewModel.State.Compared(RedGreen known, TwoLogs logs) -> {
                placeholder.hide();
                show(known, logs);
            }
        }
        if (!there) {
            ribbon.show(Optional.empty());
        }
    }

    private void show(RedGreen known, TwoLogs logs) {
        where.setText(known.title() + " on " + known.branch());
        job.setOnAction(null);
        job.getItems().setAll(known.names());
        job.getSelectionModel().select(known.redJob().name());
        job.setOnAction(event -> model.choose(job.getSelectionModel().getSelectedItem()));
        ribbon.show(Optional.of(known.stretch()));
        facts.getChildren()
                .setAll(
                        new DifferFacts(
                                        parts.clock(),
                                        run -> parts.navigator().go(new Place.RunPlace(run)))
                                .nodes(known));
        greenHead.setText(head(known.green(), known.greenJob()));
        redHead.setText(head(known.red(), Optional.of(known.redJob())));
        long different = logs.different();
        found.setText(
                "%,d of %,d lines %s"
                        .formatted(
                                different,
                                logs.alignment().size(),
                                different == 1 ? "differs" : "differ"));
        lines.getSelectionModel().clearSelection();
        jump(model.firstError(), "The logs say the same");
        if (root.isFocused()) {
            lines.requestFocus();
        }
    }

    private String head(BranchRun run, Optional<ComparedJob> of) {
        return "#"
                + run.number()
                + "  "
                + run.shortSha()
                + "  "
                + run.actor()
                + ", "
                + Durations.ago(run.created(), parts.clock().get(), parts.clock().zone())
                + of.map(known ->
                                (known.runner().isEmpty() ? "" : ", on " + known.runner())
                                        + known.took()
                                                .map(took -> ", " + Durations.exact(took))
                                                .orElse(""))
                        .orElse(", has no such job");
    }
}
