package dev.minijenkin.console.runs;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.db.view.RunCounts;
import dev.minijenkin.db.view.RunView;
import dev.minijenkin.db.view.Setup;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the list of runs.
public final class RunsController implements Screen {
    private static final PseudoClass SCROLLS = PseudoClass.getPseudoClass("scrolls");
    private static final String FAILED = "state:failure since:1d";

    private final RunsViewModel model;
    private final Navigator navigator;
    private final RunActions actions;
    private final Consumer<RunView> openLog;
    private final Runnable runPipeline;
    private final Now now;

    @FXML private VBox root;
    @FXML private Label total;
    @FXML private ToggleButton all;
    @FXML private ToggleButton running;
    @FXML private ToggleButton queued;
    @FXML private ToggleButton waiting;
    @FXML private ToggleButton failed;
    @FXML private Gate triggerGate;
    @FXML private Label typed;
    @FXML private Label completion;
    @FXML private Label completionKey;
    @FXML private TextField filter;
    @FXML private Label matching;
    @FXML private Button clear;
    @FXML private HBox head;
    @FXML private ListView<RunView> list;
    @FXML private VBox empty;
    @FXML private Label emptyHeading;
    @FXML private Label emptyText;
    @FXML private Button emptyAction;
    @FXML private HBox pill;
    @FXML private Label newRuns;
    @FXML private Label selection;

    /// A controller over its model.
    ///
    /// @param openLog shows the log of the job of a run that a person wants to see first
    public RunsController(
            RunsViewModel model,
            Navigator navigator,
            RunActions actions,
            Consumer<RunView> openLog,
            Runnable runPipeline,
            Now now) {
        this.model = model;
        this.navigator = navigator;
        this.actions = actions;
        this.openLog = openLog;
        this.runPipeline = runPipeline;
        this.now = now;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.RunsPlace(String text) && !text.isEmpty()) {
            filter.setText(text);
        }
        model.attach();
    }

    @Override
    public void focus() {
        list.requestFocus();
    }

    @Override
    public void hide() {
        model.detach();
    }

    @FXML
    private void initialize() {
        head.getChildren().setAll(heads());
        triggerGate.refusalProperty().bind(actions.refusalProperty());
        list.setItems(model.rows());
        list.setCellFactory(view ->
                new RunCell(
                        now,
                        new RunCell.Actions() {
                            @Override
                            public void rerun(RunView run) {
                                actions.rerun(run);
                            }

                            @Override
                            public void openLog(RunView run) {
                                openLog.accept(run);
                            }
                        }));
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open();
            }
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.getSelectionModel().selectedIndexProperty().subscribe(index -> showSelection());
        list.skinProperty().subscribe(skin -> followScroll());
        filter.textProperty().bindBidirectional(model.filterTextProperty());
        filter.textProperty().subscribe(this::showCompletion);
        filter.focusedProperty().subscribe(focused -> showCompletion(filter.getText()));
        filter.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInFilter);
        model.problemProperty().subscribe(problem -> showMatching());
        model.matchingProperty().subscribe(count -> showMatching());
        model.countsProperty().subscribe(counts -> counts.ifPresent(this::showCounts));
        model.waitingProperty().subscribe(this::showPill);
        model.setupProperty().subscribe(setup -> showEmpty());
        model.rows().addListener((Observable any) -> rowsChanged());
        rowsChanged();
    }

    @FXML
    private void showAll() {
        filter.setText("");
        all.setSelected(true);
    }

    @FXML
    private void showRunning() {
        filter.setText("state:running");
        running.setSelected(true);
    }

    @FXML
    private void showQueued() {
        filter.setText("state:queued");
        queued.setSelected(true);
    }

    @FXML
    private void showWaiting() {
        filter.setText("state:waiting");
        waiting.setSelected(true);
    }

    @FXML
    private void showFailed() {
        filter.setText(FAILED);
        failed.setSelected(true);
    }

    @FXML
    private void clearFilter() {
        filter.clear();
        list.requestFocus();
    }

    @FXML
    private void runPipeline() {
        runPipeline.run();
    }

    @FXML
    private void letIn() {
        model.showWaiting();
        list.scrollTo(0);
    }

    private void pressed(KeyEvent event) {
        if (filter.isFocused() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        Optional<RunView> run = selected();
        switch (event.getCode()) {
            case ENTER -> open();
            case R -> run.ifPresent(actions::rerun);
            case F -> run.ifPresent(actions::rerunFailed);
            case X -> run.ifPresent(actions::cancel);
            case L -> run.ifPresent(openLog);
            case SLASH -> filter.requestFocus();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void pressedInFilter(KeyEvent event) {
        String rest = RunFilter.completion(filter.getText());
        if (event.getCode() == KeyCode.TAB && !rest.isEmpty()) {
            filter.setText(filter.getText() + rest + (rest.endsWith(":") ? "" : " "));
            filter.end();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            clearFilter();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            list.requestFocus();
            if (list.getSelectionModel().isEmpty()) {
                list.getSelectionModel().selectFirst();
            }
            event.consume();
        }
    }

    private Optional<RunView> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private void open() {
        selected().ifPresent(run -> navigator.go(new Place.RunPlace(run.id())));
    }

    /// New rows may come in at the top only while nothing that the person looks at or holds would
    /// move.
    private void followScroll() {
        for (Node node : list.lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
                bar.valueProperty().subscribe(value -> scrolled(bar));
                bar.visibleProperty().subscribe(visible -> scrolled(bar));
            }
        }
        scrolledTo(0);
    }

    private void scrolled(ScrollBar bar) {
        // So that the heads stay over their columns.
        head.pseudoClassStateChanged(SCROLLS, bar.isVisible());
        double share = bar.isVisible() ? bar.getValue() : 0;
        scrolledTo(share);
        if (bar.isVisible() && share > 0.8) {
            model.loadMore();
        }
    }

    private void scrolledTo(double share) {
        model.atTopProperty().set(share <= 0 && list.getSelectionModel().getSelectedIndex() <= 0);
    }

    private void showSelection() {
        int index = list.getSelectionModel().getSelectedIndex();
        if (index > 0) {
            model.atTopProperty().set(false);
        }
        String known = "%,d".formatted(model.rows().size());
        selection.setText(index < 0 ? "" : (index + 1) + " of " + known + " loaded");
        if (index >= model.rows().size() - 10) {
            model.loadMore();
        }
    }

    private void showCounts(RunCounts counts) {
        total.setText("%,d".formatted(counts.all()));
        running.setText(counted("Running", counts.running()));
        queued.setText(counted("Queued", counts.queued()));
        waiting.setText(counted("Waiting", counts.waiting()));
        failed.setText(counted("Failed today", counts.failed()));
    }

    private void showCompletion(String text) {
        String rest = filter.isFocused() ? RunFilter.completion(text) : "";
        typed.setText(text);
        typed.setOpacity(0);
        completion.setText(rest);
        completionKey.setVisible(!rest.isEmpty());
        clear.setVisible(!text.isEmpty());
        showMatching();
    }

    private void showMatching() {
        String problem = model.problemProperty().get();
        int count = model.matchingProperty().get();
        boolean filtered = !filter.getText().isBlank();
        matching.getStyleClass().removeAll("wrong");
        if (!problem.isEmpty()) {
            matching.setText(problem);
            matching.getStyleClass().add("wrong");
        } else if (filtered && count >= 0) {
            matching.setText(
                    (count >= RunsViewModel.COUNT_LIMIT ? "more than " : "")
                            + "%,d %s".formatted(count, count == 1 ? "match" : "matches"));
        } else {
            matching.setText("");
        }
    }

    private void showPill(Number count) {
        pill.setVisible(count.intValue() > 0);
        newRuns.setText(count.intValue() == 1 ? "1 new run" : count + " new runs");
    }

    private void rowsChanged() {
        showEmpty();
        showSelection();
    }

    private void showEmpty() {
        boolean nothing = model.rows().isEmpty();
        boolean filtered = !filter.getText().isBlank();
        Optional<Setup> setup = model.setupProperty().get();
        empty.setVisible(nothing && (filtered || setup.isPresent()));
        emptyAction.setVisible(filtered);
        emptyAction.setManaged(filtered);
        if (filtered) {
            emptyHeading.setText("No run matches");
            emptyText.setText("No run meets all of " + filter.getText().strip() + ".");
        } else {
            setup.ifPresent(found -> {
                emptyHeading.setText(FirstSteps.heading(found));
                emptyText.setText(FirstSteps.text(found));
            });
        }
    }

    private static List<Node> heads() {
        Label commit = head("Commit", 0);
        commit.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(commit, Priority.ALWAYS);
        return List.of(
                head("State", RunColumns.STATE),
                head("Pipeline", RunColumns.PIPELINE),
                head("Run", RunColumns.NUMBER),
                commit,
                head("Branch", RunColumns.BRANCH),
                head("", RunColumns.EVENT),
                head("By", RunColumns.BY),
                head("Created ↓", RunColumns.STARTED),
                head("Duration", RunColumns.DURATION));
    }

    private static Label head(String text, double width) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return width > 0 ? RunColumns.sized(label, width) : label;
    }

    private static String counted(String word, long count) {
        return count == 0 ? word : "%s %,d".formatted(word, count);
    }
}
