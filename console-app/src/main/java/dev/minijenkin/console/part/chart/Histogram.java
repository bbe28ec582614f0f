package dev.minijenkin.console.part.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/// Numbers as bars beside each other, from left to right; each says what it is. A bar leads to what
/// it stands for. FX thread only.
public final class Histogram extends Region {
    private static final double GAP = 2;
    private static final double LEAST = 1;

    private double[] values = {};
    private List<Region> bars = List.of();

    public Histogram() {
        getStyleClass().add("histogram");
        setMinHeight(56);
        setPrefHeight(56);
        setMinWidth(0);
    }

    /// Shows these from now on.
    ///
    /// @param words what each bar says: `Tue 24 Nov: 12 lines`
    /// @param chosen is told which bar was clicked
    public void show(double[] next, List<String> words, IntConsumer chosen) {
        values = next.clone();
        bars =
                IntStream.range(0, next.length)
                        .mapToObj(at -> bar(words.get(at), at, chosen))
                        .toList();
        getChildren().setAll(bars);
        requestLayout();
    }

    private static Region bar(String words, int at, IntConsumer chosen) {
        Region bar = new Region();
        bar.getStyleClass().add("histogram-bar");
        bar.setManaged(false);
        Tooltip.install(bar, new Tooltip(words));
        bar.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                chosen.accept(at);
            }
        });
        return bar;
    }

    @Override
    protected void layoutChildren() {
        double top = Arrays.stream(values).max().orElse(0);
        double step = getWidth() / Math.max(1, values.length);
        double gap = step > 2 * GAP ? GAP : 0;
        for (int at = 0; at < values.length; at++) {
            double height = top <= 0 ? LEAST : Math.max(LEAST, getHeight() * values[at] / top);
            double left = snapPositionX(at * step);
            bars.get(at)
                    .resizeRelocate(
                            left,
                            getHeight() - height,
                            Math.max(1, snapPositionX((at + 1) * step - gap) - left),
                            height);
        }
    }
}
