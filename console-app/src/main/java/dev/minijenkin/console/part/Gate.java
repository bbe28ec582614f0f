package dev.minijenkin.console.part;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/// Holds a control that may be refused: then it is disabled, and the reason is the tooltip. (A
/// disabled control shows no tooltip of its own.)
public final class Gate extends StackPane {
    private final StringProperty refusal = new SimpleStringProperty("");
    private final Tooltip tooltip = new Tooltip();

    public Gate() {
        setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        refusal.subscribe(reason -> {
            boolean refused = !reason.isEmpty();
            getChildren().forEach(child -> child.setDisable(refused));
            if (refused) {
                tooltip.setText(reason);
                Tooltip.install(this, tooltip);
            } else {
                Tooltip.uninstall(this, tooltip);
            }
        });
    }

    /// Why it may not be used now; empty where it may.
    public StringProperty refusalProperty() {
        return refusal;
    }

    public String getRefusal() {
        return refusal.get();
    }

    public void setRefusal(String reason) {
        refusal.set(reason);
    }
}
