package dev.minijenkin.console.run.time;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.layout.ZoomBar;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.view.run.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// How large the time line of a run is, and which part of it is in sight: by keys, by the wheel, by
/// dragging its axis. FX thread only.
public final class TimeZoom {
    private static final double STEP = 1.5;
    private static final double WHEEL_STEP = 1.25;
    private static final double MOVE = 0.25;
    private static final double MIDDLE = 0.5;

    private final RunTimeline timeline;
    private final TimeHead head;
    private final SteadyList<JobRow> jobs;
    private final DatabaseClock clock;
    private double dragged;

    public TimeZoom(
            RunTimeline timeline, TimeHead head, SteadyList<JobRow> jobs, DatabaseClock clock) {
        this.timeline = timeline;
        this.head = head;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// From now on the wheel and the mouse do it too.
    public void listen() {
        head.zoom()
                .offer(
                        new ZoomBar.Acts(
                                this::smaller,
                                this::larger,
                                this::fit,
                                "The selected job, or all"));
        head.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
        jobs.addEventFilter(ScrollEvent.SCROLL, this::scrolled);
        head.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> dragged = event.getSceneX());
        head.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    }

    public void larger() {
        zoom(STEP, focus());
    }

    public void smaller() {
        zoom(1 / STEP, focus());
    }

    /// All of it.
    public void usual() {
        timeline.show(TimeWindow.WHOLE);
    }

    /// The selected job from when it waited; where it is so already, all of it again.
    public void fit() {
        line().ifPresent(line -> {
            TimeWindow wanted =
                    selected(line)
                            .map(at -> TimeWindow.around(line, at.begin(), at.end()))
                            .orElse(TimeWindow.WHOLE);
            timeline.show(wanted.equals(timeline.window()) ? TimeWindow.WHOLE : wanted);
        });
    }

    /// Shows another part of the line.
    ///
    /// @param steps below 0: earlier
    public void move(int steps) {
        line().ifPresent(line -> timeline.show(timeline.window().moved(line, MOVE * steps)));
    }

    private void zoom(double by, double focus) {
        line().ifPresent(line -> timeline.show(timeline.window().zoomed(line, by, focus)));
    }

    private Optional<TimeScale> line() {
        return timeline.whole(clock.get());
    }

    /// The selected job stays where it is; without one that is in sight, the middle does.
    private double focus() {
        return line().flatMap(line ->
                        selected(line)
                                .map(at -> {
                                    TimeScale sight = timeline.window().on(line);
                                    return sight.shows(at.begin(), at.end())
                                            ? (sight.share(at.begin()) + sight.share(at.end())) / 2
                                            : MIDDLE;
                                }))
                .orElse(MIDDLE);
    }

    private record Stretch(Duration begin, Duration end) {}

    private Optional<Stretch> selected(TimeScale line) {
        List<JobView> of =
                jobs.selected()
                        .map(row ->
                                switch (row) {
                                    case JobRow.OfGroup group -> group.jobs();
                                    case JobRow.OfJob job -> List.of(job.job());
                                    case JobRow.OfStep step -> List.of(step.job());
                                })
                        .orElse(List.of());
        Optional<Duration> begin =
                of.stream()
                        .flatMap(job ->
                                Optional.ofNullable(job.times().queued())
                                        .or(() -> Optional.ofNullable(job.times().started()))
                                        .stream())
                        .min(Instant::compareTo)
                        .map(line::after);
        Duration end =
                of.stream()
                        .map(job -> Optional.ofNullable(job.times().finished()).orElse(clock.get()))
                        .max(Instant::compareTo)
                        .map(line::after)
                        .orElse(Duration.ZERO);
        return begin.map(at -> new Stretch(at, end));
    }

    private void scrolled(ScrollEvent event) {
        if (!timeline.isShown()) {
            return;
        }
        if (event.isShortcutDown() && event.getDeltaY() != 0) {
            Point2D at = new Point2D(event.getSceneX(), event.getSceneY());
            zoom(event.getDeltaY() > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, head.shareAt(at.getX()));
            event.consume();
        } else if (event.getDeltaX() != 0 && !timeline.window().isWhole()) {
            // Shift turns a wheel sideways.
            shift(head.shareOf(-event.getDeltaX()));
            event.consume();
        }
    }

    private void dragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            shift(head.shareOf(dragged - event.getSceneX()));
            dragged = event.getSceneX();
            event.consume();
        }
    }

    private void shift(double share) {
        line().ifPresent(line -> timeline.show(timeline.window().moved(line, share)));
    }
}
