package dev.minijenkin.console.run.time;

import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.part.layout.ZoomBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What stands over the rows of a time line: a sentence about the critical path, what the bars mean
/// and how large they are, and below that the axis. FX thread only.
public final class TimeHead extends VBox {
    /// Right of the bars stands how long a job took.
    public static final double TOOK = 64;

    private static final double GAP = 8;
    private static final double NARROW = 760;
    private static final double NAMES = 300;
    private static final double NARROW_NAMES = 200;
    private static final double INDENT = 10;

    /// So wide is a word of the axis with its surroundings.
    private static final double TICK = 84;

    private final CutLabel path = new CutLabel("", "small", "muted");
    private final ZoomBar zoom = new ZoomBar();
    private final Node nowKey = key("now", "now");
    private final Node usualKey = key("usual", "the usual run");
    private final Axis axis = new Axis();

    @SuppressWarnings("this-escape") // It is in no scene yet.
    public TimeHead() {
        getStyleClass().addAll("time-head", "ruled-below");
        HBox.setHgrow(path, Priority.ALWAYS);
        path.setMinWidth(0);
        path.setMaxWidth(Double.MAX_VALUE);
        HBox legend =
                new HBox(
                        14,
                        key("waited", "waited"),
                        key("ran", "ran"),
                        usualKey,
                        key("critical", "critical path"),
                        nowKey);
        legend.getStyleClass().add("time-legend");
        legend.setMinWidth(USE_PREF_SIZE);
        FittingRow.setDrop(legend, 1);
        FittingRow.setKeep(path, 200.0);
        FittingRow words = new FittingRow(16, path, legend, zoom);
        words.getStyleClass().add("time-words");
        words.setMinWidth(0);
        Region names = new Region();
        Region took = new Region();
        took.setMinWidth(TOOK);
        took.setMaxWidth(TOOK);
        HBox.setHgrow(axis, Priority.ALWAYS);
        HBox line = new HBox(GAP, names, axis, took);
        line.getStyleClass().add("time-axis");
        getChildren().addAll(words, line);
        widthProperty()
                .subscribe(width -> {
                    double room = names(width.doubleValue()) - INDENT;
                    names.setMinWidth(room);
                    names.setMaxWidth(room);
                });
    }

    /// How wide the names of jobs are, left of their bars.
    ///
    /// @param room the width of all
    public static double names(double room) {
        return room < NARROW ? NARROW_NAMES : NAMES;
    }

    /// The lines that have room on an axis.
    static List<TimeScale.Tick> ticks(TimeScale scale, double width) {
        return scale.ticks((int) (width / TICK));
    }

    /// What a sign on the time line means.
    static Node key(String sign, String word) {
        Region mark = new Region();
        mark.getStyleClass().addAll("time-key", sign);
        Label label = new Label(word);
        label.getStyleClass().addAll("small", "subtle");
        label.setMinWidth(USE_PREF_SIZE);
        HBox key = new HBox(6, mark, label);
        key.setAlignment(Pos.CENTER_LEFT);
        return key;
    }

    /// On paper nothing can be enlarged.
    void withoutZoom() {
        shown(zoom, false);
    }

    public ZoomBar zoom() {
        return zoom;
    }

    /// Where a place in the window lies on the axis, from 0 to 1.
    double shareAt(double sceneX) {
        double at = axis.sceneToLocal(sceneX, 0).getX();
        return axis.getWidth() <= 0 ? 0.5 : Math.clamp(at / axis.getWidth(), 0, 1);
    }

    /// How much of what is in sight a way on the screen is.
    double shareOf(double pixels) {
        return axis.getWidth() <= 0 ? 0 : pixels / axis.getWidth();
    }

    /// Shows the axis of a line.
    ///
    /// @param factor 1: all of it is in sight
    /// @param now where it is now; NaN: not in sight, or it is over
    /// @param usual whether it is known when its jobs usually run
    public void show(
            Optional<TimeScale> scale, String words, double factor, double now, boolean usual) {
        path.setText(words);
        zoom.show(factor);
        shown(nowKey, Double.isFinite(now));
        shown(usualKey, usual);
        axis.show(scale, now);
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static final class Axis extends Region {
        private final Label now = label("now-word");
        private final List<Label> words = new ArrayList<>();
        private Optional<TimeScale> scale = Optional.empty();
        private double at = Double.NaN;

        Axis() {
            setMinWidth(0);
            setMinHeight(20);
            now.setText("now");
            getChildren().add(now);
        }

        void show(Optional<TimeScale> next, double nextNow) {
            if (!next.equals(scale) || Double.compare(at, nextNow) != 0) {
                scale = next;
                at = nextNow;
                requestLayout();
            }
        }

        @Override
        protected void layoutChildren() {
            List<TimeScale.Tick> ticks = scale.map(of -> ticks(of, getWidth())).orElse(List.of());
            while (words.size() < ticks.size()) {
                Label word = label("subtle");
                words.add(word);
                getChildren().add(word);
            }
            now.setVisible(Double.isFinite(at));
            place(now, at);
            for (int i = 0; i < words.size(); i++) {
                Label word = words.get(i);
                word.setVisible(i < ticks.size());
                if (word.isVisible()) {
                    word.setText(ticks.get(i).words());
                    place(word, ticks.get(i).at());
                    // What it is now says more than a round time beside it.
                    word.setVisible(!now.isVisible() || !overlap(word, now));
                }
            }
        }

        private void place(Label word, double share) {
            word.autosize();
            double left = share * getWidth() - word.getWidth() / 2;
            word.relocate(
                    Math.rint(Math.clamp(left, 0, Math.max(0, getWidth() - word.getWidth()))),
                    Math.rint((getHeight() - word.getHeight()) / 2));
        }

        private static boolean overlap(Label a, Label b) {
            return a.getLayoutX() < b.getLayoutX() + b.getWidth() + 4
                    && b.getLayoutX() < a.getLayoutX() + a.getWidth() + 4;
        }

        private static Label label(String tone) {
            Label label = new Label();
            label.getStyleClass().addAll("axis-word", tone);
            label.setManaged(false);
            label.setMouseTransparent(true);
            return label;
        }
    }
}
