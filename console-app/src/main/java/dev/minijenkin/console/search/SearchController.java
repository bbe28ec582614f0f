package dev.minijenkin.console.search;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Placeholder;
import dev.minijenkin.console.part.layout.SidePane;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.rows.RowsView;
import dev.minijenkin.db.search.SearchHit;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the search in all logs: the box, what was found, and the panel beside it.
public final class SearchController implements Screen {
    private final Parts parts;
    private final SearchViewModel model;
    private final RowsView<SearchViewModel.Found, SearchRow> rows;
    private final FoundController foundPart;

    @FXML private VBox root;
    @FXML private TextField box;
    @FXML private Label matching;
    @FXML private ToggleButton words;
    @FXML private ToggleButton regex;
    @FXML private HBox head;
    @FXML private SidePane sides;
    @FXML private SteadyList<SearchRow> list;
    @FXML private Placeholder placeholder;
    @FXML private Label selection;

    /// What the search is made of.
    public record Parts(
            SearchViewModel model,
            Navigator navigator,
            Notices notices,
            RunActions actions,
            DatabaseClock clock) {}

    public SearchController(Parts parts) {
        this.parts = parts;
        this.model = parts.model();
        this.foundPart =
                new FoundController(
                        model,
                        parts.clock(),
                        parts.actions().refusalProperty(),
                        parts.notices()::say);
        this.rows =
                new RowsView<>(
                        model,
                        new RowsView.Look<>(
                                "What was found",
                                SearchColumns::heads,
                                () -> new SearchCell(parts.clock())),
                        new RowsView.Behaviour<>(
                                SearchRow::key,
                                SearchController::empty,
                                this::enter,
                                parts.notices()::say),
                        parts.clock());
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(foundPart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.SearchPlace(String text) && !text.isEmpty()) {
            model.textProperty().set(text);
        }
        model.attach();
    }

    /// Where nothing is found, the box.
    @Override
    public void focus() {
        if (model.rows().isEmpty()) {
            box.requestFocus();
        } else {
            list.requestFocus();
        }
    }

    @Override
    public void hide() {
        model.detach();
    }

    @FXML
    private void initialize() {
        rows.fill(new RowsView.Nodes<>(head, list, placeholder));
        rows.listen(root, this::pressedInList, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        box.textProperty().bindBidirectional(model.textProperty());
        box.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInBox);
        model.regexProperty()
                .subscribe(now -> {
                    regex.setSelected(now);
                    words.setSelected(!now);
                });
        model.wrongProperty().subscribe(wrong -> showMatching());
        model.searchingProperty().subscribe(now -> showMatching());
        model.answerProperty().subscribe(answer -> showMatching());
        model.summaryProperty().subscribe(summary -> showMatching());
        list.getSelectionModel().selectedIndexProperty().subscribe(index -> showSelection());
    }

    @FXML
    private void asWords() {
        model.regexProperty().set(false);
        words.setSelected(true);
    }

    @FXML
    private void asRegex() {
        model.regexProperty().set(true);
        regex.setSelected(true);
    }

    private static RowsView.Empty empty(SearchViewModel.Found found) {
        if (!found.asked()) {
            return new RowsView.Empty(
                    "Every log of every run",
                    "Words in any order, \"a phrase\", *part* of a word, -without; and in which logs:"
                            + " pipeline:, branch:, job:, runner:, state:, since:, until:.",
                    "");
        }
        return new RowsView.Empty(
                "Nothing is found",
                found.allRead()
                        ? "No line of any log is like this. *part* looks inside of words."
                        : "Not all could be read: the index is behind, or it took too long.",
                "");
    }

    private void showMatching() {
        String wrong = model.wrongProperty().get();
        matching.getStyleClass().removeAll("wrong");
        if (!wrong.isEmpty()) {
            matching.setText(wrong);
            matching.getStyleClass().add("wrong");
        } else if (model.searchingProperty().get()) {
            matching.setText("searching…");
        } else {
            matching.setText(
                    model.summaryProperty()
                            .get()
                            .map(summary ->
                                    "%s%,d %s in %,d %s"
                                            .formatted(
                                                    summary.exact() ? "" : "at least ",
                                                    summary.lines(),
                                                    summary.lines() == 1 ? "line" : "lines",
                                                    summary.jobs(),
                                                    summary.jobs() == 1 ? "job" : "jobs"))
                            .orElse(""));
        }
        showSelection();
    }

    private void showSelection() {
        boolean slow =
                model.answerProperty()
                        .get()
                        .filter(found -> found.asked() && !found.narrowed())
                        .isPresent();
        selection.setText(slow ? "The index knows nothing of it: all logs are read" : "");
    }

    private boolean pressedInList(KeyCode code) {
        switch (code) {
            case LEFT -> list.selected().ifPresent(row -> open(row, false));
            case RIGHT -> list.selected().ifPresent(row -> open(row, true));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextField) {
            return false;
        }
        switch (event.getCode()) {
            case W -> rows.showSide(sides, foundPart::focus);
            case S -> {
                sides.openProperty().set(true);
                foundPart.focusName();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/") && !(event.getTarget() instanceof TextField)) {
            box.requestFocus();
            box.end();
            event.consume();
        }
    }

    private void pressedInBox(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> {
                box.clear();
                event.consume();
            }
            case DOWN, ENTER -> {
                list.requestFocus();
                if (list.selected().isEmpty()) {
                    list.getSelectionModel().selectFirst();
                }
                event.consume();
            }
            default -> {}
        }
    }

    private void open(SearchRow row, boolean all) {
        switch (row) {
            case SearchRow.OfJob of -> rows.change(() -> model.open(of.claim(), all));
            case SearchRow.OfLine of -> rows.change(() -> model.open(of.line().hit().claim(), all));
            case SearchRow.Folded of -> rows.change(() -> model.open(of.claim(), all));
            case SearchRow.More() -> {}
        }
    }

    private void enter(SearchRow row) {
        switch (row) {
            case SearchRow.OfJob of -> show(of.first());
            case SearchRow.OfLine of -> show(of.line().hit());
            case SearchRow.Folded folded -> open(folded, true);
            case SearchRow.More() -> rows.change(model::more);
        }
    }

    private void show(SearchHit hit) {
        parts.navigator()
                .go(
                        new Place.LogPlace(
                                hit.origin().run(),
                                hit.origin().id(),
                                Math.toIntExact(hit.line())));
    }
}
