package dev.minijenkin.console.runs;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.list.HeadOverList;
import dev.minijenkin.console.part.list.LongThumb;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.MarkBar;
import dev.minijenkin.console.rows.Marks;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.rows.RowMarking;
import dev.minijenkin.console.runs.row.RunCell;
import dev.minijenkin.console.runs.row.RunTableHead;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.Observable;
import javafx.fxml.FXML;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the list of runs.
public final class RunsController implements Screen {
    private final Parts parts;
    private final RunsViewModel model;
    private final RunActions actions;
    private final RunFilterController filterPart;
    private final Marks marks = new Marks();
    private final RowActs<RunView> acts;

    @FXML private VBox root;
    @FXML private Gate triggerGate;
    @FXML private HBox head;
    @FXML private SteadyList<RunView> list;
    @FXML private Placeholder placeholder;
    @FXML private HBox pill;
    @FXML private Label newRuns;
    @FXML private Label selection;
    @FXML private MarkBar markBar;

    /// What the list of runs is made of.
    ///
    /// @param runPipeline asks which pipeline is to run
    public record Parts(
            RunsViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            Runnable runPipeline,
            DatabaseClock clock,
            Memory memory) {}

    public RunsController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.actions = parts.actions();
        this.filterPart =
                new RunFilterController(model, new KeptFilters(parts.memory()), this::enterList);
        this.acts =
                new RowActs<>(
                        new RunRowActs(actions).all(),
                        new RowActs.Chosen<>(this::marked, () -> list().selected(), RunView::name),
                        actions.refusalProperty()::get,
                        parts.notices()::say);
    }

    private SteadyList<RunView> list() {
        return list;
    }

    private List<RunView> marked() {
        return marks.of(model.rows(), RunView::id);
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(filterPart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.RunsPlace(String text) && !text.isEmpty()) {
            model.filterTextProperty().set(text);
        }
        model.attach();
        if (place instanceof Place.RunsPlace(String text) && !text.isEmpty()) {
            selectFirstFound();
        }
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
        head.getChildren().setAll(RunTableHead.over(list.widthProperty()));
        triggerGate.refusalProperty().bind(actions.refusalProperty());
        LongThumb.keep(list);
        HeadOverList.keep(head, list);
        list.setAccessibleText("Runs, the newest first");
        list.tellApart(RunView::id, parts.clock());
        list.follow(model.rows());
        model.filterTextProperty().subscribe(text -> list.letGo());
        list.setCellFactory(view ->
                new RunCell(
                        parts.clock(),
                        new RunCell.Actions(actions, this::openLog, this::openCommit),
                        run -> marks.contains(run.id()),
                        list.widthProperty()));
        markBar.follow(marks, acts, this::marksChanged);
        RowMarking.on(list, marks, run -> Optional.of(run.id()), this::marksChanged);
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && list.selected().isPresent()) {
                open();
            }
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        list.getSelectionModel().selectedIndexProperty().subscribe(index -> showSelection());
        list.skinProperty().subscribe(skin -> followScroll());
        model.filterTextProperty().subscribe(text -> showPlaceholder());
        model.failureProperty().subscribe(failure -> showPlaceholder());
        model.matchingProperty().subscribe(count -> showSelection());
        model.countsProperty().subscribe(counts -> showSelection());
        model.waitingProperty().subscribe(this::showPill);
        model.setupProperty().subscribe(setup -> showPlaceholder());
        model.searchingProperty().subscribe(searching -> showPlaceholder());
        model.rows().addListener((Observable any) -> rowsChanged());
        rowsChanged();
    }

    @FXML
    private void runPipeline() {
        parts.runPipeline().run();
    }

    @FXML
    private void letIn() {
        list.letGo();
        model.showWaiting();
        list.letGo();
        list.scrollTo(0);
    }

    private void enterList() {
        list.requestFocus();
        selectFirstFound();
    }

    /// Of the filter that is set: what is still shown of another one is left alone.
    private void selectFirstFound() {
        model.whenFound(() -> {
            if (list.getSelectionModel().isEmpty()) {
                list.getSelectionModel().selectFirst();
            }
        });
    }

    @Override
    public List<Deed> deeds() {
        if (marks.countProperty().get() > 0) {
            return acts.deeds();
        }
        return list.selected()
                .map(run -> RunRowDeeds.of(run, actions, () -> openLog(run)))
                .orElse(List.of());
    }

    private void pressed(KeyEvent event) {
        if (filterPart.isFocused() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> {
                if (!list.isFocused()) {
                    return;
                }
                open();
            }
            case R, F, X -> {
                if (!acts.pressed(event, list)) {
                    return;
                }
            }
            case SPACE -> {
                if (!list.isFocused()) {
                    return;
                }
                withSelected(run -> marks.toggle(run.id()));
                marksChanged();
            }
            case ESCAPE -> {
                if (marks.countProperty().get() == 0) {
                    return;
                }
                marks.clear();
                marksChanged();
            }
            case N -> nextFailure();
            case L -> withSelected(this::openLog);
            case O -> withSelected(this::openCommit);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Typed, not pressed: where the character lies differs from keyboard to keyboard.
    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/") && !filterPart.isFocused()) {
            filterPart.focus();
            event.consume();
        }
    }

    private void withSelected(Consumer<RunView> action) {
        list.withSelected(action, parts.notices()::say);
    }

    /// The next one below that failed, among those that are loaded; then the first.
    private void nextFailure() {
        List<RunView> runs = list.getItems();
        int from = list.getSelectionModel().getSelectedIndex();
        IntStream.rangeClosed(1, runs.size())
                .map(step -> Math.floorMod(from + step, runs.size()))
                .filter(index -> failed(runs.get(index)))
                .boxed()
                .findFirst()
                .ifPresentOrElse(
                        index -> list.reveal(runs.get(index).id()),
                        () -> parts.notices().say("None of these runs failed"));
    }

    private static boolean failed(RunView run) {
        return run.status().conclusion() == Conclusion.FAILURE
                || run.status().conclusion() == Conclusion.TIMED_OUT;
    }

    private void open() {
        withSelected(run -> parts.navigator().go(new Place.RunPlace(run.id())));
    }

    private void openLog(RunView run) {
        model.findLog(run, parts.navigator()::go);
    }

    private void openCommit(RunView run) {
        model.openCommit(run, parts.notices()::say);
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
        int marked = marks.countProperty().get();
        selection.setText(
                marked > 0
                        ? marked + " marked"
                        : index < 0 || count() < 0
                                ? ""
                                : "row %,d of %,d".formatted(index + 1, count()));
        if (index >= 0 && index >= model.rows().size() - 10) {
            model.loadMore();
        }
    }

    /// How many runs there are below the filter; -1 before that is known.
    private long count() {
        return model.filterTextProperty().get().isBlank()
                ? model.countsProperty().get().map(RunCounts::all).orElse(-1L)
                : model.matchingProperty().get();
    }

    private void showPill(Number count) {
        pill.setVisible(count.intValue() > 0);
        newRuns.setText(count.intValue() == 1 ? "1 new run" : count + " new runs");
    }

    /// Rows say themselves whether they are marked.
    private void marksChanged() {
        list.refresh();
        showSelection();
    }

    private void rowsChanged() {
        marks.keepOnly(model.rows().stream().map(RunView::id).toList());
        markBar.refresh();
        showPlaceholder();
        showSelection();
    }

    /// What stands in the place of rows while there are none.
    private void showPlaceholder() {
        String filter = model.filterTextProperty().get().strip();
        String failure = model.failureProperty().get();
        Optional<Setup> setup = model.setupProperty().get();
        if (!model.rows().isEmpty()) {
            placeholder.hide();
        } else if (!failure.isEmpty()) {
            placeholder.showProblem(failure, model::reload);
        } else if (model.searchingProperty().get() || (filter.isEmpty() && setup.isEmpty())) {
            placeholder.showReading();
        } else if (!filter.isEmpty()) {
            placeholder.showEmpty(
                    "No run matches",
                    "No run meets all of " + filter + ".",
                    "Clear the filter",
                    filterPart::clearFilter);
        } else {
            setup.ifPresent(found ->
                    placeholder.showEmpty(
                            FirstSteps.heading(found),
                            FirstSteps.text(found),
                            FirstSteps.command(found)));
        }
    }
}
