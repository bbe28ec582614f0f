package dev.minijenkin.console.frame;

import dev.minijenkin.console.part.NodeTree;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// What floats over the frame: one dialog at a time over a scrim. FX thread only.
public final class Overlay extends StackPane {
    private final StackPane dialogs = new StackPane();
    private final Region scrim = new Region();
    private Optional<Node> focusedBefore = Optional.empty();

    public Overlay() {
        getStyleClass().add("overlay");
        scrim.setOnMouseClicked(event -> close());
        dialogs.getStyleClass().add("dialogs");
        dialogs.setVisible(false);
        scrim.visibleProperty().bind(dialogs.visibleProperty());
        dialogs.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                        event.consume();
                    }
                });
        // A click beside a dialog is one on the scrim.
        dialogs.setPickOnBounds(false);
        getChildren().addAll(scrim, dialogs);
        setPickOnBounds(false);
        sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::keepFocus);
    }

    /// Whoever goes on by Tab stays in the dialog.
    private void keepFocus(Node owner) {
        if (dialogs.isVisible() && owner != null && !NodeTree.isWithin(owner, dialogs)) {
            Platform.runLater(() -> {
                if (dialogs.isVisible() && !dialogs.getChildren().isEmpty()) {
                    first(dialogs).ifPresent(Node::requestFocus);
                }
            });
        }
    }

    private static Optional<Node> first(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Optional.empty();
        }
        if (node.isFocusTraversable()) {
            return Optional.of(node);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .flatMap(child -> first(child).stream())
                        .findFirst()
                : Optional.empty();
    }

    /// Shows what hangs from a button of the frame: nothing else darkens.
    public void showMenu(Region menu, Pos position, Node focus) {
        show(menu, position, focus);
        scrim.getStyleClass().add("of-menu");
    }

    /// Shows a dialog instead of the one that may be there.
    public void show(Region dialog, Pos position, Node focus) {
        scrim.getStyleClass().setAll("scrim");
        if (!dialogs.isVisible() && getScene() != null) {
            focusedBefore = Optional.ofNullable(getScene().getFocusOwner());
        }
        dialog.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        dialogs.getChildren().setAll(dialog);
        StackPane.setAlignment(dialog, position);
        dialogs.setVisible(true);
        focus.requestFocus();
    }

    public boolean showing() {
        return dialogs.isVisible();
    }

    public void close() {
        if (dialogs.isVisible()) {
            dialogs.setVisible(false);
            dialogs.getChildren().clear();
            focusedBefore.ifPresent(Node::requestFocus);
        }
    }
}
