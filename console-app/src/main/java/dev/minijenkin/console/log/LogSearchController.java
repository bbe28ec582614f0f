package dev.minijenkin.console.log;

import dev.minijenkin.console.log.model.LogFinder;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.controlsfx.control.textfield.CustomTextField;

/// Binds the search in the log.
final class LogSearchController {
    private final LogFinder finder;
    private final IntSupplier from;
    private final IntConsumer reveal;
    private final Runnable leave;

    @FXML private HBox root;
    @FXML private CustomTextField search;
    @FXML private Label found;
    @FXML private ToggleButton caseSensitive;
    @FXML private ToggleButton expression;

    /// @param from the line, counted from 0, that the first step starts at
    /// @param reveal brings a line into sight
    /// @param leave gives the focus back to the log
    LogSearchController(LogFinder finder, IntSupplier from, IntConsumer reveal, Runnable leave) {
        this.finder = finder;
        this.from = from;
        this.reveal = reveal;
        this.leave = leave;
    }

    @FXML
    private void initialize() {
        search.textProperty().bindBidirectional(finder.textProperty());
        caseSensitive.selectedProperty().bindBidirectional(finder.caseSensitiveProperty());
        expression.selectedProperty().bindBidirectional(finder.regularExpressionProperty());
        finder.foundProperty().subscribe(result -> showFound());
        finder.searchingProperty().subscribe(searching -> showFound());
        finder.textProperty().subscribe(text -> showFound());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    boolean isFocused() {
        return search.isFocused();
    }

    void focus() {
        search.requestFocus();
        search.selectAll();
    }

    @FXML
    void nextHit() {
        step(1);
    }

    @FXML
    void previousHit() {
        step(-1);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && search.isFocused()) {
            step(event.isShiftDown() ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            search.clear();
            leave.run();
            event.consume();
        }
    }

    private void step(int direction) {
        finder.step(
                direction,
                from.getAsInt(),
                line -> {
                    showFound();
                    reveal.accept(line);
                });
    }

    private void showFound() {
        found.setText(finder.summary());
        boolean wrong = !finder.foundProperty().get().problem().isEmpty();
        found.getStyleClass().setAll("label", "small", wrong ? "wrong" : "muted");
    }
}
