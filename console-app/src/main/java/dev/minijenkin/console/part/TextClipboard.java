package dev.minijenkin.console.part;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// What people take along to other programs. FX thread only.
public final class TextClipboard {
    private TextClipboard() {}

    public static void put(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
