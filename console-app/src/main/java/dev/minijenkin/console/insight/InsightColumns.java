package dev.minijenkin.console.insight;

import dev.minijenkin.console.part.CutLabel;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of the insights.
final class InsightColumns {
    static final double FIGURE = 88;
    private static final double NAME_SHARE = 0.3;

    private InsightColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Label course = new CutLabel("Median by day", "small", "muted");
        course.setMaxWidth(Double.MAX_VALUE);
        course.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(course, Priority.ALWAYS);
        return Stream.concat(
                        Stream.concat(
                                Stream.of(name(head("Pipeline"), room)),
                                Stream.of("Succeeded", "Runs", "Median", "p95")
                                        .map(InsightColumns::figure)),
                        Stream.of(course))
                .toList();
    }

    private static Node figure(String text) {
        Label label = sized(head(text), FIGURE);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    static <R extends Region> R name(R region, ObservableValue<Double> room) {
        room.subscribe(width -> sized(region, Math.rint(width * NAME_SHARE)));
        return region;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
