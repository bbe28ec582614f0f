package dev.minijenkin.console.part;

import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;

/// A text that may be cut where room is scarce: then all of it is the tooltip.
public final class CutLabel extends Label {
    public CutLabel() {
        this("");
    }

    public CutLabel(String text, String... styleClasses) {
        super(text);
        getStyleClass().addAll(styleClasses);
        setMinWidth(0);
        explain(this);
    }

    /// Lets another control that may be cut tell all of its text too.
    public static void explain(Labeled cut) {
        WholeCharacters.keep(cut);
        cut.textTruncatedProperty().subscribe(now -> offer(cut));
        cut.textProperty().subscribe(next -> offer(cut));
    }

    private static void offer(Labeled cut) {
        Tooltip offered = cut.getTooltip();
        if (!cut.isTextTruncated()) {
            if (offered != null) {
                cut.setTooltip(null);
            }
        } else if (offered == null) {
            cut.setTooltip(new Tooltip(cut.getText()));
        } else {
            offered.setText(cut.getText());
        }
    }
}
