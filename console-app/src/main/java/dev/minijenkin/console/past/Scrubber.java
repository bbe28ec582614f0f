package dev.minijenkin.console.past;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.db.view.past.DayCourse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// A day as bars of how busy it was, with dots where something went wrong: a person drags along it,
/// and a knob says the minute. What came after the minute is pale. FX thread only.
final class Scrubber extends Region {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final double TOP = 8;
    private static final double BARS = 30;
    private static final double LANE = 8;
    private static final double LABELS = 18;
    private static final double DOT = 5;
    private static final double LEAST_BAR = 2;
    private static final double TICK = 90;

    private final TimeMachine machine;
    private final DatabaseClock live;
    private final List<Region> bars = new ArrayList<>();
    private final List<Region> dots = new ArrayList<>();
    private final List<Label> hours = new ArrayList<>();
    private final Region line = part("scrub-line");
    private final Label minute = new Label();
    private Optional<DayCourse> course = Optional.empty();

    Scrubber(TimeMachine machine, DatabaseClock live) {
        this.machine = machine;
        this.live = live;
        getStyleClass().add("scrubber");
        setMinHeight(TOP + BARS + LANE + LABELS + 4);
        setPrefHeight(getMinHeight());
        setMaxHeight(getMinHeight());
        setMinWidth(0);
        minute.getStyleClass().add("scrub-minute");
        minute.setManaged(false);
        minute.setMouseTransparent(true);
        getChildren().addAll(line, minute);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::moved);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::moved);
        machine.atProperty().subscribe(at -> requestLayout());
    }

    void show(DayCourse next) {
        course = Optional.of(next);
        requestLayout();
    }

    private void moved(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && getWidth() > 0) {
            course.ifPresent(day -> {
                double share = Math.clamp(event.getX() / getWidth(), 0, 1);
                long way = Duration.between(day.from(), day.until()).toMillis();
                machine.lookAt(day.from().plusMillis(Math.round(share * way)));
            });
            event.consume();
        }
    }

    private double x(DayCourse day, Instant at) {
        double way = Duration.between(day.from(), day.until()).toMillis();
        return getWidth() * Duration.between(day.from(), at).toMillis() / way;
    }

    @Override
    protected void layoutChildren() {
        if (course.isEmpty() || getWidth() <= 0) {
            return;
        }
        DayCourse day = course.get();
        Instant at = machine.atProperty().get().orElse(live.get());
        double now = Math.clamp(x(day, at), 0, getWidth());
        layOutBars(day, now);
        layOutDots(day);
        layOutHours(day);
        line.resizeRelocate(Math.rint(now) - 1, 0, 2, TOP + BARS + LANE + 2);
        line.toFront();
        minute.setText(machine.isPast() ? CLOCK.format(at.atZone(live.zone())) : "now");
        minute.autosize();
        minute.relocate(atPlace(now, minute), TOP + BARS + LANE + 2);
        minute.toFront();
        // What it would cover in part is not shown.
        hours.stream()
                .filter(hour -> hour.getBoundsInParent().intersects(minute.getBoundsInParent()))
                .forEach(hour -> hour.setVisible(false));
    }

    private void layOutBars(DayCourse day, double now) {
        fit(bars, day.bars().size(), "scrub-bar");
        int most = Math.max(1, day.bars().stream().mapToInt(DayCourse.Bar::busy).max().orElse(1));
        double step = getWidth() / day.bars().size();
        for (int i = 0; i < bars.size(); i++) {
            int busy = day.bars().get(i).busy();
            double height = busy < 0 ? 0 : Math.max(LEAST_BAR, BARS * busy / most);
            Region bar = bars.get(i);
            bar.setVisible(busy >= 0);
            bar.getStyleClass().setAll("scrub-bar", i * step > now ? "later" : "before");
            bar.resizeRelocate(
                    Math.rint(i * step),
                    TOP + BARS - height,
                    Math.max(1, Math.rint((i + 1) * step) - Math.rint(i * step) - 2),
                    height);
        }
    }

    private void layOutDots(DayCourse day) {
        fit(dots, day.failed().size() + day.lost().size(), "scrub-dot");
        for (int i = 0; i < dots.size(); i++) {
            boolean failed = i < day.failed().size();
            Instant at = failed ? day.failed().get(i) : day.lost().get(i - day.failed().size());
            Region dot = dots.get(i);
            dot.getStyleClass().setAll("scrub-dot", failed ? "failed" : "lost");
            dot.resizeRelocate(x(day, at) - DOT / 2, TOP + BARS + 2, DOT, DOT);
        }
    }

    private void layOutHours(DayCourse day) {
        long whole = Duration.between(day.from(), day.until()).toHours();
        long step = Math.max(1, Math.ceilDiv(whole, Math.max(1, (long) (getWidth() / TICK))));
        List<Instant> at = new ArrayList<>();
        ZonedDateTime hour =
                day.from().atZone(live.zone()).truncatedTo(ChronoUnit.HOURS).plusHours(1);
        while (hour.toInstant().isBefore(day.until())) {
            if (hour.getHour() % step == 0) {
                at.add(hour.toInstant());
            }
            hour = hour.plusHours(1);
        }
        while (hours.size() < at.size()) {
            Label label = new Label();
            label.getStyleClass().addAll("axis-word", "subtle");
            label.setManaged(false);
            label.setMouseTransparent(true);
            hours.add(label);
            getChildren().add(label);
        }
        for (int i = 0; i < hours.size(); i++) {
            Label label = hours.get(i);
            label.setVisible(i < at.size());
            if (label.isVisible()) {
                label.setText(CLOCK.format(at.get(i).atZone(live.zone())));
                label.autosize();
                label.relocate(atPlace(x(day, at.get(i)), label), TOP + BARS + LANE + 3);
            }
        }
    }

    /// Where a label begins that stands below a place, and within what is there.
    private double atPlace(double middle, Label label) {
        double most = Math.max(0, getWidth() - label.getWidth());
        return Math.rint(Math.clamp(middle - label.getWidth() / 2, 0, most));
    }

    private void fit(List<Region> parts, int count, String style) {
        while (parts.size() < count) {
            Region made = part(style);
            parts.add(made);
            getChildren().addFirst(made);
        }
        while (parts.size() > count) {
            getChildren().remove(parts.removeLast());
        }
    }

    private static Region part(String style) {
        Region region = new Region();
        region.getStyleClass().add(style);
        region.setManaged(false);
        region.setMouseTransparent(true);
        return region;
    }
}
