package dev.minijenkin.console.trigger;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.model.DispatchInput;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One typed input of a workflow.
final class InputField {
    private final DispatchInput input;
    private final Node node;
    private final Supplier<String> value;

    private InputField(DispatchInput input, Node node, Supplier<String> value) {
        this.input = input;
        this.node = node;
        this.value = value;
    }

    /// @param remembered what was given last; null: nothing
    /// @param changed is told of every change
    static InputField of(DispatchInput input, @Nullable String remembered, Runnable changed) {
        String start =
                remembered != null
                        ? remembered
                        : input.fallback() instanceof NullValue ? "" : input.fallback().asText();
        return switch (input.type()) {
            case BOOLEAN -> ofTruth(input, start, changed);
            case CHOICE -> ofChoice(input, start, changed);
            case STRING, NUMBER, ENVIRONMENT -> ofText(input, start, changed);
        };
    }

    String name() {
        return input.name();
    }

    Node node() {
        return node;
    }

    String value() {
        return value.get();
    }

    private static InputField ofTruth(DispatchInput input, String start, Runnable changed) {
        CheckBox box = new CheckBox(title(input));
        box.setSelected(start.equals("true"));
        box.selectedProperty().subscribe(changed);
        return new InputField(input, box, () -> Boolean.toString(box.isSelected()));
    }

    private static InputField ofChoice(DispatchInput input, String start, Runnable changed) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(input.options());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setValue(
                input.options().contains(start)
                        ? start
                        : input.options().stream().findFirst().orElse(""));
        box.valueProperty().subscribe(changed);
        return new InputField(input, labelled(input, box), box::getValue);
    }

    private static InputField ofText(DispatchInput input, String start, Runnable changed) {
        TextField field = new TextField(start);
        field.textProperty().subscribe(changed);
        return new InputField(input, labelled(input, field), field::getText);
    }

    private static Node labelled(DispatchInput input, Control control) {
        Label label = new Label(title(input));
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        Label type = new Label(hint(input));
        type.getStyleClass().addAll("tiny", "subtle");
        HBox head = new HBox(8, label, type);
        head.setAlignment(Pos.BASELINE_LEFT);
        return new VBox(5, head, control);
    }

    private static String title(DispatchInput input) {
        return input.description().isEmpty() ? input.name() : input.description();
    }

    private static String hint(DispatchInput input) {
        String type =
                switch (input.type()) {
                    case NUMBER -> "number";
                    case ENVIRONMENT -> "environment";
                    case STRING, BOOLEAN, CHOICE -> "";
                };
        String need = input.required() ? "required" : "";
        return type.isEmpty() || need.isEmpty() ? type + need : type + ", " + need;
    }
}
