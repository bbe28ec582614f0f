package dev.minijenkin.console.part.list;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;

/// Keeps the thumb of a list's scroll bar long enough to be seen and held, however long the list
/// is. (Otherwise it would be as long as its breadth.)
public final class LongThumb {
    private static final double LEAST = 36;

    private LongThumb() {}

    /// From now on, for as long as the list lives.
    public static void keep(ListView<?> list) {
        list.skinProperty()
                .subscribe(skin -> {
                    for (Node node : list.lookupAll(".scroll-bar")) {
                        if (node instanceof ScrollBar bar
                                && bar.getOrientation() == Orientation.VERTICAL) {
                            bar.visibleAmountProperty().subscribe(amount -> lengthen(bar));
                            bar.heightProperty().subscribe(height -> lengthen(bar));
                        }
                    }
                });
    }

    /// What a scroll bar shows as visible decides on nothing but the length of its thumb.
    private static void lengthen(ScrollBar bar) {
        double range = bar.getMax() - bar.getMin();
        if (bar.getHeight() <= 0 || range <= 0) {
            return;
        }
        double least = Math.min(range, range * LEAST / bar.getHeight());
        if (bar.getVisibleAmount() < least) {
            bar.setVisibleAmount(least);
        }
    }
}
