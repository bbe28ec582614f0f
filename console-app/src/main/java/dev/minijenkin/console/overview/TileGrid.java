package dev.minijenkin.console.overview;

import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// The numbers of the overview in one line; in several of equal length where one has no room.
public final class TileGrid extends Pane {
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");
    private static final double LEAST = 148;
    private static final double LINE = 152;
    private static final double FLAT_LINE = 148;

    public TileGrid() {
        getStyleClass().addAll("card", "tiles");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST;
    }

    @Override
    protected double computePrefWidth(double height) {
        return LEAST * getManagedChildren().size();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        int lines = lines(width < 0 ? getWidth() : width);
        return lines * lineHeight(lines);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        int count = getManagedChildren().size();
        int lines = lines(getWidth());
        int columns = (count + lines - 1) / lines;
        double height = lineHeight(lines);
        for (int i = 0; i < count; i++) {
            int line = i / columns;
            int inLine = Math.min(columns, count - line * columns);
            double from = Math.rint(getWidth() * (i % columns) / inLine);
            double to = Math.rint(getWidth() * (i % columns + 1) / inLine);
            Region tile = (Region) getManagedChildren().get(i);
            tile.resizeRelocate(from, line * height, to - from, height);
            tile.pseudoClassStateChanged(LAST, i % columns == inLine - 1);
            tile.pseudoClassStateChanged(PseudoClass.getPseudoClass("below-another"), line > 0);
        }
    }

    /// The second number of a tile needs more room, so that a line of all takes more than the
    /// least.
    private int lines(double width) {
        int count = Math.max(1, getManagedChildren().size());
        int fitting = Math.max(1, (int) (width / LEAST));
        return (count + fitting - 1) / fitting;
    }

    private static double lineHeight(int lines) {
        return lines == 1 ? LINE : FLAT_LINE;
    }
}
