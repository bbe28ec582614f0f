package dev.minijenkin.console.icon;

import javafx.beans.NamedArg;
import javafx.geometry.Bounds;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/// A house icon in a box of 16 pixels (or another size); its colour is the style sheet's.
public final class IconView extends Region {
    private static final double GRID = 16;

    private final SVGPath line = new SVGPath();
    private final double size;
    private Icon icon;

    public IconView(@NamedArg("icon") Icon icon) {
        this(icon, GRID);
    }

    public IconView(@NamedArg("icon") Icon icon, @NamedArg("size") double size) {
        this.icon = icon;
        this.size = size;
        getStyleClass().add("icon");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
        line.getStyleClass().add("line");
        line.setContent(icon.path());
        getChildren().add(line);
    }

    public Icon getIcon() {
        return icon;
    }

    public void setIcon(Icon next) {
        icon = next;
        line.setContent(next.path());
    }

    /// The path keeps its own coordinates: it is scaled about the corner of the box, not centred.
    @Override
    protected void layoutChildren() {
        double scale = size / GRID;
        Bounds bounds = line.getLayoutBounds();
        line.setScaleX(scale);
        line.setScaleY(scale);
        line.setTranslateX((scale - 1) * bounds.getCenterX());
        line.setTranslateY((scale - 1) * bounds.getCenterY());
    }
}
