package dev.minijenkin.console.part;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The question where a file is to be saved, as the desktop asks it.
public final class FileChoice {
    private FileChoice() {}

    /// Asks it; empty where the person thought better of it. FX thread only.
    ///
    /// @param name that the file has unless the person wants another one
    public static Optional<Path> ask(Window window, String title, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
    }
}
