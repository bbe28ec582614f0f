package dev.minijenkin.console.trigger;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.pipeline.PipelineView;
import dev.minijenkin.workflow.plan.DispatchInputs;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Background background;
    private final TriggerSource source;
    private final CommandSender sender;
    private final Map<PipelineId, TriggerAnswers> remembered;
    private final ComboBox<PipelineView> pipeline = new ComboBox<>();
    private final ComboBox<String> ref = new ComboBox<>();
    private final VBox inputBox = new VBox(12);
    private final ScrollPane inputArea = new ScrollPane(inputBox);
    private final TextField reason = new TextField();
    private final Label problem = new Label();
    private final Button run = new Button("Run");
    private KnownInputs known = KnownInputs.none();
    private List<InputField> fields = List.of();

    TriggerForm(
            Background background,
            TriggerSource source,
            CommandSender sender,
            Map<PipelineId, TriggerAnswers> remembered) {
        this.background = background;
        this.source = source;
        this.sender = sender;
        this.remembered = remembered;
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

    void show(Overlay overlay, List<PipelineView> pipelines) {
        pipeline.getItems().setAll(pipelines);
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
        showInputs();
        check();
    }

    private void chosen(PipelineView chosen) {
        if (chosen == null) {
            return;
        }
        Optional<TriggerAnswers> before = Optional.ofNullable(remembered.get(chosen.id()));
        String start = before.map(TriggerAnswers::ref).orElse(chosen.defaultBranch());
        ref.getItems().setAll(chosen.defaultBranch());
        ref.setValue(start);
        known = KnownInputs.none();
        showInputs();
        background.read(
                () -> source.refs(chosen.repository()),
                refs -> {
                    if (chosen.equals(pipeline.getValue())) {
                        Set<String> names = new LinkedHashSet<>();
                        names.add(chosen.defaultBranch());
                        refs.forEach(
                                full -> names.add(full.replaceFirst("^refs/(heads|tags)/", "")));
                        ref.getItems().setAll(names);
                    }
                });
        background.read(
                () -> KnownInputs.of(source.lastWorkflow(chosen.id())),
                answer -> {
                    if (chosen.equals(pipeline.getValue())) {
                        known = answer;
                        showInputs();
                        check();
                    }
                });
        check();
    }

    private void showInputs() {
        PipelineView chosen = pipeline.getValue();
        Map<String, String> before =
                chosen == null || !remembered.containsKey(chosen.id())
                        ? Map.of()
                        : remembered.get(chosen.id()).inputs();
        fields =
                known.inputs().stream()
                        .map(input -> InputField.of(input, before.get(input.name()), this::check))
                        .toList();
        inputBox.getChildren().setAll(fields.stream().map(InputField::node).toList());
        inputArea.setVisible(!fields.isEmpty());
        inputArea.setManaged(!fields.isEmpty());
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach(field -> given.put(field.name(), field.value()));
        return given;
    }

    /// What stands in the way; empty where nothing does.
    private String refusal() {
        if (pipeline.getItems().isEmpty()) {
            return "No pipeline is known yet: push a commit with a workflow first.";
        }
        if (pipeline.getValue() == null) {
            return "Choose a pipeline.";
        }
        if (ref.getEditor().getText().isBlank()) {
            return "Say which branch, tag or commit.";
        }
        return switch (DispatchInputs.of(known.inputs(), given())) {
            case DispatchInputs.Refused(String why) -> why + ".";
            case DispatchInputs.Accepted _ -> "";
        };
    }

    private void check() {
        String refusal = refusal();
        run.setDisable(!refusal.isEmpty());
        problem.setText(refusal.isEmpty() ? known.words() : refusal);
        problem.getStyleClass().setAll("label", "small", refusal.isEmpty() ? "muted" : "wrong");
        problem.setVisible(!problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
    }

    private void send(Overlay overlay) {
        PipelineView chosen = pipeline.getValue();
        if (chosen == null || !refusal().isEmpty()) {
            return;
        }
        TriggerAnswers answers = new TriggerAnswers(ref.getEditor().getText().strip(), given());
        remembered.put(chosen.id(), answers);
        overlay.close();
        sender.send(
                ConsoleCommands.trigger(chosen, answers.ref(), answers.inputs(), reason.getText()),
                "Running " + chosen.title() + " on " + answers.ref());
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
