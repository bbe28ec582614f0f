package dev.minijenkin.console.deliveries;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of the list of deliveries.
final class DeliveryColumns {
    static final double MARK = 30;
    static final double SIGN = 26;
    static final double WHEN = 92;
    private static final double SHARE = 0.3;

    private DeliveryColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Label outcome = head("What came of it");
        outcome.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(outcome, Priority.ALWAYS);
        Label when = sized(head("When"), WHEN);
        when.setAlignment(Pos.CENTER_RIGHT);
        return List.of(
                sized(new Region(), MARK + SIGN), what(head("Delivery"), room), outcome, when);
    }

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    static <R extends Region> R what(R region, ObservableValue<Double> room) {
        room.subscribe(width -> sized(region, Math.rint(width * SHARE)));
        return region;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
