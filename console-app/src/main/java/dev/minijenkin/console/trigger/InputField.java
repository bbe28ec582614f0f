package dev.minijenkin.console.trigger;

import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.model.DispatchInput;
import dev.minijenkin.workflow.plan.DispatchInputs;
import java.util.List;
import java.util.Map;
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

/// One typed input of a workflow. What is wrong with it is said below it, once it was touched.
final class InputField {
    private final DispatchInput input;
    private final VBox node = new VBox(5);
    private final Label fault = new Label();
    private final Supplier<String> value;
    private final Runnable changed;
    private boolean touched;

    private InputField(DispatchInput input, Around around, Runnable changed) {
        this.input = input;
        this.changed = changed;
        fault.getStyleClass().addAll("small", "wrong");
        fault.setWrapText(true);
        Control control =
                switch (input.type()) {
                    case BOOLEAN -> new CheckBox(title(input));
                    case CHOICE -> new ComboBox<String>();
                    case ENVIRONMENT -> new ComboBox<String>();
                    case STRING, NUMBER -> new TextField(around.start());
                };
        value =
                switch (control) {
                    case CheckBox box -> ofTruth(box, around.start());
                    case ComboBox<?> _ -> ofList(list(control), around);
                    case TextField field -> {
                        field.textProperty().subscribe((before, next) -> touched());
                        yield field::getText;
                    }
                    default -> throw new IllegalStateException(control.toString());
                };
        control.focusedProperty()
                .subscribe((had, has) -> {
                    if (had && !has) {
                        touched();
                    }
                });
        control.setMaxWidth(Double.MAX_VALUE);
        Label type = new Label(hint(input));
        type.getStyleClass().addAll("tiny", "subtle");
        if (control instanceof CheckBox) {
            HBox head = new HBox(8, control, type);
            head.setAlignment(Pos.BASELINE_LEFT);
            node.getChildren().setAll(head, fault);
        } else {
            Label label = new Label(title(input));
            label.getStyleClass().add("field-label");
            label.setLabelFor(control);
            HBox head = new HBox(8, label, type);
            head.setAlignment(Pos.BASELINE_LEFT);
            node.getChildren().setAll(head, control, fault);
        }
        showFault();
    }

    /// What an input starts from.
    ///
    /// @param start what was given last, else its default; empty: nothing
    /// @param environments that there are, for an input of this type
    record Around(String start, List<String> environments) {
        static Around of(DispatchInput input, String remembered, List<String> environments) {
            String start =
                    !remembered.isEmpty()
                            ? remembered
                            : input.fallback() instanceof NullValue
                                    ? ""
                                    : input.fallback().asText();
            return new Around(start, environments);
        }
    }

    /// @param changed is told of every change
    static InputField of(DispatchInput input, Around around, Runnable changed) {
        return new InputField(input, around, changed);
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

    private void touched() {
        touched = true;
        showFault();
        changed.run();
    }

    private void showFault() {
        String text =
                switch (DispatchInputs.of(List.of(input), Map.of(input.name(), value.get()))) {
                    case DispatchInputs.Refused(String why) -> why + ".";
                    case DispatchInputs.Accepted _ -> "";
                };
        fault.setText(text);
        fault.setVisible(touched && !text.isEmpty());
        fault.setManaged(fault.isVisible());
    }

    private Supplier<String> ofTruth(CheckBox box, String start) {
        box.setSelected(start.equals("true"));
        box.selectedProperty().subscribe((before, next) -> touched());
        return () -> Boolean.toString(box.isSelected());
    }

    /// A choice is one of its options; an environment may be a new one.
    private Supplier<String> ofList(ComboBox<String> box, Around around) {
        boolean free = input.type() == DispatchInput.Type.ENVIRONMENT;
        List<String> options = free ? around.environments() : input.options();
        box.getItems().setAll(options);
        box.setEditable(free);
        box.setValue(
                free || options.contains(around.start())
                        ? around.start()
                        : options.stream().findFirst().orElse(""));
        box.valueProperty().subscribe((before, next) -> touched());
        if (free) {
            box.getEditor().textProperty().subscribe((before, next) -> touched());
            return () -> box.getEditor().getText();
        }
        return () -> box.getValue() == null ? "" : box.getValue();
    }

    @SuppressWarnings("unchecked") // Made above, of texts.
    private static ComboBox<String> list(Control control) {
        return (ComboBox<String>) control;
    }

    private static String title(DispatchInput input) {
        return input.description().isEmpty() ? input.name() : input.description();
    }

    /// The name by which the workflow, and every sentence about it, calls the input, with its type.
    private static String hint(DispatchInput input) {
        String name = input.description().isEmpty() ? "" : input.name();
        String type =
                switch (input.type()) {
                    case NUMBER -> "number";
                    case ENVIRONMENT -> "environment";
                    case STRING, BOOLEAN, CHOICE -> "";
                };
        return List.of(name, type, input.required() ? "required" : "").stream()
                .filter(part -> !part.isEmpty())
                .reduce((first, second) -> first + ", " + second)
                .orElse("");
    }
}
