package dev.minijenkin.console.part.chart;

import java.util.List;
import javafx.scene.layout.Region;

/// How long something takes against how long it usually takes: the usual end is a tick at a fixed
/// place, what lies beyond it is amber.
public final class DurationBar extends Region {
    private static final double THICKNESS = 4;
    private static final double TICK_HEIGHT = 10;

    private final Region track = part("track");
    private final Region fill = part("fill");
    private final Region beyond = part("beyond");
    private final Region tick = part("tick");
    private final double tickAt;
    private double share = Double.NaN;

    /// A bar of fixed width.
    ///
    /// @param tickAt where the usual end is, as a share of the width
    public DurationBar(double width, double tickAt) {
        this.tickAt = tickAt;
        getStyleClass().add("duration-bar");
        setMinSize(width, TICK_HEIGHT);
        setPrefSize(width, TICK_HEIGHT);
        setMaxSize(width, TICK_HEIGHT);
        setMouseTransparent(true);
        getChildren().addAll(track, fill, beyond, tick);
    }

    /// Shows how much of the usual time has passed.
    ///
    /// @param nextShare elapsed / usual; NaN hides the bar, for nothing is known to be usual
    public void show(double nextShare, boolean active) {
        share = nextShare;
        // Not the bar itself: a row that has no room for it says so.
        for (Region part : List.of(track, fill, tick)) {
            part.setVisible(!Double.isNaN(nextShare));
        }
        if (active != getStyleClass().contains("active")) {
            if (active) {
                getStyleClass().add("active");
            } else {
                getStyleClass().remove("active");
            }
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double top = (getHeight() - THICKNESS) / 2;
        double usual = Math.rint(width * tickAt);
        double known = Double.isNaN(share) ? 0 : share;
        double end = Math.min(width, Math.max(3, Math.rint(usual * known)));
        track.resizeRelocate(0, top, width, THICKNESS);
        fill.resizeRelocate(0, top, Math.min(end, usual), THICKNESS);
        beyond.setVisible(!Double.isNaN(share) && end > usual + 1);
        beyond.resizeRelocate(usual, top, Math.max(0, end - usual), THICKNESS);
        tick.resizeRelocate(usual - 1, (getHeight() - TICK_HEIGHT) / 2, 2, TICK_HEIGHT);
    }

    private static Region part(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        return region;
    }
}
