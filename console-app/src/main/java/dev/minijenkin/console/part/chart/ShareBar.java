package dev.minijenkin.console.part.chart;

import javafx.scene.layout.Region;

/// How much of a whole something is, as a bar. FX thread only.
public final class ShareBar extends Region {
    private final Region fill = new Region();
    private final double share;

    /// @param share from 0 to 1
    public ShareBar(double share) {
        this.share = Math.clamp(share, 0, 1);
        getStyleClass().add("share-bar");
        fill.getStyleClass().add("fill");
        fill.setManaged(false);
        setMinSize(40, 4);
        setMaxHeight(4);
        getChildren().add(fill);
    }

    @Override
    protected void layoutChildren() {
        fill.resizeRelocate(0, 0, Math.max(2, snapSizeX(getWidth() * share)), getHeight());
    }
}
