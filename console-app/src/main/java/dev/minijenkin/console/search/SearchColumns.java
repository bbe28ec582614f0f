package dev.minijenkin.console.search;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of what was found.
final class SearchColumns {
    static final double RUNNER = 110;
    static final double WHEN = 92;
    static final double NUMBER = 64;
    static final double TIME = 70;
    static final double INDENT = 20;

    private SearchColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Label what = head("Job and line");
        what.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(what, Priority.ALWAYS);
        Label when = sized(head("Printed"), WHEN);
        when.setAlignment(Pos.CENTER_RIGHT);
        return List.of(what, sized(head("Runner"), RUNNER), when);
    }

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
