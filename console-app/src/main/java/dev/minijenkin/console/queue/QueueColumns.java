package dev.minijenkin.console.queue;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of the queue, for its head and its rows.
final class QueueColumns {
    static final double MARK = 30;
    static final double PLACE = 40;
    static final double SIGN = 24;
    static final double TIME = 78;
    private static final double JOB_SHARE = 0.29;
    private static final double JOB_LEAST = 130;

    private QueueColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Region mark = sized(new Region(), MARK);
        Label why = head("Why it waits");
        why.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(why, Priority.ALWAYS);
        Label waits = sized(head("Waits"), TIME);
        Label starts = sized(head("Starts"), TIME);
        waits.setAlignment(Pos.CENTER_RIGHT);
        starts.setAlignment(Pos.CENTER_RIGHT);
        return List.of(
                mark, sized(head("Place"), PLACE), job(head("Job"), room), why, waits, starts);
    }

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    /// The column of names, which gives way.
    static <R extends Region> R job(R region, ObservableValue<Double> room) {
        room.subscribe(width -> sized(region, Math.rint(Math.max(JOB_LEAST, width * JOB_SHARE))));
        return region;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
