package dev.minijenkin.console.state;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;

/// A state as a shape in a box of 16 pixels. A running ring fills towards the usual duration; a dot
/// in it says that it takes longer than usual.
public final class StateIcon extends Region {
    private static final double SIZE = 16;
    private static final double CENTER = SIZE / 2;

    private StateShape shape = StateShape.QUEUED;
    private double progress = Double.NaN;

    public StateIcon() {
        getStyleClass().add("state-icon");
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        setMouseTransparent(true);
        draw();
    }

    public StateIcon(StateShape shape) {
        this();
        show(shape);
    }

    public void show(StateShape next) {
        show(next, Double.NaN);
    }

    /// Elapsed time as a share of the usual duration; NaN where nothing is usual yet.
    public void show(StateShape next, double nextProgress) {
        if (next != shape || Double.compare(nextProgress, progress) != 0) {
            shape = next;
            progress = nextProgress;
            draw();
        }
    }

    private void draw() {
        getStyleClass().setAll("state-icon", shape.styleClass());
        getChildren().setAll(parts());
    }

    private List<Node> parts() {
        return switch (shape) {
            case SUCCESS -> List.of(disc(), mark("M5.2 8.3l2 2l3.7-4.4"));
            case FAILURE -> List.of(disc(), mark("M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"));
            case TIMED_OUT -> List.of(disc(), mark("M8 4.8v3.4l2.2 1.4"));
            case WAITING -> List.of(disc(), mark("M6.5 5.8v4.4M9.5 5.8v4.4"));
            case RUNNING -> running();
            case QUEUED -> List.of(styled(new Circle(CENTER, CENTER, 5.8), "ring", "dashed"));
            case BLOCKED -> List.of(ring());
            case CANCELLED -> List.of(ring(), line("M4.1 11.9l7.8-7.8"));
            case SKIPPED -> List.of(ring(), line("M5.4 8h5.2"));
        };
    }

    private List<Node> running() {
        if (progress > 1) {
            return List.of(
                    styled(new Circle(CENTER, CENTER, 5.8), "ring", "filling"),
                    styled(new Circle(CENTER, CENTER, 2.4), "dot"));
        }
        double share = Double.isNaN(progress) ? 0.3 : Math.max(0.06, progress);
        Arc arc = new Arc(CENTER, CENTER, 5.8, 5.8, 90, -360 * share);
        arc.setType(ArcType.OPEN);
        return List.of(
                styled(new Circle(CENTER, CENTER, 5.8), "ring", "behind"),
                styled(arc, "ring", "filling"));
    }

    private static Shape disc() {
        return styled(new Circle(CENTER, CENTER, 6.6), "disc");
    }

    private static Shape ring() {
        return styled(new Circle(CENTER, CENTER, 5.9), "ring");
    }

    private static Shape line(String path) {
        return path(path, "ring");
    }

    private static Shape mark(String path) {
        return path(path, "mark");
    }

    private static Shape path(String path, String styleClass) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        return styled(shape, styleClass);
    }

    private static <S extends Shape> S styled(S shape, String... styleClasses) {
        shape.getStyleClass().addAll(styleClasses);
        shape.setManaged(false);
        return shape;
    }
}
