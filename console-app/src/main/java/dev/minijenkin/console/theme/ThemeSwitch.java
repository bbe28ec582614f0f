package dev.minijenkin.console.theme;

import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/// Which look a scene has: the system's, until the person chooses the other one. FX thread only.
public final class ThemeSwitch {
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.LIGHT);
    private boolean chosen;
    private Consumer<Theme> keep = theme -> {};

    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    /// Follows the desktop, as long as nobody chose.
    public void followSystem() {
        Platform.Preferences preferences = Platform.getPreferences();
        theme.set(Theme.of(preferences.getColorScheme()));
        preferences
                .colorSchemeProperty()
                .subscribe(scheme -> {
                    if (!chosen) {
                        theme.set(Theme.of(scheme));
                    }
                });
    }

    public void choose(Theme next) {
        chosen = true;
        theme.set(next);
        keep.accept(next);
    }

    /// Wears what was chosen before, by its name, and tells what is chosen from now on; an unknown
    /// name is none.
    public void remember(String before, Consumer<Theme> keep) {
        for (Theme known : Theme.values()) {
            if (known.name().equals(before)) {
                choose(known);
            }
        }
        this.keep = keep;
    }

    public void toggle() {
        choose(theme.get().other());
    }

    /// Dresses the scene now and whenever the look changes.
    public void dress(Scene scene) {
        theme.subscribe(look -> {
            Application.setUserAgentStylesheet(look.userAgentSheet());
            scene.getStylesheets().setAll(look.sheets());
        });
    }
}
