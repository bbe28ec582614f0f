package dev.minijenkin.console.overview;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.FirstRow;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.ListUpdates;
import dev.minijenkin.console.run.RunDuration;
import dev.minijenkin.console.runs.FirstSteps;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.runs.RunView;
import java.util.Optional;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the overview.
public final class OverviewController implements Screen {
    private final OverviewViewModel model;
    private final Navigator navigator;
    private final RunActions actions;
    private final Runnable runPipeline;
    private final DatabaseClock clock;

    @FXML private StackPane root;
    @FXML private VBox content;
    @FXML private VBox empty;
    @FXML private Label emptyHeading;
    @FXML private Label emptyText;
    @FXML private Gate triggerGate;
    @FXML private Tile queueDepth;
    @FXML private Tile oldestWait;
    @FXML private Tile utilisation;
    @FXML private Tile latency;
    @FXML private Tile successRate;
    @FXML private Tile throughput;
    @FXML private Tile lockContention;
    @FXML private Label attentionCount;
    @FXML private Label sinceHead;
    @FXML private ListView<Attention> attentions;
    @FXML private VBox nothingToDo;
    @FXML private Label openCount;
    @FXML private HBox usualKey;
    @FXML private ListView<RunView> open;
    @FXML private Label nothingRuns;
    @FXML private ListView<RunView> finished;
    @FXML private Label nothingFinished;

    public OverviewController(
            OverviewViewModel model,
            Navigator navigator,
            RunActions actions,
            Runnable runPipeline,
            DatabaseClock clock) {
        this.model = model;
        this.navigator = navigator;
        this.actions = actions;
        this.runPipeline = runPipeline;
        this.clock = clock;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        model.attach();
    }

    @Override
    public void focus() {
        (content.isVisible() ? attentions : root).requestFocus();
    }

    @Override
    public void hide() {
        model.detach();
    }

    @FXML
    private void initialize() {
        attentions.setCellFactory(view -> new AttentionCell(clock, actions));
        open.setCellFactory(view -> new OpenRunCell(clock));
        finished.setCellFactory(view -> new FinishedRunCell(clock));
        opens(
                attentions,
                attention ->
                        attention instanceof Attention.FailedRun failed
                                ? Optional.of(failed.run())
                                : Optional.empty());
        opens(open, Optional::of);
        opens(finished, Optional::of);
        triggerGate.refusalProperty().bind(actions.refusalProperty());
        content.setVisible(false);
        empty.setVisible(false);
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::show));
    }

    @FXML
    private void runPipeline() {
        runPipeline.run();
    }

    @FXML
    private void allRuns() {
        navigator.go(new Place.RunsPlace(""));
    }

    private void show(OverviewAnswer answer) {
        boolean any = answer.setup().anyRun();
        boolean first = any && !content.isVisible();
        content.setVisible(any);
        empty.setVisible(!any);
        emptyHeading.setText(FirstSteps.heading(answer.setup()));
        emptyText.setText(FirstSteps.text(answer.setup()));
        Figures figures = new Figures(answer);
        queueDepth.show(figures.queueDepth());
        oldestWait.show(figures.oldestWait());
        utilisation.show(figures.utilisation());
        latency.show(figures.latency());
        successRate.show(figures.successRate());
        throughput.show(figures.throughput());
        lockContention.show(figures.lockContention());
        ListUpdates.apply(attentions.getItems(), answer.attentions());
        attentionCount.setText(count(answer.attentions().size()));
        sinceHead.setVisible(!answer.attentions().isEmpty());
        nothingToDo.setVisible(answer.attentions().isEmpty());
        ListUpdates.apply(open.getItems(), answer.open());
        openCount.setText(count(answer.health().runsOpen()));
        usualKey.setVisible(
                answer.open().stream().anyMatch(run -> RunDuration.usual(run).isPresent()));
        nothingRuns.setVisible(answer.open().isEmpty());
        ListUpdates.apply(finished.getItems(), answer.finished());
        if (first) {
            focus();
        }
        nothingFinished.setVisible(answer.finished().isEmpty());
    }

    private <T> void opens(ListView<T> list, Function<T, Optional<RunView>> run) {
        Runnable go =
                () ->
                        Optional.ofNullable(list.getSelectionModel().getSelectedItem())
                                .flatMap(run)
                                .ifPresent(found -> navigator.go(new Place.RunPlace(found.id())));
        FirstRow.selectByArrow(list);
        list.setOnMouseClicked(event -> {
            go.run();
            // So that a click beside the rows is not one on the row before.
            list.getSelectionModel().clearSelection();
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go.run();
                event.consume();
            }
        });
    }

    private static String count(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }
}
