package dev.minijenkin.console.log;

import atlantafx.base.controls.ToggleSwitch;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.console.run.RunFollower;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.run.JobView;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Binds the log view: its lines, how they are followed, and what is done with them.
public final class LogController implements Screen {
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final int LINES_ABOVE = 6;

    private final LogViewModel model;
    private final LogFinder finder;
    private final Links links;
    private final Consumer<String> say;
    private final Navigator navigator;
    private final LogHeadController headPart;
    private final LogJobsController jobsPart;
    private final LogSearchController searchPart;
    // From 1; brought into sight as soon as it has come; 0: none.
    private int wantedLine;

    @FXML private HBox root;
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
    @FXML private HBox foldKeys;

    /// What the log view is made of.
    ///
    /// @param say tells the person one sentence
    public record Parts(
            Background background,
            RunFollower follower,
            LogSource source,
            Consumer<String> say,
            Navigator navigator,
            RunActions actions,
            Links links,
            DatabaseClock clock) {}

    public LogController(Parts parts) {
        this.model =
                new LogViewModel(
                        parts.background(),
                        parts.clock(),
                        parts.follower(),
                        parts.source(),
                        parts.say());
        this.finder = new LogFinder(parts.background(), model.rows());
        this.links = parts.links();
        this.say = parts.say();
        this.navigator = parts.navigator();
        this.headPart =
                new LogHeadController(
                        model,
                        parts.actions(),
                        new LogHeadController.LineActions(
                                this::goToFirstError, this::copy, this::copyLink, this::save),
                        parts.clock());
        this.jobsPart =
                new LogJobsController(model, parts.navigator(), this::reveal, parts.clock());
        this.searchPart =
                new LogSearchController(finder, this::selectedLine, this::reveal, this::focus);
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(headPart, jobsPart, searchPart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.LogPlace(var run, var job, int line)) {
            wantedLine = line;
            model.open(run, job);
        } else if (place instanceof Place.RunLogPlace(var run)) {
            wantedLine = 0;
            model.openWhole(run);
        }
    }

    @Override
    public void focus() {
        list.requestFocus();
    }

    @Override
    public void hide() {
        model.close();
    }

    @FXML
    private void initialize() {
        list.setItems(model.rows());
        list.setCellFactory(view -> new LogCell(model, finder));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::movedByKey);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        times.getItems().setAll(TimeColumn.values());
        times.valueProperty().bindBidirectional(model.timesProperty());
        times.valueProperty().subscribe(column -> list.refresh());
        follow.selectedProperty().bindBidirectional(model.followProperty());
        model.followProperty().subscribe(this::followChanged);
        model.missedProperty().subscribe(count -> showPill());
        model.jobProperty().subscribe(job -> showState());
        model.detailProperty().subscribe(detail -> showState());
        model.bytesProperty().subscribe(bytes -> grown());
        // Groups of one job do not fold among the lines of others.
        foldKeys.visibleProperty().bind(model.wholeProperty().not());
        foldKeys.managedProperty().bind(foldKeys.visibleProperty());
        finder.foundProperty()
                .subscribe(result -> {
                    map.show(model.rows().document(), result);
                    list.refresh();
                });
    }

    @FXML
    private void followAgain() {
        model.followProperty().set(true);
    }

    /// The first one; from there on each time the next one, around the end.
    private void goToFirstError() {
        int selected = list.getSelectionModel().isEmpty() ? -1 : selectedLine();
        LogDocument document = model.rows().document();
        boolean atError =
                selected >= 0
                        && selected < document.size()
                        && document.level(selected) == LineLevel.ERROR;
        int next = atError ? model.nextError(selected + 1) : -1;
        int line = next >= 0 ? next : model.nextError(0);
        if (line >= 0) {
            reveal(line);
        }
    }

    private void copy() {
        List<LogRow> selected = list.getSelectionModel().getSelectedItems();
        List<LogRow> rows = selected.isEmpty() ? model.rows() : List.copyOf(selected);
        ClipboardContent content = new ClipboardContent();
        content.putString(rows.stream().map(this::text).collect(Collectors.joining("\n")));
        Clipboard.getSystemClipboard().setContent(content);
        say.accept(LogWords.counted(rows.size(), "line") + " copied");
    }

    /// Of the selected line, else of the whole log.
    private void copyLink() {
        int line = list.getSelectionModel().isEmpty() ? 0 : selectedLine() + 1;
        if (navigator.placeProperty().get() instanceof Place.LogPlace(var run, var job, int _)) {
            links.copy(new Place.LogPlace(run, job, line));
        } else if (navigator.placeProperty().get() instanceof Place.RunLogPlace(var run)) {
            // A line has its place in the log of its job, however many come between.
            links.copy(
                    model.jobOf(Math.max(0, line - 1))
                            .filter(job -> line > 0)
                            .<Place>map(job ->
                                    new Place.LogPlace(
                                            run,
                                            job.id(),
                                            model.rows().document().number(line - 1)))
                            .orElse(new Place.RunLogPlace(run)));
        }
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the log as text");
        chooser.setInitialFileName(
                model.jobProperty().get().map(JobView::key).orElse("run").replaceAll("\\W+", "-")
                        + ".log");
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    private void openWhole() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> navigator.go(new Place.RunLogPlace(detail.run().id())));
    }

    private String text(LogRow row) {
        return switch (row) {
            case LogRow.Line(int line) when model.wholeProperty().get() ->
                    model.jobOf(line).map(job -> job.name() + " | ").orElse("")
                            + model.rows().document().text(line);
            case LogRow.Line(int line) -> model.rows().document().text(line);
            case LogRow.Heading(LogFold fold) -> fold.title();
        };
    }

    private void pressed(KeyEvent event) {
        if (FIND.match(event)) {
            searchPart.focus();
            event.consume();
        } else if (COPY.match(event) && !searchPart.isFocused()) {
            copy();
            event.consume();
        } else if (!searchPart.isFocused() && !event.isShortcutDown() && !event.isAltDown()) {
            letter(event);
        }
    }

    private void letter(KeyEvent event) {
        switch (event.getCode()) {
            case E -> goToFirstError();
            case T -> model.timesProperty().set(model.timesProperty().get().next());
            case C -> copyLink();
            case N -> searchPart.nextHit();
            case W -> openWhole();
            case END -> followAgain();
            case ESCAPE, BACK_SPACE -> navigator.back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Typed, not pressed: where brackets lie differs from keyboard to keyboard.
    private void typed(KeyEvent event) {
        String character = event.getCharacter();
        if (!searchPart.isFocused() && (character.equals("[") || character.equals("]"))) {
            model.foldAll(character.equals("["));
            event.consume();
        }
    }

    private void movedByKey(KeyEvent event) {
        switch (event.getCode()) {
            case UP, PAGE_UP, HOME -> letGo();
            default -> {}
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() > 0) {
            letGo();
        }
    }

    private void letGo() {
        if (model.goesOn()) {
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
        if (wantedLine > 0 && model.rows().document().size() >= wantedLine) {
            int line = wantedLine - 1;
            wantedLine = 0;
            reveal(line);
        }
        if (model.followProperty().get()) {
            scrollToEnd();
        }
        finder.grown();
        map.show(model.rows().document(), finder.foundProperty().get());
        int lines = model.rows().document().size();
        extent.setText(
                lines == 0
                        ? ""
                        : LogWords.counted(lines, "line")
                                + "  ·  "
                                + LogWords.size(model.bytesProperty().get()));
        showEmpty();
    }

    private void scrollToEnd() {
        if (!model.rows().isEmpty()) {
            list.scrollTo(model.rows().size() - 1);
            // The list takes new rows in at its next layout, and stops short of the last one.
            Platform.runLater(this::showEnd);
        }
    }

    private void showEnd() {
        if (model.followProperty().get()
                && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            list.layout();
            flow.setPosition(1);
        }
    }

    private void showPill() {
        pill.setVisible(!model.followProperty().get() && model.goesOn());
        int count = model.missedProperty().get();
        missed.setText(count == 0 ? "" : LogWords.counted(count, "new line"));
        missed.setManaged(count > 0);
    }

    /// Selects a line, counted from 0, and brings it into sight.
    private void reveal(int line) {
        model.followProperty().set(false);
        model.rows().reveal(line);
        int row = model.rows().rowOfLine(line);
        list.getSelectionModel().clearAndSelect(row);
        list.scrollTo(Math.max(0, row - LINES_ABOVE));
        list.refresh();
    }

    /// The selected line, counted from 0; the first one where none is.
    private int selectedLine() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem())
                .map(row ->
                        switch (row) {
                            case LogRow.Line(int line) -> line;
                            case LogRow.Heading(LogFold fold) -> fold.firstLine();
                        })
                .orElse(0);
    }

    private void showState() {
        follow.setVisible(model.goesOn());
        follow.setManaged(follow.isVisible());
        showEmpty();
        showPill();
    }

    private void showEmpty() {
        boolean nothing = model.rows().document().size() == 0;
        empty.setVisible(nothing);
        if (nothing) {
            Optional<JobView> job = model.jobProperty().get();
            emptyHeading.setText(
                    job.map(LogWords::nothingYet)
                            .orElse(model.wholeProperty().get() ? "No job wrote a line yet" : ""));
            emptyText.setText(
                    job.map(of ->
                                    of.status().state() == JobState.WAITING
                                            ? StateLooks.waitsFor(of)
                                            : of.status().message())
                            .orElse(""));
        }
    }
}
