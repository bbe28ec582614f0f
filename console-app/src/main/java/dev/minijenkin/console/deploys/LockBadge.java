package dev.minijenkin.console.deploys;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// How the lock of an environment is: sign, word and colour.
public final class LockBadge extends HBox {
    private final IconView icon = new IconView(Icon.LOCK, 12);
    private final Label word = new Label();

    public LockBadge() {
        getStyleClass().add("badge");
        setMinWidth(USE_PREF_SIZE);
        setMaxWidth(USE_PREF_SIZE);
        getChildren().addAll(icon, word);
    }

    void show(EnvironmentView.Lock lock) {
        word.setText(DeployText.word(lock));
        icon.setIcon(lock instanceof EnvironmentView.Lock.Held ? Icon.DEPLOY : Icon.LOCK);
        getStyleClass()
                .setAll(
                        "badge",
                        switch (lock) {
                            case EnvironmentView.Lock.Free _ -> "state-queued";
                            case EnvironmentView.Lock.Held _ -> "state-running";
                            case EnvironmentView.Lock.Kept _ -> "state-failure";
                        });
    }
}
