package dev.minijenkin.console.manage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A small form over the frame: what is asked, its fields, and what is wrong with them. FX thread
/// only.
final class ManageForm extends VBox {
    private final Label problem = new Label();
    private final List<Region> fields = new ArrayList<>();
    private final Button action;
    private final Button leave = new Button("Cancel");

    /// @param destructive whether something is taken away
    ManageForm(String title, String explanation, String word, boolean destructive) {
        getStyleClass().addAll("floating", "dialog-box");
        setPrefWidth(460);
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Label text = new Label(explanation);
        text.getStyleClass().add("muted");
        for (Label label : List.of(heading, text)) {
            label.setWrapText(true);
        }
        action = new Button(word);
        action.getStyleClass().add(destructive ? "destructive" : "primary");
        problem.getStyleClass().addAll("small", "wrong");
        problem.setWrapText(true);
        problem.setManaged(false);
        getChildren().addAll(heading, text);
    }

    /// One more field, below the others.
    ManageForm with(String label, Region field) {
        Label words = new Label(label);
        words.getStyleClass().add("field-label");
        words.setLabelFor(field);
        words.setWrapText(true);
        field.setMaxWidth(Double.MAX_VALUE);
        fields.add(field);
        getChildren().add(new VBox(5, words, field));
        return this;
    }

    /// Ends the form.
    ///
    /// @param wish what the fields say; throws IllegalArgumentException with what is wrong
    /// @param confirmed is given it once nothing is
    ManageForm asks(Supplier<ManageWish> wish, Consumer<ManageWish> confirmed, Runnable close) {
        leave.setOnAction(event -> close.run());
        action.setOnAction(event -> {
            try {
                ManageWish wanted = wish.get();
                close.run();
                confirmed.accept(wanted);
            } catch (IllegalArgumentException e) {
                problem.setText(String.valueOf(e.getMessage()));
                problem.setManaged(true);
            }
        });
        HBox buttons = new HBox(8, leave, action);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(problem, buttons);
        return this;
    }

    Node firstFocus() {
        return fields.stream()
                .filter(field -> field instanceof TextInputControl input && input.isEditable())
                .findFirst()
                .or(() -> fields.stream().findFirst())
                .map(Node.class::cast)
                .orElse(leave);
    }
}
