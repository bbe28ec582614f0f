package dev.minijenkin.console;

import dev.minijenkin.console.part.CutLabel;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Finds what a person cannot read or reach in a scene as it is laid out: texts that are cut and do
/// not say the rest, and controls that lie outside of what holds them. FX thread only.
final class CutTexts {
    private static final double ROUNDING = 1.01;

    private final Scene scene;
    private final List<String> found = new ArrayList<>();

    private CutTexts(Scene scene) {
        this.scene = scene;
    }

    /// One sentence each; empty where all can be read.
    static List<String> in(Scene scene) {
        CutTexts texts = new CutTexts(scene);
        texts.walk(scene.getRoot(), Around.window());
        return List.copyOf(texts.found);
    }

    /// What a node lies in.
    ///
    /// @param lines whether it is text that is as long as it is, and scrolls
    /// @param scrolls whether it may lie below or above what is shown
    /// @param slides whether it may lie at the right of what is shown
    private record Around(boolean lines, boolean scrolls, boolean slides) {
        static Around window() {
            return new Around(false, false, false);
        }

        Around of(Node node) {
            return new Around(
                    lines || node.getStyleClass().contains("log-list"),
                    scrolls || node instanceof ListView || node instanceof ScrollPane,
                    slides
                            || (node instanceof ScrollPane pane
                                    && !pane.isFitToWidth()
                                    && pane.getHbarPolicy() != ScrollPane.ScrollBarPolicy.NEVER));
        }
    }

    private void walk(Node node, Around around) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (!around.lines()) {
            check(node, around);
        }
        if (node instanceof Parent parent && !(node instanceof TextInputControl)) {
            Around inside = around.of(node);
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, inside));
        }
    }

    private void check(Node node, Around around) {
        if (node instanceof Labeled labeled && !isPartOfControl(node)) {
            if (labeled.isTextTruncated() && !saysTheRest(labeled)) {
                found.add("cut: " + told(node));
            }
        }
        boolean matters =
                (node instanceof Labeled labeled && hasText(labeled))
                        || node instanceof ButtonBase
                        || node instanceof ComboBoxBase
                        || node instanceof TextInputControl;
        if (matters && node.isManaged()) {
            outside(node, around);
        }
        if (node instanceof HBox || node instanceof VBox) {
            overflow((Pane) node);
        }
    }

    private void outside(Node node, Around around) {
        Bounds at = node.localToScene(node.getLayoutBounds());
        boolean sideways = at.getMinX() < -ROUNDING || at.getMaxX() > scene.getWidth() + ROUNDING;
        boolean above = at.getMinY() < -ROUNDING || at.getMaxY() > scene.getHeight() + ROUNDING;
        if ((sideways && !around.slides()) || (above && !around.scrolls())) {
            found.add("outside of the window: " + told(node) + " " + at);
        }
    }

    /// Children that have no room in a box lie over its neighbours.
    private void overflow(Pane row) {
        for (Node child : row.getChildren()) {
            if (child.isManaged()
                    && child.isVisible()
                    && child instanceof Region region
                    && (region.getLayoutX() < -ROUNDING
                            || region.getLayoutX() + region.getWidth() > row.getWidth() + ROUNDING
                            || region.getLayoutY() < -ROUNDING
                            || region.getLayoutY() + region.getHeight()
                                    > row.getHeight() + ROUNDING)) {
                found.add("beyond its box: " + told(child) + " in " + told(row));
            }
            if (child instanceof Control control
                    && child.isManaged()
                    && child.isVisible()
                    && !(child instanceof CutLabel)
                    && control.getWidth() < ROUNDING) {
                if (!(child instanceof Labeled labeled) || hasSomething(labeled)) {
                    found.add("without width: " + told(child));
                }
            }
        }
    }

    private static boolean hasText(Labeled labeled) {
        return labeled.getText() != null && !labeled.getText().isEmpty();
    }

    private static boolean hasSomething(Labeled labeled) {
        return labeled.getGraphic() != null || hasText(labeled);
    }

    private static boolean saysTheRest(Labeled labeled) {
        return labeled.getTooltip() != null
                && labeled.getTooltip().getText().contains(labeled.getText());
    }

    /// The cell of a combo box and the like: checked as the control.
    private static boolean isPartOfControl(Node node) {
        return node.getParent() instanceof ComboBoxBase;
    }

    private static String told(Node node) {
        String text = node instanceof Labeled labeled ? " \"" + labeled.getText() + "\"" : "";
        String in = node.getParent() == null ? "" : " in " + node.getParent().getStyleClass();
        return node.getClass().getSimpleName()
                + text
                + " "
                + (node.getId() == null ? "" : "#" + node.getId() + " ")
                + node.getStyleClass()
                + in;
    }
}
