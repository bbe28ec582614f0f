package dev.minijenkin.console.run;

import dev.minijenkin.console.part.CutLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The axis over the rows of a time line, with a sentence about the critical path at its left. FX
/// thread only.
public final class TimeHead extends HBox {
    /// Right of the bars stands how long a job took.
    static final double TOOK = 64;

    private static final double GAP = 8;
    private static final double NARROW = 760;
    private static final double NAMES = 300;
    private static final double NARROW_NAMES = 200;
    private static final double INDENT = 10;

    /// So wide is a word of the axis with its surroundings.
    private static final double TICK = 84;

    private final CutLabel path = new CutLabel("", "small", "muted");
    private final Axis axis = new Axis();

    @SuppressWarnings("this-escape") // It is in no scene yet.
    public TimeHead() {
        super(GAP);
        getStyleClass().addAll("time-head", "ruled-below");
        HBox.setHgrow(axis, Priority.ALWAYS);
        Region took = new Region();
        took.setMinWidth(TOOK);
        took.setMaxWidth(TOOK);
        getChildren().addAll(path, axis, took);
        widthProperty()
                .subscribe(width -> {
                    double room = names(width.doubleValue()) - INDENT;
                    path.setMinWidth(room);
                    path.setPrefWidth(room);
                    path.setMaxWidth(room);
                });
    }

    /// How wide the names of jobs are, left of their bars.
    ///
    /// @param room the width of all
    static double names(double room) {
        return room < NARROW ? NARROW_NAMES : NAMES;
    }

    /// The lines that have room on an axis.
    static List<TimeScale.Tick> ticks(TimeScale scale, double width) {
        return scale.ticks((int) (width / TICK));
    }

    void show(Optional<TimeScale> scale, String words) {
        path.setText(words);
        axis.show(scale);
    }

    private static final class Axis extends Region {
        private Optional<TimeScale> scale = Optional.empty();

        Axis() {
            setMinWidth(0);
            setMouseTransparent(true);
        }

        void show(Optional<TimeScale> next) {
            if (!next.equals(scale)) {
                scale = next;
                requestLayout();
            }
        }

        @Override
        protected void layoutChildren() {
            List<TimeScale.Tick> ticks = scale.map(of -> ticks(of, getWidth())).orElse(List.of());
            List<Label> labels = new ArrayList<>();
            for (int at = 0; at < ticks.size(); at++) {
                Label label =
                        at < getChildren().size() && getChildren().get(at) instanceof Label known
                                ? known
                                : label();
                label.setText(ticks.get(at).words());
                labels.add(label);
            }
            if (labels.size() != getChildren().size()) {
                getChildren().setAll(labels);
            }
            for (int at = 0; at < labels.size(); at++) {
                Label label = labels.get(at);
                label.autosize();
                double left = ticks.get(at).at() * getWidth() - label.getWidth() / 2;
                label.relocate(
                        Math.rint(Math.clamp(left, 0, Math.max(0, getWidth() - label.getWidth()))),
                        Math.rint((getHeight() - label.getHeight()) / 2));
            }
        }

        private static Label label() {
            Label label = new Label();
            label.getStyleClass().addAll("axis-word", "subtle");
            label.setManaged(false);
            return label;
        }
    }
}
