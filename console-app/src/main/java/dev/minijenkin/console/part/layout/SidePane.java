package dev.minijenkin.console.part.layout;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// A view with a panel beside it. Where both do not fit, the panel becomes a drawer that opens over
/// the view, and closes by Escape or a click beside it. A panel that is not managed is not there.
public final class SidePane extends Pane {
    private final Region scrim = new Region();
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper drawer = new ReadOnlyBooleanWrapper();
    private Region main = new Region();
    private Region side = new Region();
    private HPos edge = HPos.RIGHT;
    private double needs;

    public SidePane() {
        scrim.getStyleClass().add("drawer-scrim");
        scrim.setOnMouseClicked(event -> open.set(false));
        scrim.setVisible(false);
        widthProperty().subscribe(width -> measure());
        open.subscribe(shown -> requestLayout());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// Whether the panel is a drawer now.
    public ReadOnlyBooleanProperty drawerProperty() {
        return drawer.getReadOnlyProperty();
    }

    /// Closes the drawer, where it is one and open.
    ///
    /// @return whether it was
    public boolean close() {
        boolean was = drawer.get() && open.get();
        if (was) {
            open.set(false);
        }
        return was;
    }

    /// Whether the drawer is open.
    public BooleanProperty openProperty() {
        return open;
    }

    public Region getMain() {
        return main;
    }

    public void setMain(Region node) {
        main = node;
        arrange();
    }

    public Region getSide() {
        return side;
    }

    public void setSide(Region node) {
        side = node;
        side.managedProperty().subscribe(managed -> requestLayout());
        side.getStyleClass().add("side-panel");
        arrange();
    }

    public HPos getEdge() {
        return edge;
    }

    /// Where the panel is: left or right.
    public void setEdge(HPos next) {
        edge = next;
    }

    public double getNeeds() {
        return needs;
    }

    /// The width that both need beside each other.
    public void setNeeds(double width) {
        needs = width;
    }

    private void arrange() {
        getChildren().setAll(main, scrim, side);
    }

    private void measure() {
        boolean now = getWidth() > 0 && getWidth() < needs;
        if (now != drawer.get()) {
            drawer.set(now);
            open.set(false);
            if (now) {
                side.getStyleClass().add("drawer");
            } else {
                side.getStyleClass().remove("drawer");
            }
            requestLayout();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && close()) {
            event.consume();
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return main.minWidth(height);
    }

    @Override
    protected double computePrefWidth(double height) {
        return main.prefWidth(height) + (side.isManaged() ? side.prefWidth(height) : 0);
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(main.prefHeight(-1), side.isManaged() ? side.prefHeight(-1) : 0);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        boolean there = side.isManaged();
        boolean floats = drawer.get();
        boolean shown = there && (!floats || open.get());
        double breadth = there ? Math.min(snapSizeX(side.prefWidth(height)), width) : 0;
        double taken = floats ? 0 : breadth;
        boolean left = edge == HPos.LEFT;
        place(main, left ? taken : 0, width - taken, height);
        place(side, left ? 0 : width - breadth, breadth, height);
        place(scrim, 0, width, height);
        side.setVisible(shown);
        scrim.setVisible(shown && floats);
    }

    private static void place(Node node, double x, double width, double height) {
        node.resizeRelocate(x, 0, width, height);
    }
}
