package dev.minijenkin.console.part;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/// Keeps a text that is cut from being cut in the middle of a character: JavaFX counts the two
/// halves of an emoji as two, and paints nothing at all of a line that holds one half. FX thread
/// only.
final class WholeCharacters {
    private static final String WATCHED = "whole-characters";

    private WholeCharacters() {}

    static void keep(Labeled labeled) {
        labeled.getChildrenUnmodifiable()
                .addListener(
                        (ListChangeListener<Node>)
                                change ->
                                        labeled.getChildrenUnmodifiable()
                                                .forEach(WholeCharacters::watch));
    }

    /// The text as the skin has cut it.
    private static void watch(Node child) {
        if (child instanceof Text shown
                && shown.getProperties().putIfAbsent(WATCHED, true) == null) {
            shown.textProperty().subscribe(text -> mend(shown, text));
        }
    }

    private static void mend(Text shown, String text) {
        String whole = whole(text);
        if (!whole.equals(text)) {
            shown.setText(whole);
        }
    }

    /// Without halves that have lost their other half.
    static String whole(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
