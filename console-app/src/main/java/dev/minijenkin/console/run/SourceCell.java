package dev.minijenkin.console.run;

import dev.minijenkin.db.run.Annotation;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A line of a workflow file, and below it, with a caret, what is wrong there.
final class SourceCell extends ListCell<SourceLine> {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");
    private static final String TAB = "    ";

    @Override
    protected void updateItem(SourceLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        boolean shown = !empty && line != null;
        pseudoClassStateChanged(ERROR, shown && line.failed());
        pseudoClassStateChanged(WARNING, shown && line.warned());
        if (!shown) {
            setGraphic(null);
            return;
        }
        VBox rows =
                new VBox(
                        row(
                                Integer.toString(line.number()),
                                line.text().replace("\t", TAB),
                                "source-text"));
        for (Annotation problem : line.problems()) {
            rows.getChildren()
                    .add(
                            row(
                                    "",
                                    caret(line.text(), problem) + problem.message(),
                                    "source-problem"));
        }
        setGraphic(rows);
    }

    private static HBox row(String number, String text, String styleClass) {
        Label place = new Label(number);
        place.getStyleClass().add("line-number");
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        HBox row = new HBox(16, place, label);
        row.getStyleClass().add("source-row");
        return row;
    }

    private static String caret(String text, Annotation problem) {
        int before = Math.clamp(problem.column() - 1L, 0, text.length());
        return " ".repeat(text.substring(0, before).replace("\t", TAB).length()) + "^ ";
    }
}
