package dev.minijenkin.console.run.graph;

import dev.minijenkin.console.state.StateShape;
import java.util.List;
import javafx.scene.layout.Region;

/// One segment a job, in the colour of its state and in a height of its own: what a group holds can
/// be seen while it is closed, also by who cannot tell the colours.
public final class LegBar extends Region {
    private static final double HIGHEST = 10;
    private static final double GAP = 3;
    private static final double WIDEST = 40;

    private List<StateShape> shown = List.of();

    public LegBar() {
        getStyleClass().add("leg-bar");
        setMouseTransparent(true);
        setMinHeight(HIGHEST);
    }

    public void show(List<StateShape> shapes) {
        shown = List.copyOf(shapes);
        if (getChildren().size() != shapes.size()) {
            getChildren().setAll(shapes.stream().map(shape -> new Region()).toList());
            getChildren().forEach(segment -> segment.setManaged(false));
        }
        for (int i = 0; i < shapes.size(); i++) {
            getChildren().get(i).getStyleClass().setAll("segment", shapes.get(i).styleClass());
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        int count = getChildren().size();
        double step = Math.min(WIDEST + GAP, (getWidth() + GAP) / Math.max(1, count));
        double gap = step >= 4 * GAP ? GAP : step > GAP ? 1 : 0;
        for (int i = 0; i < count; i++) {
            double left = Math.rint(i * step);
            double right = Math.rint((i + 1) * step) - gap;
            double thickness = thickness(shown.get(i));
            double top = Math.rint((getHeight() - thickness) / 2);
            getChildren().get(i).resizeRelocate(left, top, Math.max(1, right - left), thickness);
        }
    }

    /// What went wrong stands out, what did not begin recedes.
    static double thickness(StateShape shape) {
        return switch (shape) {
            case FAILURE, TIMED_OUT -> HIGHEST;
            case RUNNING -> 7;
            case WAITING -> 6;
            case SUCCESS -> 4;
            case CANCELLED -> 3;
            case QUEUED, SKIPPED, BLOCKED -> 2;
        };
    }
}
