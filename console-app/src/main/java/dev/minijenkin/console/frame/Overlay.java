package dev.minijenkin.console.frame;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// What floats over the frame: one dialog at a time over a scrim, and short notices. FX thread
/// only.
public final class Overlay extends StackPane {
    private final StackPane dialogs = new StackPane();
    private final Region scrim = new Region();
    private final Label notice = new Label();
    private Optional<Node> focusedBefore = Optional.empty();

    public Overlay() {
        getStyleClass().add("overlay");
        scrim.setOnMouseClicked(event -> close());
        dialogs.getChildren().add(scrim);
        dialogs.setVisible(false);
        dialogs.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                        event.consume();
                    }
                });
        notice.getStyleClass().addAll("notice", "floating");
        notice.setVisible(false);
        notice.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(notice, Pos.BOTTOM_CENTER);
        getChildren().addAll(dialogs, notice);
        setPickOnBounds(false);
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
        dialogs.getChildren().setAll(dialogs.getChildren().getFirst(), dialog);
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
            dialogs.getChildren().setAll(dialogs.getChildren().getFirst());
            focusedBefore.ifPresent(Node::requestFocus);
        }
    }

    void showNotice(String text) {
        notice.setText(text);
        notice.setVisible(!text.isEmpty());
    }
}
