package dev.minijenkin.console.trigger;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.Wishes;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.view.PipelineView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Asks which pipeline is to run, and on which branch, tag or commit. FX thread only.
public final class TriggerDialog {
    private final Background background;
    private final TriggerSource source;
    private final CommandSender sender;

    public TriggerDialog(Background background, TriggerSource source, CommandSender sender) {
        this.background = background;
        this.source = source;
        this.sender = sender;
    }

    public void open(Overlay overlay) {
        background.read(source::pipelines, pipelines -> new Form(overlay, pipelines).show());
    }

    private final class Form {
        private final Overlay overlay;
        private final ComboBox<PipelineView> pipeline = new ComboBox<>();
        private final ComboBox<String> ref = new ComboBox<>();
        private final TextField reason = new TextField();
        private final Label problem = new Label();
        private final Button run = new Button("Run");

        Form(Overlay overlay, List<PipelineView> pipelines) {
            this.overlay = overlay;
            pipeline.getItems().setAll(pipelines);
            pipeline.setConverter(new Titles());
            pipeline.setMaxWidth(Double.MAX_VALUE);
            pipeline.setVisibleRowCount(12);
            ref.setEditable(true);
            ref.setMaxWidth(Double.MAX_VALUE);
            reason.setPromptText("Kept with the command");
            problem.getStyleClass().addAll("small", "muted");
            problem.setWrapText(true);
            run.getStyleClass().add("primary");
            run.setDefaultButton(true);
            run.setOnAction(event -> send());
            pipeline.valueProperty().subscribe(this::chosen);
            ref.getEditor().textProperty().subscribe(text -> check());
        }

        void show() {
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
                            field("Reason (optional)", reason),
                            problem,
                            buttons);
            form.getStyleClass().addAll("floating", "dialog-box");
            form.setPrefWidth(460);
            overlay.show(form, Pos.CENTER, pipeline);
            pipeline.getSelectionModel().selectFirst();
            check();
        }

        private void chosen(PipelineView chosen) {
            if (chosen == null) {
                return;
            }
            ref.getItems().setAll(chosen.defaultBranch());
            ref.setValue(chosen.defaultBranch());
            background.read(
                    () -> source.refs(chosen.repository()),
                    refs -> {
                        if (chosen.equals(pipeline.getValue())) {
                            Set<String> names = new LinkedHashSet<>();
                            names.add(chosen.defaultBranch());
                            refs.forEach(full -> names.add(shortName(full)));
                            ref.getItems().setAll(new ArrayList<>(names));
                        }
                    });
            check();
        }

        private void check() {
            boolean nothing = pipeline.getItems().isEmpty();
            boolean noRef = ref.getEditor().getText().isBlank();
            run.setDisable(nothing || noRef || pipeline.getValue() == null);
            problem.setText(
                    nothing
                            ? "No pipeline is known yet: push a commit with a workflow first."
                            : noRef
                                    ? "Say which branch, tag or commit."
                                    : "The workflow needs the trigger workflow_dispatch at that commit.");
        }

        private void send() {
            PipelineView chosen = pipeline.getValue();
            if (chosen == null || run.isDisabled()) {
                return;
            }
            String where = ref.getEditor().getText().strip();
            overlay.close();
            sender.send(
                    Wishes.trigger(chosen, where, reason.getText()),
                    "Running " + chosen.title() + " on " + where);
        }

        private static VBox field(String name, Control control) {
            Label label = new Label(name);
            label.getStyleClass().add("field-label");
            label.setLabelFor(control);
            return new VBox(5, label, control);
        }
    }

    private static String shortName(String ref) {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
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
