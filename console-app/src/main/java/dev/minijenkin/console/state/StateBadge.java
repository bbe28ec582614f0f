package dev.minijenkin.console.state;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The state of a whole page: icon and word on a tint.
public final class StateBadge extends HBox {
    private final StateIcon icon = new StateIcon();
    private final Label word = new Label();

    public StateBadge() {
        getStyleClass().add("badge");
        icon.setScaleX(0.85);
        icon.setScaleY(0.85);
        word.setMinWidth(USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(icon, word);
    }

    public void show(StateLook look, double progress) {
        getStyleClass().setAll("badge", look.shape().styleClass());
        icon.show(look.shape(), progress);
        word.setText(look.word());
    }
}
