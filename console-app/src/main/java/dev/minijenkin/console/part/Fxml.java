package dev.minijenkin.console.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.fxml.FXMLLoader;

/// Loads views whose controllers are made by us.
public final class Fxml {
    private Fxml() {}

    /// Loads the file beside the controller's class and fills the controller's fields.
    public static <C> C load(C controller, String file) {
        return load(controller, file, List.of());
    }

    /// Loads a view that includes others.
    ///
    /// @param parts the controllers of what it includes
    public static <C> C load(C controller, String file, List<?> parts) {
        URL url = Objects.requireNonNull(controller.getClass().getResource(file), file);
        FXMLLoader loader = new FXMLLoader(url);
        loader.setControllerFactory(type ->
                Stream.concat(Stream.of(controller), parts.stream())
                        .filter(type::isInstance)
                        .findFirst()
                        .orElseThrow());
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("The view " + file + " cannot be loaded", e);
        }
        return controller;
    }
}
