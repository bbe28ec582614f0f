package dev.minijenkin.console.overview;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Cards beside each other that fill the height; one below the other, each as high as it wants to
/// be, where there is no room for that.
public final class CardStack extends Pane {
    private static final double BESIDE = 960;
    private static final double GAP = 16;
    private static final double LEAST_HEIGHT = 380;
    private static final double FIRST_SHARE = 0.55;

    public CardStack() {
        getStyleClass().add("card-stack");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        double known = width < 0 ? getWidth() : width;
        if (known >= BESIDE) {
            return LEAST_HEIGHT;
        }
        double sum = 0;
        for (Node card : getManagedChildren()) {
            sum += snapSizeY(card.prefHeight(known));
        }
        return sum + GAP * Math.max(0, getManagedChildren().size() - 1);
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (width >= BESIDE && getManagedChildren().size() == 2) {
            double first = Math.rint((width - GAP) * FIRST_SHARE);
            getManagedChildren().get(0).resizeRelocate(0, 0, first, getHeight());
            getManagedChildren()
                    .get(1)
                    .resizeRelocate(first + GAP, 0, width - GAP - first, getHeight());
            return;
        }
        double y = 0;
        for (Node card : getManagedChildren()) {
            double height = snapSizeY(card.prefHeight(width));
            card.resizeRelocate(0, y, width, height);
            y += height + GAP;
        }
    }
}
