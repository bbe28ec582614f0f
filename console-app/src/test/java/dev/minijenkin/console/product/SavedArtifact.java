package dev.minijenkin.console.product;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.scene.Scene;

/// An artifact that is saved from the page of its run, without the dialog of the desktop, which is
/// not there on the headless platform.
public final class SavedArtifact {
    private SavedArtifact() {}

    public static void save(Scene scene, String name, Path file)
            throws InterruptedException, ExecutionException {
        FutureTask<?> saving =
                new FutureTask<>(() -> {
                    ProductsPane pane = (ProductsPane) scene.getRoot().lookup(".products");
                    pane.model().productsProperty().get().artifacts().stream()
                            .filter(artifact -> artifact.name().equals(name))
                            .forEach(artifact -> pane.model().save(artifact, file));
                    return name;
                });
        Platform.runLater(saving);
        saving.get();
    }
}
