package dev.minijenkin.console.run.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/// When a job waited and when it ran, on the time line of its run: waited is thin and grey, ran is
/// solid in the colour of its state. Below it a thin line says when it usually runs, behind it are
/// the lines of the axis, and a frame marks the critical path. FX thread only.
public final class TimeBar extends Region {
    private static final PseudoClass CRITICAL = PseudoClass.getPseudoClass("critical");
    private static final double WAITED = 5;
    private static final double RAN = 11;
    private static final double USUAL = 3;
    private static final double BELOW = 9;
    private static final double FRAME = 2;
    private static final double LEAST = 2;

    private final Region waited = part("waited");
    private final Region frame = part("path-frame");
    private final Region ran = part("ran");
    private final Region usual = part("usual");
    private final Region now = part("now-line");
    private List<Region> grid = List.of();
    private Shown shown = Shown.only(JobSpan.NONE);

    /// What is drawn.
    ///
    /// @param usual when it usually runs
    /// @param axis whose lines are behind it; empty: none
    /// @param critical whether it is on the critical path
    /// @param now where it is now; NaN: not in sight
    public record Shown(
            JobSpan span, JobSpan usual, Optional<TimeScale> axis, boolean critical, double now) {
        /// By itself.
        public static Shown only(JobSpan span) {
            return new Shown(span, JobSpan.NONE, Optional.empty(), false, Double.NaN);
        }
    }

    public TimeBar() {
        getStyleClass().add("time-bar");
        setMouseTransparent(true);
        setMinHeight(RAN);
        setMinWidth(0);
        getChildren().addAll(now, waited, frame, ran, usual);
    }

    public void show(Shown next, String stateStyle) {
        shown = next;
        getStyleClass().setAll("time-bar", stateStyle);
        pseudoClassStateChanged(CRITICAL, next.critical());
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double middle = getHeight() / 2;
        JobSpan span = shown.span();
        double waitEnd = Double.isNaN(span.started()) ? span.ended() : span.started();
        place(waited, width * span.from(), width * waitEnd, middle, WAITED);
        place(ran, width * span.started(), width * span.ended(), middle, RAN);
        place(
                usual,
                width * shown.usual().started(),
                width * shown.usual().ended(),
                middle + BELOW,
                USUAL);
        frame.setVisible(shown.critical() && ran.isVisible());
        frame.resizeRelocate(
                ran.getLayoutX() - FRAME,
                ran.getLayoutY() - FRAME,
                ran.getWidth() + 2 * FRAME,
                ran.getHeight() + 2 * FRAME);
        now.setVisible(Double.isFinite(shown.now()));
        now.resizeRelocate(Math.min(width - 2, Math.rint(width * shown.now())), 0, 2, getHeight());
        drawGrid(width);
    }

    private void drawGrid(double width) {
        List<TimeScale.Tick> ticks =
                shown.axis().map(scale -> TimeHead.ticks(scale, width)).orElse(List.of());
        if (ticks.size() != grid.size()) {
            getChildren().removeAll(grid);
            List<Region> next = new ArrayList<>();
            ticks.forEach(tick -> next.add(part("tick")));
            grid = List.copyOf(next);
            getChildren().addAll(0, grid);
        }
        for (int at = 0; at < grid.size(); at++) {
            double left = Math.min(width - 1, Math.rint(width * ticks.get(at).at()));
            grid.get(at).resizeRelocate(left, 0, 1, getHeight());
        }
    }

    private static void place(
            Region part, double left, double right, double middle, double height) {
        boolean known = Double.isFinite(left) && Double.isFinite(right);
        part.setVisible(known);
        if (known) {
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
