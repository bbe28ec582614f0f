package dev.minijenkin.console.part;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import java.util.List;
import javafx.beans.NamedArg;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What stands in the place of rows while there are none: that they are read, that there are none
/// and what that means, or why they could not be read. FX thread only.
public final class Placeholder extends VBox {
    private static final double WIDEST = 560;

    private final Icon ofView;
    private final IconView sign;
    private final Label heading = new Label();
    private final Label text = new Label();
    private final CommandToCopy command = new CommandToCopy();
    private final Button again = new Button("Try again");

    /// @param icon of the view
    public Placeholder(@NamedArg("icon") Icon icon) {
        ofView = icon;
        sign = new IconView(icon, 32);
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        heading.getStyleClass().add("heading");
        text.getStyleClass().add("muted");
        text.setMaxWidth(WIDEST);
        text.setTextAlignment(TextAlignment.CENTER);
        for (Label label : List.of(heading, text)) {
            label.setWrapText(true);
        }
        getChildren().addAll(sign, heading, text, command, again);
        hide();
    }

    /// There are rows.
    public void hide() {
        setVisible(false);
    }

    /// The first answer is awaited.
    public void showReading() {
        show("icon faint", ofView, "Reading…", "");
        shown(again, false);
        command.show("");
    }

    /// There is nothing to be shown.
    ///
    /// @param next what to type next; empty: nothing
    public void showEmpty(String title, String explanation, String next) {
        show("icon faint", ofView, title, explanation);
        shown(again, false);
        command.show(next);
    }

    /// It could not be read.
    public void showProblem(String sentence, Runnable retry) {
        show("icon alert", Icon.WARNING, "It could not be read", sentence);
        again.setOnAction(event -> retry.run());
        shown(again, true);
        command.show("");
    }

    private void show(String style, Icon icon, String title, String explanation) {
        sign.getStyleClass().setAll(style.split(" ", -1));
        sign.setIcon(icon);
        heading.setText(title);
        text.setText(explanation);
        shown(text, !explanation.isEmpty());
        setVisible(true);
    }

    private static void shown(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
