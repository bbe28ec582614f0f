package dev.minijenkin.console.part.layout;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The keys of a view, at its foot: those that come last go first where room is scarce.
public final class KeyLine extends FittingRow {
    private String keys = "";

    public KeyLine() {
        getStyleClass().add("keys");
    }

    public String getKeys() {
        return keys;
    }

    /// `↑ ↓ move; Enter open`: caps, then what they do.
    public void setKeys(String text) {
        keys = text;
        getChildren().clear();
        String[] all = text.split(";\\s*", -1);
        for (int i = 0; i < all.length; i++) {
            HBox entry = entry(all[i].strip());
            FittingRow.setDrop(entry, all.length - i);
            getChildren().add(entry);
        }
    }

    private static HBox entry(String text) {
        HBox entry = new HBox();
        int word = text.indexOf(' ');
        // Caps are single signs or begin with a capital.
        while (word > 0 && !Character.isLowerCase(text.charAt(word + 1))) {
            word = text.indexOf(' ', word + 1);
        }
        for (String cap : text.substring(0, word).split(" ", -1)) {
            entry.getChildren().add(label(cap, "key"));
        }
        entry.getChildren().add(label(text.substring(word + 1), "small", "muted"));
        return entry;
    }

    private static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
