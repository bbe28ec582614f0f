package dev.minijenkin.console.part;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.NamedArg;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;

/// What stands in the place of rows while there are none: that they are read, that there are none
/// and what that means, or why they could not be read. FX thread only.
public final class Placeholder extends VBox {
    private static final double WIDEST = 620;

    /// What is read sooner than that is not announced: words that only flash by disturb.
    private static final Duration ANNOUNCED = Duration.millis(150);

    private final Icon ofView;
    private final IconView sign;
    private final Label heading = new Label();
    private final Label text = new Label();
    private final CommandToCopy command = new CommandToCopy();
    private final Button action = new Button();
    private final PauseTransition announcement = new PauseTransition(ANNOUNCED);
    private boolean reading;

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
        getChildren().addAll(sign, heading, text, command, action);
        announcement.setOnFinished(event -> setOpacity(1));
        hide();
    }

    /// There are rows.
    public void hide() {
        reading = false;
        setVisible(false);
    }

    /// The first answer is awaited.
    public void showReading() {
        if (!reading) {
            show("icon faint", ofView, "Reading…", "");
            reading = true;
            setOpacity(0);
            announcement.playFromStart();
        }
    }

    /// There is nothing to be shown.
    ///
    /// @param next what to type next; empty: nothing
    public void showEmpty(String title, String explanation, String next) {
        show("icon faint", ofView, title, explanation);
        command.show(next);
    }

    /// There is nothing to be shown, and a person can do something about it.
    ///
    /// @param does it
    public void showEmpty(String title, String explanation, String word, Runnable does) {
        show("icon faint", ofView, title, explanation);
        offer(word, does);
    }

    /// It could not be read.
    public void showProblem(String sentence, Runnable retry) {
        show("icon alert", Icon.WARNING, "It could not be read", sentence);
        offer("Try again", retry);
    }

    private void offer(String word, Runnable does) {
        action.setText(word);
        action.setOnAction(event -> does.run());
        shown(action, true);
    }

    private void show(String style, Icon icon, String title, String explanation) {
        sign.getStyleClass().setAll(style.split(" ", -1));
        sign.setIcon(icon);
        heading.setText(title);
        text.setText(explanation);
        shown(text, !explanation.isEmpty());
        shown(action, false);
        reading = false;
        announcement.stop();
        setOpacity(1);
        command.show("");
        setVisible(true);
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
