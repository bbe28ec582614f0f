package dev.minijenkin.console.trigger;

import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.memory.TriggerAnswers;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.trigger.PipelineView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
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
        pipeline.setCellFactory(list -> new PipelineCell());
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

    /// @param started is told of the run as soon as it exists
    void show(Overlay overlay, Consumer<RunId> started) {
        pipeline.getItems().setAll(model.pipelines());
        ref.setItems(model.refs());
        run.setOnAction(event -> send(overlay, started));
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
        model.first().ifPresentOrElse(pipeline::setValue, this::check);
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
                                        InputField.Around.of(
                                                input,
                                                model.before(input.name()).orElse(""),
                                                model.environments()),
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

    /// What is wrong with an input stands below it.
    private void check() {
        TriggerAnswers answers = answers();
        run.setDisable(!model.refusal(answers).isEmpty());
        String obstacle = model.obstacle(answers);
        problem.setText(obstacle.isEmpty() ? model.inputsProperty().get().words() : obstacle);
        problem.getStyleClass().setAll("label", "small", obstacle.isEmpty() ? "muted" : "wrong");
        problem.setVisible(!problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
    }

    private void send(Overlay overlay, Consumer<RunId> started) {
        if (model.send(answers(), reason.getText(), started)) {
            overlay.close();
        }
    }

    private static VBox field(String name, Control control) {
        Label label = new Label(name);
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        return new VBox(5, label, control);
    }

    /// What cannot be started says why not.
    private static final class PipelineCell extends ListCell<PipelineView> {
        private final CutLabel title = new CutLabel();
        private final CutLabel why = new CutLabel("", "small", "subtle");
        private final VBox lines = new VBox(1, title, why);

        PipelineCell() {
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PipelineView pipeline, boolean empty) {
            super.updateItem(pipeline, empty);
            boolean shown = !empty && pipeline != null;
            setGraphic(shown ? lines : null);
            setDisable(shown && !pipeline.obstacle().isEmpty());
            if (shown) {
                title.setText(pipeline.title());
                why.setText(pipeline.obstacle());
                why.setVisible(!pipeline.obstacle().isEmpty());
                why.setManaged(why.isVisible());
            }
        }
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
