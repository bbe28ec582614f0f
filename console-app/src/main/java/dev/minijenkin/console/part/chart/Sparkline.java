package dev.minijenkin.console.part.chart;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import javafx.event.EventHandler;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;

/// The last hour of a number: a line, the band of what is usual behind it, a dot at its end.
/// Minutes of which nothing is known (NaN) are left out: the line goes on to the next one.
public final class Sparkline extends Region {
    private static final double PADDING = 4;

    private final Rectangle band = new Rectangle();
    private final Path area = new Path();
    private final Path second = new Path();
    private final Path line = new Path();
    private final Circle last = new Circle(3);
    private final Rectangle later = new Rectangle();
    private final Rectangle mark = new Rectangle();
    private double marked = Double.NaN;
    private double[] values = {};
    private double[] secondValues = {};
    private double usualLow = Double.NaN;
    private double usualHigh = Double.NaN;

    public Sparkline() {
        getStyleClass().add("sparkline");
        band.getStyleClass().add("band");
        area.getStyleClass().add("area");
        second.getStyleClass().add("second");
        line.getStyleClass().add("line");
        last.getStyleClass().add("last");
        setMouseTransparent(true);
        setMinHeight(44);
        setPrefHeight(44);
        later.getStyleClass().add("later");
        mark.getStyleClass().add("mark");
        getChildren().addAll(band, area, second, line, last, later, mark);
        getChildren().forEach(child -> child.setManaged(false));
    }

    /// Is told from now on where a person presses or drags to: 0 to 1 of its length.
    public void onDrag(DoubleConsumer to) {
        setMouseTransparent(false);
        setPickOnBounds(true);
        getStyleClass().add("draggable");
        EventHandler<MouseEvent> moved =
                event -> {
                    double way = getWidth() - 2 * PADDING;
                    if (event.getButton() == MouseButton.PRIMARY && way > 0) {
                        to.accept(Math.clamp((event.getX() - PADDING) / way, 0, 1));
                        event.consume();
                    }
                };
        addEventHandler(MouseEvent.MOUSE_PRESSED, moved);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, moved);
    }

    /// Marks a place on it, after which it is pale; NaN: none.
    public void mark(double share) {
        marked = share;
        requestLayout();
    }

    public void show(double[] next, double low, double high) {
        show(next, new double[0], low, high);
    }

    public void show(double[] next, double[] nextSecond, double low, double high) {
        values = next.clone();
        secondValues = nextSecond.clone();
        usualLow = low;
        usualHigh = high;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double top = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
        top = Math.max(top, Arrays.stream(secondValues).filter(Double::isFinite).max().orElse(0));
        if (Double.isFinite(usualHigh)) {
            top = Math.max(top, usualHigh);
        }
        double scale = (getHeight() - 2 * PADDING) / (top > 0 ? top : 1);
        double bottom = getHeight() - PADDING;
        draw(line, values, scale, bottom);
        draw(second, secondValues, scale, bottom);
        drawArea(scale, bottom);
        band.setVisible(
                Double.isFinite(usualLow) && Double.isFinite(usualHigh) && values.length > 1);
        if (band.isVisible()) {
            double height = Math.max(3, (usualHigh - usualLow) * scale);
            band.setX(0);
            band.setWidth(getWidth());
            band.setY(Math.min(bottom - usualHigh * scale, bottom - height));
            band.setHeight(height);
        }
        int end = lastKnown();
        // A dot alone tells of no course.
        last.setVisible(line.getElements().size() > 1);
        if (last.isVisible()) {
            last.setCenterX(x(end, values.length));
            last.setCenterY(bottom - values[end] * scale);
        }
        boolean any = Double.isFinite(marked);
        mark.setVisible(any);
        later.setVisible(any);
        if (any) {
            double at = Math.rint(PADDING + marked * (getWidth() - 2 * PADDING));
            mark.setX(at - 0.75);
            mark.setWidth(1.5);
            mark.setHeight(getHeight());
            later.setX(at);
            later.setWidth(Math.max(0, getWidth() - at));
            later.setHeight(getHeight());
        }
    }

    /// -1 where nothing is known.
    private int lastKnown() {
        int at = values.length - 1;
        while (at >= 0 && !Double.isFinite(values[at])) {
            at--;
        }
        return at;
    }

    private void draw(Path path, double[] points, double scale, double bottom) {
        path.getElements().clear();
        boolean drawing = false;
        for (int i = 0; i < points.length; i++) {
            if (!Double.isFinite(points[i])) {
                continue;
            }
            double x = x(i, points.length);
            double y = bottom - points[i] * scale;
            path.getElements().add(drawing ? new LineTo(x, y) : new MoveTo(x, y));
            drawing = true;
        }
    }

    private void drawArea(double scale, double bottom) {
        area.getElements().clear();
        int from = -1;
        int to = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                from = from < 0 ? i : from;
                to = i;
            }
        }
        if (to <= from) {
            return;
        }
        area.getElements().add(new MoveTo(x(from, values.length), getHeight()));
        for (int i = from; i <= to; i++) {
            if (Double.isFinite(values[i])) {
                area.getElements().add(new LineTo(x(i, values.length), bottom - values[i] * scale));
            }
        }
        area.getElements().add(new LineTo(x(to, values.length), getHeight()));
    }

    private double x(int index, int count) {
        double width = getWidth() - 2 * PADDING;
        return count < 2 ? PADDING + width : PADDING + width * index / (count - 1);
    }
}
