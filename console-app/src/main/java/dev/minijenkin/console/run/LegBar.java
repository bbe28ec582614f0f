package dev.minijenkin.console.run;

import dev.minijenkin.console.state.StateShape;
import java.util.List;
import javafx.scene.layout.Region;

/// One segment a job, in the colour of its state: what a group holds can be seen while it is
/// closed.
final class LegBar extends Region {
    private static final double THICKNESS = 4;
    private static final double GAP = 3;
    private static final double WIDEST = 40;

    LegBar() {
        getStyleClass().add("leg-bar");
        setMouseTransparent(true);
        setMinHeight(THICKNESS);
    }

    void show(List<StateShape> shapes) {
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
        double top = Math.rint((getHeight() - THICKNESS) / 2);
        for (int i = 0; i < count; i++) {
            double left = Math.rint(i * step);
            double right = Math.rint((i + 1) * step) - gap;
            getChildren().get(i).resizeRelocate(left, top, Math.max(1, right - left), THICKNESS);
        }
    }
}
