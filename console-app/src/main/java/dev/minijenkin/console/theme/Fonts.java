package dev.minijenkin.console.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/// The bundled fonts: Inter (tabular digits mapped in) and JetBrains Mono, under family names of
/// our own.
public final class Fonts {
    private static final List<String> FILES =
            List.of(
                    "sans-regular.otf",
                    "sans-medium.otf",
                    "sans-semibold.otf",
                    "mono-regular.ttf",
                    "mono-bold.ttf");

    private Fonts() {}

    /// Makes the families known to JavaFX. To be called once, before the first style sheet is read.
    public static void load() {
        for (String file : FILES) {
            try (InputStream bytes =
                    Objects.requireNonNull(Fonts.class.getResourceAsStream("fonts/" + file))) {
                Objects.requireNonNull(Font.loadFont(bytes, 13), file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
