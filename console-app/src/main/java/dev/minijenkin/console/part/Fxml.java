package dev.minijenkin.console.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.fxml.FXMLLoader;

/// Loads views whose controllers are made by us.
public final class Fxml {
    private Fxml() {}

    /// Loads the file beside the controller's class and fills the controller's fields.
    public static <C> C load(C controller, String file) {
        URL url = Objects.requireNonNull(controller.getClass().getResource(file), file);
        FXMLLoader loader = new FXMLLoader(url);
        loader.setControllerFactory(type -> controller);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("The view " + file + " cannot be loaded", e);
        }
        return controller;
    }
}
