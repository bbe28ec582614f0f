package dev.minijenkin.console.news;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.memory.Watching;
import dev.minijenkin.console.part.CutLabel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a person watches: pipelines, their own runs by their names in git, and whether the desktop
/// tells. FX thread only.
final class WatchPanel extends VBox {
    private final TextField names = new TextField();
    private final VBox pipelines = new VBox(2);
    private final NewsViewModel model;

    /// @param desktopThere whether this desktop tells anything
    /// @param close when the person is done
    WatchPanel(NewsViewModel model, boolean desktopThere, Runnable close) {
        this.model = model;
        getStyleClass().addAll("floating", "dialog-box");
        setPrefWidth(420);
        Label title = new Label("What you watch");
        title.getStyleClass().add("dialog-title");
        Label explanation =
                new Label(
                        "Runs of these pipelines, and your own, are told when they end. B watches the"
                                + " pipeline of a run.");
        explanation.setWrapText(true);
        explanation.getStyleClass().add("muted");
        Label label = new Label("Your names in git, with commas (empty: your database role)");
        label.getStyleClass().add("field-label");
        label.setLabelFor(names);
        names.setText(String.join(", ", model.watchingProperty().get().names()));
        CheckBox desktop = new CheckBox("Tell me by the desktop at once");
        desktop.setSelected(model.watchingProperty().get().desktop());
        desktop.setDisable(!desktopThere);
        if (!desktopThere) {
            desktop.setText("Tell me by the desktop at once (it has no notify-send)");
        }
        desktop.setOnAction(event -> model.setDesktop(desktop.isSelected()));
        Button done = new Button("Done");
        done.getStyleClass().add("primary");
        done.setOnAction(event -> {
            model.setNames(written());
            close.run();
        });
        names.setOnAction(event -> done.fire());
        HBox buttons = new HBox(done);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren()
                .addAll(title, explanation, pipelines, new VBox(5, label, names), desktop, buttons);
        show(model.watchingProperty().get());
    }

    Node firstFocus() {
        return names;
    }

    private Set<String> written() {
        return Stream.of(names.getText().split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void show(Watching watching) {
        pipelines.getChildren().clear();
        if (watching.pipelines().isEmpty()) {
            Label none = new Label("No pipeline yet");
            none.getStyleClass().addAll("small", "subtle");
            pipelines.getChildren().add(none);
        }
        for (String pipeline : watching.pipelines()) {
            CutLabel name = new CutLabel(pipeline);
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            Button remove = new Button(null, new IconView(Icon.CLOSE, 12));
            remove.getStyleClass().addAll("bare", "in-row");
            remove.setAccessibleText("Watch " + pipeline + " no more");
            remove.setOnAction(event -> {
                model.toggle(pipeline);
                show(model.watchingProperty().get());
            });
            HBox row = new HBox(8, name, remove);
            row.setAlignment(Pos.CENTER_LEFT);
            pipelines.getChildren().add(row);
        }
    }
}
