package dev.minijenkin.console.theme;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/// Which look a scene has: the system's, until the person chooses the other one. FX thread only.
public final class ThemeSwitch {
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.LIGHT);
    private boolean chosen;

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
