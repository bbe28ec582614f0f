package dev.minijenkin.console.part;

import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Lists in which nothing is selected at first: the first arrow key selects the first row. (A list
/// by itself goes to the second one, and nowhere where there is one only.)
public final class FirstRow {
    private FirstRow() {}

    public static void selectByArrow(ListView<?> list) {
        list.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    boolean arrow =
                            event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP;
                    if (arrow && list.getSelectionModel().isEmpty()) {
                        list.getSelectionModel().selectFirst();
                        event.consume();
                    }
                });
    }
}
