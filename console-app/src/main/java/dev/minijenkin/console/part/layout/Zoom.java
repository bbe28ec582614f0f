package dev.minijenkin.console.part.layout;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.transform.Scale;

/// Shows its content larger or smaller: text, icons and the space between them keep their measure
/// to each other. The content is laid out in the room that is left.
public final class Zoom extends Pane {
    private static final double[] STEPS = {0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2};
    private static final int USUAL = 2;

    private final DoubleProperty factor = new SimpleDoubleProperty(STEPS[USUAL]);
    private final Scale scale = new Scale();
    private int step = USUAL;

    public Zoom(Node content) {
        getChildren().add(content);
        scale.xProperty().bind(factor);
        scale.yProperty().bind(factor);
        content.getTransforms().add(scale);
        factor.subscribe(value -> requestLayout());
    }

    public ReadOnlyDoubleProperty factorProperty() {
        return factor;
    }

    public double factor() {
        return factor.get();
    }

    public void larger() {
        set(Math.min(step + 1, STEPS.length - 1));
    }

    public void smaller() {
        set(Math.max(step - 1, 0));
    }

    public void usual() {
        set(USUAL);
    }

    /// The step that is nearest to a factor.
    public void to(double wanted) {
        int nearest = USUAL;
        for (int i = 0; i < STEPS.length; i++) {
            if (Math.abs(STEPS[i] - wanted) < Math.abs(STEPS[nearest] - wanted)) {
                nearest = i;
            }
        }
        set(nearest);
    }

    private void set(int next) {
        step = next;
        factor.set(STEPS[next]);
    }

    @Override
    protected void layoutChildren() {
        for (Node content : getManagedChildren()) {
            content.resizeRelocate(0, 0, getWidth() / factor.get(), getHeight() / factor.get());
        }
    }
}
