package dev.minijenkin.console.log;

import atlantafx.base.controls.ToggleSwitch;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.document.LogRow;
import dev.minijenkin.console.log.list.LogCell;
import dev.minijenkin.console.log.list.LogColours;
import dev.minijenkin.console.log.list.LogLink;
import dev.minijenkin.console.log.list.LogList;
import dev.minijenkin.console.log.list.LogMap;
import dev.minijenkin.console.log.list.LogSpans;
import dev.minijenkin.console.log.list.LogTail;
import dev.minijenkin.console.log.list.LogViewport;
import dev.minijenkin.console.log.model.LogFinder;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.log.model.LogWords;
import dev.minijenkin.console.log.model.TimeColumn;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.run.RunPlaceholder;
import dev.minijenkin.console.run.detail.RunKnown;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.view.run.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// Binds the log view: its lines, how they are followed, and what is done with them.
public final class LogController implements Screen {
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");

    private final LogViewModel model;
    private final LogFinder finder;
    private final LogExport export;
    private final Navigator navigator;
    private final LogHeadController headPart;
    private final LogJobsController jobsPart;
    private final LogSearchController searchPart;
    private final DatabaseClock clock;
    // Made with the view.
    private Optional<LogViewport> viewport = Optional.empty();

    @FXML private StackPane root;
    @FXML private SidePane sides;
    @FXML private Placeholder noRun;
    @FXML private ComboBox<TimeColumn> times;
    @FXML private ToggleSwitch follow;
    @FXML private LogList list;
    @FXML private LogMap map;
    @FXML private LogColours colours;
    @FXML private ToggleButton wrap;
    @FXML private Placeholder empty;
    @FXML private HBox pill;
    @FXML private Label missed;
    @FXML private Label extent;
    @FXML private HBox foldKeys;

    /// What the log view is made of.
    ///
    /// @param repositoryUrl where a repository is fetched from; called on workers
    public record Parts(
            LogViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            Links links,
            DatabaseClock clock,
            Background background,
            Function<RepositoryId, String> repositoryUrl) {}

    public LogController(Parts parts) {
        this.model = parts.model();
        this.clock = parts.clock();
        this.finder = model.finder();
        this.navigator = parts.navigator();
        this.export =
                new LogExport(
                        model,
                        parts.navigator(),
                        parts.links(),
                        parts.notices(),
                        parts.background(),
                        parts.repositoryUrl());
        this.headPart =
                new LogHeadController(
                        model,
                        parts.actions(),
                        new LogHeadController.LineActions(
                                () -> list.goToFirstError(),
                                this::copy,
                                this::copyLink,
                                this::save,
                                this::openJobs,
                                parts.notices()::say),
                        parts.clock());
        this.jobsPart =
                new LogJobsController(
                        model, parts.navigator(), line -> list.reveal(line), parts.clock());
        this.searchPart =
                new LogSearchController(
                        finder, () -> list.selectedLine(), line -> list.reveal(line), this::focus);
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
            list.want(line, line == 0);
            model.open(run, job);
        } else if (place instanceof Place.RunLogPlace(var run)) {
            list.want(0, false);
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
        list.show(model);
        LogViewport sight = LogViewport.follow(list, model, map);
        viewport = Optional.of(sight);
        model.onRowsChange(sight::keep);
        model.glimpsesProperty().subscribe(any -> list.showAgain());
        LogSpans spans = new LogSpans(colours, this::follow);
        list.setCellFactory(view -> new LogCell(model, spans, sight::toggle));
        // What was drawn in one look is drawn anew in the other.
        colours.lookProperty().subscribe(look -> list.showAgain());
        wrap.selectedProperty().bindBidirectional(model.wrapProperty());
        model.wrapProperty().subscribe(list::wrap);
        clock.secondProperty().subscribe(second -> showExtent());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        times.getItems().setAll(TimeColumn.values());
        times.valueProperty().bindBidirectional(model.timesProperty());
        times.valueProperty().subscribe(column -> list.showAgain());
        follow.selectedProperty().bindBidirectional(model.followProperty());
        model.followProperty().subscribe(on -> showPill());
        model.missedProperty().subscribe(count -> showPill());
        model.jobProperty().subscribe(job -> showState());
        model.detailProperty().subscribe(detail -> showState());
        model.knownProperty().subscribe(this::showRun);
        model.completeProperty().subscribe(complete -> showEmpty());
        model.problemProperty().subscribe(problem -> showEmpty());
        model.bytesProperty().subscribe(bytes -> grown());
        // Groups of one job do not fold among the lines of others.
        foldKeys.managedProperty().bind(model.wholeProperty().not());
        model.wholeProperty().subscribe(whole -> foldKeys.setVisible(!whole));
        sides.drawerProperty().subscribe(headPart::offerJobs);
        sides.openProperty().subscribe(open -> focusJobs());
        finder.foundProperty()
                .subscribe(result -> {
                    map.show(model.rows(), result);
                    list.showAgain();
                });
        // Behind the rest: what comes is in the list, and a wanted line in sight, by then.
        LogTail.follow(list, model);
    }

    @FXML
    private void followAgain() {
        model.followProperty().set(true);
    }

    private void copy() {
        List<LogRow> selected = list.getSelectionModel().getSelectedItems();
        export.copy(selected.isEmpty() ? model.rows() : List.copyOf(selected));
    }

    /// Of the selected line, else of the whole log.
    private void copyLink() {
        export.copyLink(list.getSelectionModel().isEmpty() ? 0 : list.selectedLine() + 1);
    }

    private void save() {
        export.save(root.getScene().getWindow());
    }

    /// The drawer of the jobs, where they have no room beside the log.
    private void openJobs() {
        sides.openProperty().set(!sides.openProperty().get());
    }

    private void focusJobs() {
        if (sides.openProperty().get()) {
            jobsPart.focus();
        } else if (sides.drawerProperty().get()) {
            focus();
        }
    }

    private void openWhole() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> navigator.go(new Place.RunLogPlace(detail.run().id())));
    }

    private void openBeside() {
        if (navigator.placeProperty().get() instanceof Place.LogPlace(var run, var job, int _)) {
            navigator.go(new Place.BesidePlace(run, job));
        }
    }

    @Override
    public List<Deed> deeds() {
        return headPart.deeds();
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
            case E -> list.goToFirstError();
            case T -> model.timesProperty().set(model.timesProperty().get().next());
            case D -> model.toggleRepetition();
            case C -> copyLink();
            case N -> searchPart.nextHit();
            case O -> followLink();
            case Z -> model.wrapProperty().set(!model.wrapProperty().get());
            case W -> openWhole();
            case DIGIT2 -> openBeside();
            case J, R -> headPart.rerunShown();
            case X -> headPart.cancelShown();
            case END -> followAgain();
            case ESCAPE, BACK_SPACE -> {
                if (!sides.close()) {
                    navigator.back();
                }
            }
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
            viewport.ifPresent(of -> of.keep(() -> model.foldAll(character.equals("["))));
            event.consume();
        }
    }

    private void grown() {
        list.showWanted();
        finder.grown();
        map.show(model.rows(), finder.foundProperty().get());
        showExtent();
        showEmpty();
    }

    /// How much there is, and how long ago the last of it was written while more may come.
    private void showExtent() {
        int lines = model.rows().document().size();
        if (lines == 0) {
            extent.setText("");
            return;
        }
        String told =
                LogWords.counted(lines, "line")
                        + "  ·  "
                        + LogWords.size(model.bytesProperty().get());
        if (model.goesOn()) {
            Instant last = Instant.ofEpochMilli(model.rows().document().time(lines - 1));
            told +=
                    "  ·  last line "
                            + Durations.words(Duration.between(last, clock.get()))
                            + " ago";
        }
        extent.setText(told);
    }

    /// Only what is on the web is opened: an address, or a file where its repository is. What else
    /// a log names is copied.
    private void follow(LogLink.Target target) {
        switch (target) {
            case LogLink.Target.Web(String address) -> export.open(address);
            case LogLink.Target.FilePlace(String place) -> export.openFile(place);
            case LogLink.Target.Other(String address) -> export.copyText(address);
        }
    }

    /// Of the selected line, the first.
    private void followLink() {
        if (!list.getSelectionModel().isEmpty()) {
            LogLink.in(model.rows().document().text(list.selectedLine())).stream()
                    .findFirst()
                    .map(LogLink::target)
                    .ifPresent(this::follow);
        }
    }

    private void showPill() {
        pill.setVisible(!model.followProperty().get() && model.goesOn());
        int count = model.missedProperty().get();
        missed.setText(count == 0 ? "" : LogWords.counted(count, "new line"));
        missed.setManaged(count > 0);
    }

    private void showState() {
        follow.setVisible(model.goesOn());
        follow.setManaged(follow.isVisible());
        showEmpty();
        showPill();
    }

    /// Where there is no run, nothing of another one is shown.
    private void showRun(RunKnown known) {
        boolean hidden = !sides.isVisible();
        boolean gone = known instanceof RunKnown.Missing || known instanceof RunKnown.Problem;
        sides.setVisible(!gone);
        if (gone) {
            RunPlaceholder.show(noRun, known, model::again, navigator);
            root.requestFocus();
        } else {
            noRun.hide();
            if (hidden) {
                focus();
            }
        }
        showEmpty();
    }

    /// What stands in the place of lines while there are none.
    private void showEmpty() {
        String problem = model.problemProperty().get();
        Optional<JobView> job = model.jobProperty().get();
        boolean known = model.knownProperty().get() instanceof RunKnown.There;
        if (model.rows().document().size() > 0) {
            empty.hide();
        } else if (!problem.isEmpty()) {
            empty.showProblem(problem, model::again);
        } else if (known && job.isEmpty() && !model.wholeProperty().get()) {
            empty.showEmpty(
                    "There is no such job",
                    "The run has none of that number, or none any more.",
                    "The log of all its jobs",
                    this::openWhole);
        } else if (!known || !model.completeProperty().get()) {
            empty.showReading();
        } else {
            empty.showEmpty(
                    job.map(LogWords::nothingYet).orElse("No job wrote a line yet"),
                    job.map(of ->
                                    of.status().state() == JobState.WAITING
                                            ? StateLooks.waitsFor(of)
                                            : of.status().message())
                            .orElse(""),
                    "");
        }
    }
}
