package dev.minijenkin.console.audit;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of the audit.
final class AuditColumns {
    static final double SIGN = 28;
    static final double WHEN = 92;
    private static final double WHO_SHARE = 0.15;
    private static final double WHAT_SHARE = 0.35;

    private AuditColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Label outcome = head("What came of it");
        outcome.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(outcome, Priority.ALWAYS);
        Label when = sized(head("Given"), WHEN);
        when.setAlignment(Pos.CENTER_RIGHT);
        return List.of(
                who(head("Who"), room),
                what(head("Command and reason"), room),
                sized(new Region(), SIGN),
                outcome,
                when);
    }

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    static <R extends Region> R who(R region, ObservableValue<Double> room) {
        room.subscribe(width -> sized(region, Math.rint(width * WHO_SHARE)));
        return region;
    }

    static <R extends Region> R what(R region, ObservableValue<Double> room) {
        room.subscribe(width -> sized(region, Math.rint(width * WHAT_SHARE)));
        return region;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
