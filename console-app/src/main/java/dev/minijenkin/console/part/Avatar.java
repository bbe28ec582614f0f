package dev.minijenkin.console.part;

import java.util.Locale;
import javafx.scene.control.Label;

/// Who: one or two letters on a disc, whose colour is always the same for the same name.
public final class Avatar extends Label {
    private static final int COLOURS = 6;

    public Avatar() {
        getStyleClass().add("avatar");
    }

    public Avatar(String name) {
        this();
        show(name);
    }

    public void show(String name) {
        setText(letters(name));
        getStyleClass()
                .setAll("label", "avatar", "avatar-" + Math.floorMod(name.hashCode(), COLOURS));
    }

    static String letters(String name) {
        String[] words = name.strip().split("[\\s._-]+", 3);
        String first = words[0];
        if (first.isEmpty()) {
            return "?";
        }
        String letters =
                words.length > 1 && !words[1].isEmpty()
                        ? first.substring(0, 1) + words[1].substring(0, 1)
                        : first.substring(0, Math.min(2, first.length()));
        return letters.toUpperCase(Locale.ROOT);
    }
}
