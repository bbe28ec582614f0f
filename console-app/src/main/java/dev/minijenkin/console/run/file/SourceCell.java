package dev.minijenkin.console.run.file;

import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.db.run.annotation.Annotation;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A line of a workflow file, and below it what is wrong there, with carets under the word.
final class SourceCell extends ListCell<SourceLine> {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");
    private static final String TAB = "    ";

    SourceCell() {
        // As wide as the list, so that long messages wrap instead of being scrolled.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(SourceLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        boolean shown = !empty && line != null;
        pseudoClassStateChanged(ERROR, shown && line.failed());
        pseudoClassStateChanged(WARNING, shown && line.warned());
        if (!shown) {
            setAccessibleText("");
            setGraphic(null);
            return;
        }
        setAccessibleText(spoken(line));
        VBox rows = new VBox(row(Integer.toString(line.number()), text(line.text())));
        for (Annotation problem : line.problems()) {
            rows.getChildren().add(problem(line, problem));
        }
        setGraphic(rows);
    }

    private static String spoken(SourceLine line) {
        StringBuilder words = new StringBuilder("Line " + line.number() + ": " + line.text());
        line.problems().forEach(problem -> words.append(". ").append(problem.message()));
        return words.toString();
    }

    private static Node text(String line) {
        List<YamlToken> tokens = YamlToken.of(line.replace("\t", TAB));
        TextFlow flow = new TextFlow();
        for (YamlToken token : tokens) {
            Text text = new Text(token.text());
            text.getStyleClass().addAll("log-text", token.kind().styleClass());
            flow.getChildren().add(text);
        }
        flow.setMinWidth(USE_PREF_SIZE);
        return flow;
    }

    private static Node problem(SourceLine line, Annotation problem) {
        int before = Math.clamp(problem.column() - 1L, 0, line.text().length());
        String indent = " ".repeat(line.text().substring(0, before).replace("\t", TAB).length());
        Label carets = new Label(indent + "^".repeat(line.lengthOf(problem)));
        carets.getStyleClass().add("source-carets");
        carets.setMinWidth(USE_PREF_SIZE);
        Label message = new Label(problem.message());
        message.getStyleClass().add("source-problem");
        message.setWrapText(true);
        HBox.setHgrow(message, Priority.ALWAYS);
        HBox row = row("", carets);
        row.getStyleClass().add(WorkflowText.isError(problem) ? "state-failure" : "state-waiting");
        row.getChildren().add(message);
        return row;
    }

    private static HBox row(String number, Node content) {
        Label place = new Label(number);
        place.getStyleClass().add("line-number");
        HBox row = new HBox(place, content);
        row.getStyleClass().add("source-row");
        return row;
    }
}
