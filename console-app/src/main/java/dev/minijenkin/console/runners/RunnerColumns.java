package dev.minijenkin.console.runners;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of the list of runners. Where it is narrow host, version and load go, in
/// this order.
final class RunnerColumns {
    static final double MARK = 30;
    static final double SLOTS = 226;
    static final double LOAD = 140;
    static final double HEARTBEAT = 84;
    static final double VERSION = 90;
    static final double HOST = 150;
    static final double LOAD_FROM = 720;
    static final double VERSION_FROM = 820;
    static final double HOST_FROM = 960;

    private RunnerColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Label name = head("Runner and labels");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label heartbeat = sized(head("Heartbeat"), HEARTBEAT);
        heartbeat.setAlignment(Pos.CENTER_RIGHT);
        return List.of(
                sized(new Region(), MARK),
                name,
                sized(head("Slots"), SLOTS),
                from(sized(head("Load, last hour"), LOAD), LOAD_FROM, room),
                heartbeat,
                from(sized(padded("Version"), VERSION), VERSION_FROM, room),
                from(sized(padded("Host"), HOST), HOST_FROM, room));
    }

    static <R extends Region> R sized(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    /// Takes a column out while the list is narrower than something.
    static <R extends Region> R from(R region, double least, ObservableValue<Double> room) {
        room.subscribe(width -> {
            region.setVisible(width >= least);
            region.setManaged(width >= least);
        });
        return region;
    }

    private static Label padded(String text) {
        Label label = head(text);
        label.getStyleClass().add("left-padded");
        return label;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
