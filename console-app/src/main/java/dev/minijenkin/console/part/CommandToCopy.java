package dev.minijenkin.console.part;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// A command that a person may want to run next, with a button that takes it along.
public final class CommandToCopy extends HBox {
    private final Label command = new Label();
    private final Button copy = new Button("Copy", new IconView(Icon.COPY, 13));

    public CommandToCopy() {
        getStyleClass().add("command-to-copy");
        command.getStyleClass().add("mono");
        command.setMinWidth(USE_PREF_SIZE);
        copy.getStyleClass().add("compact");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setTooltip(new Tooltip("Copy the command"));
        copy.setOnAction(event -> {
            TextClipboard.put(command.getText());
            copy.setText("Copied");
        });
        setMaxWidth(USE_PREF_SIZE);
        getChildren().addAll(command, copy);
        show("");
    }

    /// Shows a command.
    ///
    /// @param text empty: there is none to be run
    public void show(String text) {
        if (!text.equals(command.getText())) {
            copy.setText("Copy");
        }
        command.setText(text);
        copy.setAccessibleText("Copy " + text);
        setVisible(!text.isEmpty());
        setManaged(!text.isEmpty());
    }
}
