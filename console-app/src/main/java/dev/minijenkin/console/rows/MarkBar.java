package dev.minijenkin.console.rows;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.layout.FittingRow;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// What can be done with all rows that are marked, in a line of its own while any is. FX thread
/// only.
public final class MarkBar extends HBox {
    private final Label count = new Label();
    private final ActButtons buttons = new ActButtons();
    private final Button clear = new Button();

    public MarkBar() {
        getStyleClass().addAll("mark-bar", "floating");
        setAlignment(Pos.CENTER_LEFT);
        count.getStyleClass().add("medium");
        count.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(buttons, Priority.ALWAYS);
        clear.setGraphic(new IconView(Icon.CLOSE, 13));
        clear.getStyleClass().addAll("bare", "in-row");
        clear.setTooltip(new Tooltip("Take all marks away (Esc)"));
        clear.setAccessibleText("Take all marks away");
        getChildren().addAll(count, buttons, clear);
        FittingRow.setShown(this, false);
    }

    /// Shows the marks of a list from now on.
    ///
    /// @param changed is told when marks are taken away here
    public void follow(Marks marks, RowActs<?> acts, Runnable changed) {
        buttons.offer(acts);
        clear.setOnAction(event -> {
            marks.clear();
            changed.run();
        });
        marks.countProperty()
                .subscribe(number -> {
                    count.setText(number + " marked");
                    FittingRow.setShown(this, number.intValue() > 0);
                    buttons.refresh();
                });
    }

    /// What is marked may have changed.
    public void refresh() {
        buttons.refresh();
    }
}
