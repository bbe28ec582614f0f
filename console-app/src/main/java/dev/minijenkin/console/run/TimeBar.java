package dev.minijenkin.console.run;

import javafx.scene.layout.Region;

/// When a job waited and when it ran, on the time line of its run: waited is thin and grey, ran is
/// solid in the colour of its state.
final class TimeBar extends Region {
    private static final double WAITED = 5;
    private static final double RAN = 11;
    private static final double LEAST = 2;

    private final Region waited = part("waited");
    private final Region ran = part("ran");
    private JobSpan span = new JobSpan(Double.NaN, Double.NaN, Double.NaN);

    TimeBar() {
        getStyleClass().add("time-bar");
        setMouseTransparent(true);
        setMinHeight(RAN);
        getChildren().addAll(waited, ran);
    }

    void show(JobSpan next, String stateStyle) {
        span = next;
        getStyleClass().setAll("time-bar", stateStyle);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double middle = getHeight() / 2;
        double waitEnd = Double.isNaN(span.started()) ? span.ended() : span.started();
        place(waited, width * span.from(), width * waitEnd, middle, WAITED);
        place(ran, width * span.started(), width * span.ended(), middle, RAN);
    }

    private static void place(
            Region part, double left, double right, double middle, double height) {
        boolean shown = Double.isFinite(left) && Double.isFinite(right);
        part.setVisible(shown);
        if (shown) {
            part.resizeRelocate(
                    Math.rint(left),
                    Math.rint(middle - height / 2),
                    Math.max(LEAST, Math.rint(right - left)),
                    height);
        }
    }

    private static Region part(String styleClass) {
        Region region = new Region();
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        return region;
    }
}
