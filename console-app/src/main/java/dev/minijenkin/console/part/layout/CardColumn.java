package dev.minijenkin.console.part.layout;

import java.util.Arrays;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Cards one below the other that share the height by what they hold: one that needs less than its
/// share leaves the rest to those that need more. What nobody needs goes to the last one.
public final class CardColumn extends Pane {
    private static final double SPACING = 16;

    @Override
    protected void layoutChildren() {
        List<Node> cards = getManagedChildren();
        if (cards.isEmpty()) {
            return;
        }
        Insets inside = getInsets();
        double width = getWidth() - inside.getLeft() - inside.getRight();
        double room =
                getHeight() - inside.getTop() - inside.getBottom() - SPACING * (cards.size() - 1);
        double[] heights =
                shares(
                        cards.stream().mapToDouble(card -> card.prefHeight(width)).toArray(),
                        Math.max(0, room));
        double top = inside.getTop();
        for (int i = 0; i < heights.length; i++) {
            double next = Math.rint(top + heights[i]);
            cards.get(i).resizeRelocate(inside.getLeft(), top, width, next - top);
            top = next + SPACING;
        }
    }

    /// Shares a height out.
    ///
    /// @param wanted heights, in the order of the cards
    /// @return the heights that they get; together `room`
    static double[] shares(double[] wanted, double room) {
        double[] shares = new double[wanted.length];
        Integer[] smallestFirst = new Integer[wanted.length];
        Arrays.setAll(smallestFirst, i -> i);
        Arrays.sort(smallestFirst, (a, b) -> Double.compare(wanted[a], wanted[b]));
        double left = room;
        for (int i = 0; i < smallestFirst.length; i++) {
            int card = smallestFirst[i];
            shares[card] = Math.min(wanted[card], left / (smallestFirst.length - i));
            left -= shares[card];
        }
        if (shares.length > 0) {
            shares[shares.length - 1] += left;
        }
        return shares;
    }

    @Override
    protected double computePrefHeight(double width) {
        return getManagedChildren().stream().mapToDouble(card -> card.prefHeight(width)).sum()
                + SPACING * Math.max(0, getManagedChildren().size() - 1);
    }

    @Override
    protected double computePrefWidth(double height) {
        return getManagedChildren().stream()
                .mapToDouble(card -> card.prefWidth(-1))
                .max()
                .orElse(0);
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }
}
