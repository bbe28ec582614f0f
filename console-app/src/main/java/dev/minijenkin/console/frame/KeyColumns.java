package dev.minijenkin.console.frame;

import java.util.Arrays;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Blocks in as many columns as there is room for, each as wide as the widest block wants it: a
/// block goes below the shortest column, so that a long one leaves no hole beside it.
final class KeyColumns extends Pane {
    private static final double GAP = 24;

    private final double widest;

    KeyColumns(double widest, Node... blocks) {
        this.widest = widest;
        getChildren().addAll(blocks);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return least();
    }

    @Override
    protected double computePrefWidth(double height) {
        return widest;
    }

    @Override
    protected double computePrefHeight(double width) {
        return place(width < 0 ? widest : width, false);
    }

    @Override
    protected void layoutChildren() {
        place(getWidth(), true);
    }

    private double least() {
        return Math.ceil(
                getManagedChildren().stream()
                        .mapToDouble(block -> block.prefWidth(-1))
                        .max()
                        .orElse(0));
    }

    /// How high all of it is.
    private double place(double width, boolean move) {
        int columns = Math.max(1, (int) ((width + GAP) / (least() + GAP)));
        double each = Math.floor((width + GAP) / columns) - GAP;
        double[] heights = new double[columns];
        for (Node block : getManagedChildren()) {
            int shortest = 0;
            for (int column = 1; column < columns; column++) {
                // What is as good as equal goes to the left, where one reads first.
                if (heights[column] < heights[shortest] - 1) {
                    shortest = column;
                }
            }
            double height = Math.ceil(block.prefHeight(each));
            if (move) {
                block.resizeRelocate(shortest * (each + GAP), heights[shortest], each, height);
            }
            heights[shortest] += height + GAP;
        }
        return Math.max(0, Arrays.stream(heights).max().orElse(0) - GAP);
    }
}
