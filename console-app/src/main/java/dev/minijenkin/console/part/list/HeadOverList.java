package dev.minijenkin.console.part.list;

import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;

/// The heads of columns stay over them where the list below has a scroll bar.
public final class HeadOverList {
    private static final PseudoClass SCROLLS = PseudoClass.getPseudoClass("scrolls");

    private HeadOverList() {}

    /// From now on, for as long as the list lives.
    public static void keep(Region head, ListView<?> list) {
        list.skinProperty()
                .subscribe(skin -> {
                    for (Node node : list.lookupAll(".scroll-bar")) {
                        if (node instanceof ScrollBar bar
                                && bar.getOrientation() == Orientation.VERTICAL) {
                            bar.visibleProperty()
                                    .subscribe(visible ->
                                            head.pseudoClassStateChanged(SCROLLS, visible));
                        }
                    }
                });
    }
}
