package dev.minijenkin.console.whatif;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.RunId;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// In a question: what the answer would do to others. It comes when it is known; the question does
/// not wait for it. FX thread only.
public final class WhatIfLine extends VBox {
    private final Label told = new Label("…");

    private WhatIfLine() {
        super(3);
        Label head = new Label("What it does to others (nothing is written)");
        head.getStyleClass().add("field-label");
        told.setWrapText(true);
        getChildren().addAll(head, told);
    }

    /// Of cancelling a run.
    public static WhatIfLine ofCancel(RunId run, WhatIfSource source, Background background) {
        WhatIfLine line = new WhatIfLine();
        background.read(
                () -> source.ofCancel(run),
                effect -> line.told.setText(WhatIfText.of(effect)),
                error -> line.told.setText("It could not be told"));
        return line;
    }
}
