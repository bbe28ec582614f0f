package dev.minijenkin.console.peek;

import dev.minijenkin.console.part.CutLabel;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What floats over the view while the key is held. It takes no focus, and no pointer.
final class PeekCard extends VBox {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    PeekCard() {
        getStyleClass().add("peek-card");
        setMouseTransparent(true);
        setFocusTraversable(false);
        setMaxHeight(USE_PREF_SIZE);
        setVisible(false);
        setManaged(false);
    }

    void showReading() {
        getChildren().setAll(new CutLabel("Reading…", "muted"));
        setVisible(true);
        setManaged(true);
    }

    void show(Optional<FirstError> found) {
        getChildren().clear();
        if (found.isEmpty()) {
            getChildren().add(new CutLabel("Nothing has begun here yet", "muted"));
            return;
        }
        FirstError error = found.get();
        getChildren().add(new CutLabel(error.name(), "semibold"));
        CutLabel under = new CutLabel(under(error), "small", "muted");
        getChildren().add(under);
        VBox lines = new VBox();
        lines.getStyleClass().add("peek-lines");
        for (int i = 0; i < error.lines().size(); i++) {
            lines.getChildren().add(line(error.lines().get(i), i == error.error()));
        }
        if (!error.lines().isEmpty()) {
            getChildren().add(lines);
        }
        setAccessibleText(error.name() + ", " + under.getText());
    }

    void hide() {
        setVisible(false);
        setManaged(false);
    }

    private static String under(FirstError error) {
        if (error.lines().isEmpty()) {
            return error.said().isEmpty() ? "It has printed nothing" : error.said();
        }
        String where = error.step().isEmpty() ? "" : " of step " + error.step();
        return error.error() >= 0
                ? "The first error"
                        + where
                        + ", in line "
                        + error.lines().get(error.error()).number()
                : "No line" + where + " speaks of an error; the last ones";
    }

    private static HBox line(FirstError.Line of, boolean error) {
        Label number = new Label(Long.toString(of.number()));
        number.getStyleClass().add("line-number");
        CutLabel text = new CutLabel(of.text().replace("\t", "    "), "differ-text");
        HBox line = new HBox(number, text);
        line.getStyleClass().add("peek-line");
        line.pseudoClassStateChanged(ERROR, error);
        return line;
    }
}
