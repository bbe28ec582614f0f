package dev.minijenkin.console.past;

import dev.minijenkin.console.frame.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A small question about times. FX thread only.
final class PastForm extends VBox {
    private final List<TextField> fields = new ArrayList<>();
    private final Label problem = new Label();

    PastForm(String title, String explanation) {
        getStyleClass().addAll("floating", "dialog-box");
        setPrefWidth(460);
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Label text = new Label(explanation);
        text.getStyleClass().add("muted");
        heading.setWrapText(true);
        text.setWrapText(true);
        problem.getStyleClass().addAll("small", "wrong");
        problem.setWrapText(true);
        problem.setManaged(false);
        getChildren().addAll(heading, text);
    }

    PastForm with(String label, String value) {
        Label words = new Label(label);
        words.getStyleClass().add("field-label");
        TextField field = new TextField(value);
        words.setLabelFor(field);
        fields.add(field);
        getChildren().add(new VBox(5, words, field));
        return this;
    }

    /// Shows it.
    ///
    /// @param act is given what the fields say; throws IllegalArgumentException with what is wrong
    void open(Overlay overlay, String word, Consumer<List<String>> act) {
        Button leave = new Button("Cancel");
        leave.setOnAction(event -> overlay.close());
        Button go = new Button(word);
        go.getStyleClass().add("primary");
        go.setOnAction(event -> answer(overlay, act));
        HBox buttons = new HBox(8, leave, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(problem, buttons);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER && !leave.isFocused()) {
                        answer(overlay, act);
                        event.consume();
                    }
                });
        overlay.show(this, Pos.CENTER, fields.getFirst());
        fields.getFirst().selectAll();
    }

    private void answer(Overlay overlay, Consumer<List<String>> act) {
        try {
            List<String> said = fields.stream().map(TextField::getText).toList();
            act.accept(said);
            overlay.close();
        } catch (IllegalArgumentException e) {
            problem.setText(e.getMessage());
            problem.setManaged(true);
        }
    }
}
