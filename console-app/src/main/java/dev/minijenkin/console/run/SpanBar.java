package dev.minijenkin.console.run;

import javafx.scene.layout.Region;

/// When a job waited and when it ran, on the time line of its run: waited is thin and grey, ran is
/// solid in the colour of its state.
final class SpanBar extends Region {
    private static final double WAITED = 5;
    private static final double RAN = 11;
    private static final double LEAST = 2;

    private final Region waited = part("waited");
    private final Region ran = part("ran");
    private double from = Double.NaN;
    private double started = Double.NaN;
    private double ended = Double.NaN;

    SpanBar() {
        getStyleClass().add("span-bar");
        setMouseTransparent(true);
        setMinHeight(RAN);
        getChildren().addAll(waited, ran);
    }

    /// Shares of the run's whole span; NaN: not yet.
    void show(double nextFrom, double nextStarted, double nextEnded, String stateStyle) {
        from = nextFrom;
        started = nextStarted;
        ended = nextEnded;
        getStyleClass().setAll("span-bar", stateStyle);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double middle = getHeight() / 2;
        double waitEnd = Double.isNaN(started) ? ended : started;
        place(waited, width * from, width * waitEnd, middle, WAITED);
        place(ran, width * started, width * ended, middle, RAN);
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
