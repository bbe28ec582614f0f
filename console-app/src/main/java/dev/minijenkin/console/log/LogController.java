package dev.minijenkin.console.log;

import atlantafx.base.controls.ToggleSwitch;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogDocument;
import dev.minijenkin.console.log.document.LogFold;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the log view: its lines, how they are followed, and what is done with them.
public final class LogController implements Screen {
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final int LINES_ABOVE = 6;

    private final LogViewModel model;
    private final LogFinder finder;
    private final LogExport export;
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
    public record Parts(
            LogViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            Links links,
            DatabaseClock clock) {}

    public LogController(Parts parts) {
        this.model = parts.model();
        this.finder = model.finder();
        this.navigator = parts.navigator();
        this.export = new LogExport(model, parts.navigator(), parts.links(), parts.notices());
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
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        times.getItems().setAll(TimeColumn.values());
        times.valueProperty().bindBidirectional(model.timesProperty());
        times.valueProperty().subscribe(column -> list.refresh());
        follow.selectedProperty().bindBidirectional(model.followProperty());
        model.followProperty().subscribe(on -> showPill());
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
        // Behind the rest: what comes is in the list, and a wanted line in sight, by then.
        LogTail.follow(list, model);
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
        export.copy(selected.isEmpty() ? model.rows() : List.copyOf(selected));
    }

    /// Of the selected line, else of the whole log.
    private void copyLink() {
        export.copyLink(list.getSelectionModel().isEmpty() ? 0 : selectedLine() + 1);
    }

    private void save() {
        export.save(root.getScene().getWindow());
    }

    private void openWhole() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> navigator.go(new Place.RunLogPlace(detail.run().id())));
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

    private void grown() {
        if (wantedLine > 0 && model.rows().document().size() >= wantedLine) {
            int line = wantedLine - 1;
            wantedLine = 0;
            reveal(line);
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
