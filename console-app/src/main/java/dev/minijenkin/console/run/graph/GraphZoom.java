package dev.minijenkin.console.run.graph;

import dev.minijenkin.console.part.layout.ZoomBar;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Scale;

/// How large the graph of a run is drawn, and which part of it is in sight: by keys, by the wheel,
/// by dragging. FX thread only.
public final class GraphZoom {
    private static final double STEP = 1.25;
    private static final double LEAST = 0.1;
    private static final double MOST = 2;
    private static final double MOVE = 120;

    private final NeedsGraph graph;
    private final ScrollPane area;
    private final ZoomBar bar;
    private final Scale scale = new Scale();
    private final Runnable changed;

    /// @param changed is told when it is drawn larger or smaller
    public GraphZoom(NeedsGraph graph, ScrollPane area, ZoomBar bar, Runnable changed) {
        this.graph = graph;
        this.area = area;
        this.bar = bar;
        this.changed = changed;
    }

    /// Puts the graph into its area, where the wheel and the mouse do it from now on too.
    public void fill() {
        graph.getTransforms().add(scale);
        StackPane margin = new StackPane(new Group(graph));
        margin.getStyleClass().addAll("plan-margin", "above-jobs");
        area.setContent(margin);
        area.setPannable(true);
        area.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
        bar.offer(new ZoomBar.Acts(this::smaller, this::larger, this::fit, "All of the graph"));
    }

    public double factor() {
        return scale.getX();
    }

    public void larger() {
        set(factor() * STEP);
        graph.showCurrent();
    }

    public void smaller() {
        set(factor() / STEP);
        graph.showCurrent();
    }

    public void usual() {
        set(1);
        graph.showCurrent();
    }

    /// As large as all of it has room, and never larger than usual.
    public void fit() {
        Bounds room = area.getViewportBounds();
        Bounds margins = area.getContent().getLayoutBounds();
        double around = margins.getWidth() - graph.getMinWidth() * factor();
        set(Math.min(1, (room.getWidth() - Math.clamp(around, 40, 60)) / graph.getMinWidth()));
    }

    /// Shows another part of it.
    ///
    /// @param across below 0: to the left
    /// @param down below 0: upwards
    public void move(int across, int down) {
        scrollBy(MOVE * across, MOVE * down);
    }

    private void set(double wanted) {
        double next = Math.clamp(wanted, LEAST, MOST);
        // What is nearly the usual size is it: steps up and down end there again.
        double round = Math.abs(next - 1) < 0.02 ? 1 : next;
        if (round != factor()) {
            scale.setX(round);
            scale.setY(round);
            bar.show(round);
            changed.run();
            area.layout();
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.isShortcutDown() && event.getDeltaY() != 0) {
            Point2D point = graph.sceneToLocal(event.getSceneX(), event.getSceneY());
            set(event.getDeltaY() > 0 ? factor() * STEP : factor() / STEP);
            Point2D now = graph.localToScene(point);
            scrollBy(now.getX() - event.getSceneX(), now.getY() - event.getSceneY());
            event.consume();
        }
    }

    private void scrollBy(double across, double down) {
        Node content = area.getContent();
        Bounds view = area.getViewportBounds();
        double width = content.getLayoutBounds().getWidth() - view.getWidth();
        double height = content.getLayoutBounds().getHeight() - view.getHeight();
        if (width > 0) {
            area.setHvalue(Math.clamp(area.getHvalue() + across / width, 0, 1));
        }
        if (height > 0) {
            area.setVvalue(Math.clamp(area.getVvalue() + down / height, 0, 1));
        }
    }
}
