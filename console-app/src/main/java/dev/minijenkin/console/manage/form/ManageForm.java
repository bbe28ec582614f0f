package dev.minijenkin.console.manage.form;

import dev.minijenkin.console.manage.model.ManageWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A small form over the frame: what is asked, its fields, and at each of them what is wrong with
/// it. FX thread only.
public final class ManageForm extends VBox {
    private static final double WIDE = 620;
    private static final double HALF = 280;

    private final Label problem = wrong();
    private final List<Field> fields = new ArrayList<>();
    private final Button action;
    private final Button leave = new Button("Cancel");

    /// Looks at what a field says.
    interface Check {
        /// Finds nothing wrong, or says what is.
        ///
        /// @throws IllegalArgumentException with what is wrong, in a sentence for a person
        void look();
    }

    private record Field(Region control, Label problem, Check check) {
        /// Whether all is well.
        boolean look() {
            try {
                check.look();
                problem.setText("");
            } catch (IllegalArgumentException e) {
                problem.setText(e.getMessage() + ".");
            }
            boolean well = problem.getText().isEmpty();
            problem.setVisible(!well);
            problem.setManaged(!well);
            return well;
        }
    }

    /// @param destructive whether something is taken away
    public ManageForm(String title, String explanation, String word, boolean destructive) {
        getStyleClass().addAll("floating", "dialog-box");
        setPrefWidth(480);
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Label text = new Label(explanation);
        text.getStyleClass().add("muted");
        for (Label label : List.of(heading, text)) {
            label.setWrapText(true);
        }
        action = new Button(word);
        action.getStyleClass().add(destructive ? "destructive" : "primary");
        getChildren().addAll(heading, text);
    }

    private static Label wrong() {
        Label label = new Label();
        label.getStyleClass().addAll("small", "wrong");
        label.setWrapText(true);
        label.setVisible(false);
        label.setManaged(false);
        return label;
    }

    /// One more field, below the others, in which anything may stand.
    ManageForm with(String label, Region field) {
        return with(label, field, () -> {});
    }

    /// One more field, below the others. What is wrong with it is told at it, once the person has
    /// left it or wants to go on, until it is mended.
    ManageForm with(String label, Region control, Check check) {
        Field field = new Field(control, wrong(), check);
        fields.add(field);
        control.setMaxWidth(Double.MAX_VALUE);
        listen(field);
        if (control instanceof CheckBox) {
            getChildren().add(new VBox(5, control, field.problem()));
            return this;
        }
        Label words = new Label(label);
        words.getStyleClass().add("field-label");
        words.setLabelFor(control);
        words.setWrapText(true);
        getChildren().add(new VBox(5, words, control, field.problem()));
        return this;
    }

    /// Puts the last two fields side by side.
    ManageForm pair() {
        Node second = getChildren().removeLast();
        Node first = getChildren().removeLast();
        for (Node half : List.of(first, second)) {
            HBox.setHgrow(half, Priority.ALWAYS);
            ((Region) half).setPrefWidth(HALF);
        }
        getChildren().add(new HBox(14, first, second));
        setPrefWidth(WIDE);
        return this;
    }

    /// Something that is no field.
    ManageForm beside(Node node) {
        getChildren().add(node);
        return this;
    }

    private void listen(Field field) {
        // What is wrong with one may be mended in another.
        Runnable mended =
                () ->
                        fields.stream()
                                .filter(each -> each.problem().isVisible())
                                .forEach(Field::look);
        switch (field.control()) {
            case TextField text -> {
                text.textProperty().subscribe((before, next) -> mended.run());
                text.setOnAction(event -> action.fire());
                text.focusedProperty()
                        .subscribe((had, has) -> {
                            if (had && !has && !text.getText().isEmpty()) {
                                field.look();
                            }
                        });
            }
            case ComboBox<?> box -> box.valueProperty().subscribe((before, next) -> mended.run());
            default -> {}
        }
    }

    /// Ends the form.
    ///
    /// @param wish what the fields say; throws IllegalArgumentException with what is wrong
    /// @param confirmed is given it once nothing is
    public ManageForm asks(
            Supplier<ManageWish> wish, Consumer<ManageWish> confirmed, Runnable close) {
        leave.setOnAction(event -> close.run());
        action.setOnAction(event -> {
            Optional<Field> first = firstWrong();
            first.ifPresent(field -> field.control().requestFocus());
            if (first.isPresent()) {
                return;
            }
            try {
                ManageWish wanted = wish.get();
                close.run();
                confirmed.accept(wanted);
            } catch (IllegalArgumentException e) {
                problem.setText(e.getMessage() + ".");
                problem.setVisible(true);
                problem.setManaged(true);
            }
        });
        HBox buttons = new HBox(8, leave, action);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(problem, buttons);
        return this;
    }

    /// All are looked at, so that a person sees at once what there is to mend.
    private Optional<Field> firstWrong() {
        return fields.stream().filter(field -> !field.look()).toList().stream().findFirst();
    }

    Node firstFocus() {
        return fields.stream()
                .map(Field::control)
                .filter(field -> field instanceof TextInputControl input && input.isEditable())
                .findFirst()
                .or(() -> fields.stream().map(Field::control).findFirst())
                .map(Node.class::cast)
                .orElse(leave);
    }
}
