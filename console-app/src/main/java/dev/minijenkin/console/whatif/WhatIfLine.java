package dev.minijenkin.console.whatif;

import dev.minijenkin.console.live.Background;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// In a question: what the answer would do to others. It comes when it is known; the question does
/// not wait for it. FX thread only.
public final class WhatIfLine extends VBox {
    private final Background background;
    private final Label told = new Label("…");
    // What is asked last counts, whatever is answered last.
    private int asked;

    WhatIfLine(Background background) {
        super(3);
        this.background = background;
        Label head = new Label("What it does to others (nothing is written)");
        head.getStyleClass().add("field-label");
        told.setWrapText(true);
        getChildren().addAll(head, told);
    }

    /// Tells it as soon as it is known.
    ///
    /// @param foretelling called on a worker
    void tell(Supplier<String> foretelling) {
        int now = ++asked;
        background.read(
                foretelling, text -> show(now, text), error -> show(now, "It could not be told"));
    }

    /// Tells when it will be told.
    public void tellLater(String sentence) {
        show(++asked, sentence);
    }

    private void show(int of, String text) {
        if (of == asked) {
            told.setText(text);
        }
    }
}
