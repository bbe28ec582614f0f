package dev.minijenkin.console.deploys;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Widths of the columns of the list of environments.
final class DeployColumns {
    private static final double NAME_SHARE = 0.24;
    private static final double LOCK_SHARE = 0.34;

    private DeployColumns() {}

    static List<Node> heads(ObservableValue<Double> room) {
        Label deployed = head("Deployed");
        deployed.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(deployed, Priority.ALWAYS);
        return List.of(name(head("Environment"), room), deployed, lock(head("Lock"), room));
    }

    static <R extends Region> R name(R region, ObservableValue<Double> room) {
        return share(region, NAME_SHARE, room);
    }

    static <R extends Region> R lock(R region, ObservableValue<Double> room) {
        return share(region, LOCK_SHARE, room);
    }

    private static <R extends Region> R share(
            R region, double share, ObservableValue<Double> room) {
        room.subscribe(width -> {
            double wide = Math.rint(width * share);
            region.setMinWidth(wide);
            region.setPrefWidth(wide);
            region.setMaxWidth(wide);
        });
        return region;
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        return label;
    }
}
