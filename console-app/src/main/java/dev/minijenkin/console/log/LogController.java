package dev.minijenkin.console.log;

import atlantafx.base.controls.ToggleSwitch;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.ListUpdates;
import dev.minijenkin.console.part.Spans;
import dev.minijenkin.console.run.JobRow;
import dev.minijenkin.console.run.JobTimes;
import dev.minijenkin.console.run.RunDetail;
import dev.minijenkin.console.run.RunFollower;
import dev.minijenkin.console.state.Looks;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.JobView;
import dev.minijenkin.db.view.RunView;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Binds the log view.
public final class LogController implements Screen {
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");

    private final LogViewModel model;
    private final LogFinder finder;
    private final Navigator navigator;
    private final RunActions actions;
    private final Now now;

    @FXML private HBox root;
    @FXML private Label runTitle;
    @FXML private Label runPlace;
    @FXML private ListView<JobRow> jobs;
    @FXML private StateIcon state;
    @FXML private Label jobName;
    @FXML private Label errorCount;
    @FXML private Label warningCount;
    @FXML private HBox facts;
    @FXML private Gate firstErrorGate;
    @FXML private Gate rerunGate;
    @FXML private Gate cancelGate;
    @FXML private TextField search;
    @FXML private Label found;
    @FXML private ToggleButton caseSensitive;
    @FXML private ToggleButton expression;
    @FXML private ComboBox<TimeColumn> times;
    @FXML private ToggleSwitch follow;
    @FXML private ListView<LogRow> list;
    @FXML private LogMap map;
    @FXML private VBox empty;
    @FXML private Label emptyHeading;
    @FXML private Label emptyText;
    @FXML private HBox pill;
    @FXML private Label missed;
    @FXML private Label extent;

    private LogController(
            LogViewModel model,
            LogFinder finder,
            Navigator navigator,
            RunActions actions,
            Now now) {
        this.model = model;
        this.finder = finder;
        this.navigator = navigator;
        this.actions = actions;
        this.now = now;
    }

    /// The log view with all that it needs of its own.
    public static LogController create(
            Background background,
            RunFollower follower,
            LogSource source,
            Consumer<String> say,
            Navigator navigator,
            RunActions actions,
            Now now) {
        LogViewModel model = new LogViewModel(background, now, follower, source, say);
        return new LogController(
                model, new LogFinder(background, model.rows()), navigator, actions, now);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.LogPlace(var run, var job)) {
            model.open(run, job);
            list.requestFocus();
        }
    }

    @Override
    public void hide() {
        model.close();
    }

    @FXML
    private void initialize() {
        jobs.setCellFactory(view -> new JobPanelCell(now));
        jobs.setOnMouseClicked(event -> openSelectedJob());
        list.setItems(model.rows());
        list.setCellFactory(view -> new LogCell(model, finder));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::movedByKey);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        times.getItems().setAll(TimeColumn.values());
        times.valueProperty().bindBidirectional(model.timesProperty());
        times.valueProperty().subscribe(column -> list.refresh());
        follow.selectedProperty().bindBidirectional(model.followProperty());
        model.followProperty().subscribe(this::followChanged);
        model.missedProperty().subscribe(count -> showPill());
        model.detailProperty().subscribe(detail -> detail.ifPresent(this::showRun));
        model.jobProperty().subscribe(job -> job.ifPresent(this::showJob));
        model.bytesProperty().subscribe(bytes -> grown());
        now.secondProperty()
                .subscribe(second -> model.jobProperty().get().ifPresent(this::showFacts));
        bindSearch();
    }

    private void bindSearch() {
        search.textProperty().bindBidirectional(finder.textProperty());
        caseSensitive.selectedProperty().bindBidirectional(finder.caseSensitiveProperty());
        expression.selectedProperty().bindBidirectional(finder.regularExpressionProperty());
        finder.foundProperty()
                .subscribe(result -> {
                    found.setText(finder.summary());
                    map.show(model.rows().document(), result);
                    list.refresh();
                });
        search.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        step(event.isShiftDown() ? -1 : 1);
                        event.consume();
                    } else if (event.getCode() == KeyCode.ESCAPE) {
                        search.clear();
                        list.requestFocus();
                        event.consume();
                    }
                });
    }

    @FXML
    private void back() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> navigator.go(new Place.RunPlace(detail.run().id())));
    }

    @FXML
    private void goToFirstError() {
        int line = model.nextError(0);
        if (line >= 0) {
            reveal(line);
        }
    }

    @FXML
    private void nextHit() {
        step(1);
    }

    @FXML
    private void previousHit() {
        step(-1);
    }

    @FXML
    private void followAgain() {
        model.followProperty().set(true);
    }

    @FXML
    private void rerunJob() {
        withJob(actions::rerunJob);
    }

    @FXML
    private void cancelJob() {
        withJob((run, job) -> actions.cancelJob(job));
    }

    @FXML
    private void copy() {
        List<LogRow> selected = list.getSelectionModel().getSelectedItems();
        List<LogRow> rows = selected.isEmpty() ? model.rows() : List.copyOf(selected);
        ClipboardContent content = new ClipboardContent();
        content.putString(rows.stream().map(this::text).collect(Collectors.joining("\n")));
        Clipboard.getSystemClipboard().setContent(content);
    }

    @FXML
    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the log as text");
        chooser.setInitialFileName(
                model.jobProperty().get().map(JobView::key).orElse("job") + ".log");
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    private void withJob(BiConsumer<RunView, JobView> action) {
        model.detailProperty()
                .get()
                .ifPresent(detail ->
                        model.jobProperty()
                                .get()
                                .ifPresent(job -> action.accept(detail.run(), job)));
    }

    private String text(LogRow row) {
        return switch (row) {
            case LogRow.Line(int line) -> model.rows().document().text(line);
            case LogRow.Heading(LogFold fold) -> fold.title();
        };
    }

    private void pressed(KeyEvent event) {
        if (FIND.match(event)) {
            search.requestFocus();
            search.selectAll();
            event.consume();
        } else if (COPY.match(event) && !search.isFocused()) {
            copy();
            event.consume();
        } else if (!search.isFocused() && !event.isShortcutDown()) {
            letter(event);
        }
    }

    private void letter(KeyEvent event) {
        switch (event.getCode()) {
            case E -> goToFirstError();
            case T -> model.timesProperty().set(model.timesProperty().get().next());
            case OPEN_BRACKET -> model.foldAll(true);
            case CLOSE_BRACKET -> model.foldAll(false);
            case END -> followAgain();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void movedByKey(KeyEvent event) {
        if (event.getCode() == KeyCode.UP
                || event.getCode() == KeyCode.PAGE_UP
                || event.getCode() == KeyCode.HOME) {
            letGo();
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() > 0) {
            letGo();
        }
    }

    private void letGo() {
        if (model.jobProperty().get().filter(job -> job.finishedAt() == null).isPresent()) {
            model.followProperty().set(false);
        }
    }

    private void followChanged(boolean on) {
        if (on) {
            model.seen();
            scrollToEnd();
        }
        showPill();
    }

    private void grown() {
        if (model.followProperty().get()) {
            scrollToEnd();
        }
        finder.grown();
        map.show(model.rows().document(), finder.foundProperty().get());
        errorCount.setText(counted(model.errorsProperty().get(), "error"));
        errorCount.setVisible(model.errorsProperty().get() > 0);
        errorCount.setManaged(errorCount.isVisible());
        warningCount.setText(counted(model.warningsProperty().get(), "warning"));
        warningCount.setVisible(model.warningsProperty().get() > 0);
        warningCount.setManaged(warningCount.isVisible());
        firstErrorGate.setRefusal(
                model.errorsProperty().get() > 0 ? "" : "No line of this log reports an error");
        int lines = model.rows().document().size();
        extent.setText(
                lines == 0
                        ? ""
                        : counted(lines, "line") + "  ·  " + size(model.bytesProperty().get()));
        showEmpty();
    }

    private void scrollToEnd() {
        if (!model.rows().isEmpty()) {
            list.scrollTo(model.rows().size() - 1);
        }
    }

    private void showPill() {
        boolean shown =
                !model.followProperty().get()
                        && model.jobProperty()
                                .get()
                                .filter(job -> job.finishedAt() == null)
                                .isPresent();
        pill.setVisible(shown);
        int count = model.missedProperty().get();
        missed.setText(count == 0 ? "" : counted(count, "new line"));
        missed.setManaged(count > 0);
    }

    private void reveal(int line) {
        model.followProperty().set(false);
        model.rows().reveal(line);
        int row = model.rows().rowOfLine(line);
        list.getSelectionModel().clearAndSelect(row);
        list.scrollTo(Math.max(0, row - 6));
    }

    private void step(int direction) {
        int line = finder.step(direction, firstVisibleLine());
        found.setText(finder.summary());
        if (line >= 0) {
            reveal(line);
            list.refresh();
        }
    }

    private int firstVisibleLine() {
        int selected = list.getSelectionModel().getSelectedIndex();
        return selected >= 0 && list.getItems().get(selected) instanceof LogRow.Line(int line)
                ? line
                : 0;
    }

    private void openSelectedJob() {
        JobRow row = jobs.getSelectionModel().getSelectedItem();
        Optional<JobView> shown = model.jobProperty().get();
        if (row == null) {
            return;
        }
        boolean same = shown.filter(job -> job.id().equals(row.job().id())).isPresent();
        if (!same) {
            model.detailProperty()
                    .get()
                    .ifPresent(detail ->
                            navigator.go(new Place.LogPlace(detail.run().id(), row.job().id())));
        } else if (row instanceof JobRow.OfStep(var job, var step)) {
            int line = model.lineOf(step);
            if (line >= 0) {
                reveal(line);
            }
        }
    }

    private void showRun(RunDetail detail) {
        runTitle.setText(detail.run().title());
        runPlace.setText(detail.run().pipelineTitle() + "  #" + detail.run().number());
        Optional<JobView> shown = model.jobProperty().get();
        ListUpdates.apply(
                jobs.getItems(),
                JobRow.rows(
                        detail.jobs(),
                        job -> shown.filter(current -> current.id().equals(job.id())).isPresent()));
        for (int i = 0; i < jobs.getItems().size(); i++) {
            if (jobs.getItems().get(i) instanceof JobRow.OfJob(var job, var open)
                    && shown.filter(current -> current.id().equals(job.id())).isPresent()
                    && !(jobs.getSelectionModel().getSelectedItem() instanceof JobRow.OfStep)) {
                jobs.getSelectionModel().select(i);
            }
        }
        shown.ifPresent(job -> {
            rerunGate.setRefusal(actions.rerunJobRefusal(detail.run(), job));
            cancelGate.setRefusal(actions.cancelJobRefusal(job));
        });
    }

    private void showJob(JobView job) {
        state.show(Looks.of(job).shape());
        jobName.setText(job.name());
        boolean ended = job.state() == JobState.FINISHED;
        follow.setDisable(ended);
        rerunGate.setVisible(ended);
        rerunGate.setManaged(ended);
        cancelGate.setVisible(!ended);
        cancelGate.setManaged(!ended);
        showFacts(job);
        showEmpty();
        showPill();
        model.detailProperty().get().ifPresent(this::showRun);
    }

    private void showFacts(JobView job) {
        facts.getChildren().clear();
        if (!job.runner().isEmpty()) {
            facts.getChildren().addAll(new IconView(Icon.RUNNER, 14), muted(job.runner()));
        }
        var started = job.startedAt();
        if (started != null) {
            facts.getChildren()
                    .addAll(
                            new IconView(Icon.CLOCK, 14),
                            muted(Spans.timeOfDay(started, now.zone())));
        }
        JobTimes.ran(job, now.get())
                .ifPresent(ran -> {
                    Label time = new Label(Spans.clock(ran));
                    time.getStyleClass().add("semibold");
                    facts.getChildren().add(time);
                });
        if (job.logTruncated()) {
            Label cut = new Label("log cut at its limit");
            cut.getStyleClass().addAll("chip", "state", "state-waiting");
            facts.getChildren().add(cut);
        }
    }

    private void showEmpty() {
        boolean nothing = model.rows().document().size() == 0;
        empty.setVisible(nothing);
        if (nothing) {
            String heading = model.jobProperty().get().map(LogController::nothingYet).orElse("");
            emptyHeading.setText(heading);
            emptyText.setText(model.jobProperty().get().map(JobView::message).orElse(""));
        }
    }

    private static String nothingYet(JobView job) {
        return switch (job.state()) {
            case BLOCKED -> "Waits for " + String.join(", ", job.needs());
            case WAITING, QUEUED -> "Waits for a runner with " + String.join(", ", job.labels());
            case CLAIMED, RUNNING -> "No line yet";
            case FINISHED -> "This job wrote no log";
        };
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        return label;
    }

    private static String counted(int count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? "%d kB".formatted(bytes / 1000)
                : "%.1f MB".formatted(bytes / 1_000_000.0);
    }
}
