package dev.minijenkin.console.runs;

import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.db.view.runs.RunCounts;
import java.util.List;
import java.util.Map;
import javafx.beans.Observable;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Binds the filter of the list of runs: ready-made ones, and the box with its completion.
final class RunFilterController {
    private static final String FAILED = "state:failure since:1d";

    private final RunsViewModel model;
    private final Runnable leave;
    private final KeptFilters kept;
    private final FilterWords words = new FilterWords();

    @FXML private Label total;
    @FXML private ToggleButton all;
    @FXML private ToggleButton running;
    @FXML private ToggleButton queued;
    @FXML private ToggleButton waiting;
    @FXML private ToggleButton failed;
    @FXML private Label typed;
    @FXML private Label completion;
    @FXML private Label completionKey;
    @FXML private TextField filter;
    @FXML private Label matching;
    @FXML private ToggleButton keep;
    @FXML private Button clear;

    /// @param leave gives the focus to the list
    RunFilterController(RunsViewModel model, KeptFilters kept, Runnable leave) {
        this.model = model;
        this.kept = kept;
        this.leave = leave;
    }

    @FXML
    private void initialize() {
        model.rows().addListener((Observable any) -> words.seen(model.rows()));
        filter.textProperty().bindBidirectional(model.filterTextProperty());
        filter.textProperty().subscribe(this::changed);
        filter.focusedProperty()
                .subscribe(focused -> {
                    showCompletion(filter.getText());
                    if (focused) {
                        model.findPipelines();
                    }
                });
        model.pipelinesProperty()
                .subscribe(names -> {
                    words.exist(names);
                    showCompletion(filter.getText());
                });
        filter.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.problemProperty().subscribe(problem -> showMatching());
        model.matchingProperty().subscribe(count -> showMatching());
        model.countsProperty().subscribe(counts -> counts.ifPresent(this::showCounts));
    }

    boolean isFocused() {
        return filter.isFocused();
    }

    void focus() {
        filter.requestFocus();
        filter.end();
    }

    @FXML
    private void showAll() {
        filter.setText("");
    }

    @FXML
    private void showRunning() {
        filter.setText("state:running");
    }

    @FXML
    private void showQueued() {
        filter.setText("state:queued");
    }

    @FXML
    private void showWaiting() {
        filter.setText("state:waiting");
    }

    @FXML
    private void showFailed() {
        filter.setText(FAILED);
    }

    /// For the next time; the palette offers it as well.
    @FXML
    private void keepFilter() {
        kept.toggle(filter.getText());
        showCompletion(filter.getText());
    }

    @FXML
    void clearFilter() {
        filter.clear();
        leave.run();
    }

    private void changed(String text) {
        // The tab of a filter is the one that a person sees, however the text came there.
        Map.of(
                        all, "",
                        running, "state:running",
                        queued, "state:queued",
                        waiting, "state:waiting",
                        failed, FAILED)
                .forEach((tab, itsText) -> tab.setSelected(itsText.equals(text.strip())));
        showCompletion(text);
    }

    private void pressed(KeyEvent event) {
        String rest = completion(filter.getText());
        if (event.isShortcutDown() && event.getCode() == KeyCode.D) {
            keepFilter();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB && !rest.isEmpty()) {
            filter.setText(filter.getText() + rest + (rest.endsWith(":") ? "" : " "));
            filter.end();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            clearFilter();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            leave.run();
            event.consume();
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
        String rest = filter.isFocused() ? completion(text) : "";
        typed.setText(text);
        typed.setOpacity(0);
        completion.setText(rest);
        completionKey.setVisible(!rest.isEmpty());
        for (ButtonBase button : List.of(keep, clear)) {
            FittingRow.setShown(button, !text.isBlank());
        }
        boolean isKept = kept.has(text);
        keep.setSelected(isKept);
        keep.setAccessibleText(isKept ? "Keep this filter no more" : "Keep this filter");
        showMatching();
    }

    /// A filter that is kept goes on before a word that is known.
    private String completion(String text) {
        String rest = kept.completion(text);
        return rest.isEmpty() ? RunFilter.completion(text, words) : rest;
    }

    private void showMatching() {
        String problem = model.problemProperty().get();
        int count = model.matchingProperty().get();
        boolean filtered = !filter.getText().isBlank();
        matching.getStyleClass().removeAll("wrong");
        // A word that can still be completed is not wrong yet.
        boolean typing = !completion.getText().isEmpty();
        if (!problem.isEmpty() && !typing) {
            matching.setText(problem);
            matching.getStyleClass().add("wrong");
        } else if (filtered && count < 0) {
            matching.setText("searching…");
        } else if (filtered) {
            matching.setText(
                    (count >= RunsViewModel.COUNT_LIMIT ? "more than " : "")
                            + "%,d %s".formatted(count, count == 1 ? "match" : "matches"));
        } else {
            matching.setText("");
        }
    }

    /// Also none is a number: the tabs beside it stay where they are.
    private static String counted(String word, long count) {
        return "%s %,d".formatted(word, count);
    }
}
