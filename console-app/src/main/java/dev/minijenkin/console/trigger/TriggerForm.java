package dev.minijenkin.console.trigger;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The trigger dialog while it is open. What the workflow would refuse is said before it is sent.
final class TriggerForm {
    private final TriggerViewModel model;
    private final ComboBox<PipelineView> pipeline = new ComboBox<>();
    private final ComboBox<String> ref = new ComboBox<>();
    private final VBox inputBox = new VBox(12);
    private final ScrollPane inputArea = new ScrollPane(inputBox);
    private final TextField reason = new TextField();
    private final Label problem = new Label();
    private final Button run = new Button("Run");
    private List<InputField> fields = List.of();

    TriggerForm(TriggerViewModel model) {
        this.model = model;
        pipeline.setConverter(new Titles());
        pipeline.setMaxWidth(Double.MAX_VALUE);
        pipeline.setVisibleRowCount(12);
        ref.setEditable(true);
        ref.setMaxWidth(Double.MAX_VALUE);
        inputArea.setFitToWidth(true);
        inputArea.getStyleClass().add("inputs");
        problem.setWrapText(true);
        run.getStyleClass().add("primary");
        run.setDefaultButton(true);
    }

    void show(Overlay overlay) {
        pipeline.getItems().setAll(model.pipelines());
        ref.setItems(model.refs());
        run.setOnAction(event -> send(overlay));
        pipeline.valueProperty().subscribe(this::chosen);
        ref.getEditor().textProperty().subscribe(text -> check());
        Label title = new Label("Run a pipeline");
        title.getStyleClass().add("dialog-title");
        Button cancel = new Button("Cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> overlay.close());
        HBox buttons = new HBox(8, cancel, run);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox form =
                new VBox(
                        title,
                        field("Pipeline", pipeline),
                        field("Branch, tag or commit", ref),
                        inputArea,
                        field("Reason (optional, kept with the command)", reason),
                        problem,
                        buttons);
        form.getStyleClass().addAll("floating", "dialog-box");
        form.setPrefWidth(460);
        overlay.show(form, Pos.CENTER, pipeline);
        pipeline.getSelectionModel().selectFirst();
        model.inputsProperty().subscribe(this::showInputs);
    }

    private void chosen(PipelineView chosen) {
        if (chosen != null) {
            model.choose(chosen);
            ref.setValue(model.firstRef());
            check();
        }
    }

    private void showInputs(KnownInputs known) {
        fields =
                known.inputs().stream()
                        .map(input ->
                                InputField.of(
                                        input,
                                        model.before(input.name()).orElse(null),
                                        this::check))
                        .toList();
        inputBox.getChildren().setAll(fields.stream().map(InputField::node).toList());
        inputArea.setVisible(!fields.isEmpty());
        inputArea.setManaged(!fields.isEmpty());
        check();
    }

    private TriggerAnswers answers() {
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach(field -> given.put(field.name(), field.value()));
        return new TriggerAnswers(ref.getEditor().getText(), given);
    }

    private void check() {
        String refusal = model.refusal(answers());
        run.setDisable(!refusal.isEmpty());
        problem.setText(refusal.isEmpty() ? model.inputsProperty().get().words() : refusal);
        problem.getStyleClass().setAll("label", "small", refusal.isEmpty() ? "muted" : "wrong");
        problem.setVisible(!problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
    }

    private void send(Overlay overlay) {
        if (model.send(answers(), reason.getText())) {
            overlay.close();
        }
    }

    private static VBox field(String name, Control control) {
        Label label = new Label(name);
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        return new VBox(5, label, control);
    }

    private static final class Titles extends StringConverter<PipelineView> {
        @Override
        public String toString(PipelineView pipeline) {
            return pipeline == null ? "" : pipeline.title();
        }

        @Override
        public PipelineView fromString(String text) {
            throw new UnsupportedOperationException("The list is not editable");
        }
    }
}
