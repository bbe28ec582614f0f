package dev.minijenkin.console.frame;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// One short sentence at the bottom of the window: what was asked for, what came of it. FX thread
/// only.
public final class Notices {
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");

    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    public void say(String sentence) {
        text.set(sentence);
    }
}
