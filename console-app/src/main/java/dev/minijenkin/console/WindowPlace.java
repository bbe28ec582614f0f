package dev.minijenkin.console;

import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.memory.Remembered;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Where a window is, from one start to the next. FX thread only.
final class WindowPlace {
    private WindowPlace() {}

    /// Puts the window where it was, where there is still a screen; else only as large as it was.
    static void restore(Stage stage, Memory memory) {
        Remembered.Window was = memory.now().window();
        if (was == null) {
            return;
        }
        stage.setWidth(Math.max(stage.getMinWidth(), was.width()));
        stage.setHeight(Math.max(stage.getMinHeight(), was.height()));
        if (!Screen.getScreensForRectangle(was.x(), was.y(), was.width(), was.height()).isEmpty()) {
            stage.setX(was.x());
            stage.setY(was.y());
        }
        stage.setMaximized(was.maximized());
    }

    /// A window that fills the screen keeps the size that it had before.
    static void keep(Stage stage, Memory memory) {
        Remembered.Window was = memory.now().window();
        Remembered.Window now =
                stage.isMaximized() && was != null
                        ? new Remembered.Window(was.x(), was.y(), was.width(), was.height(), true)
                        : new Remembered.Window(
                                stage.getX(),
                                stage.getY(),
                                stage.getWidth(),
                                stage.getHeight(),
                                stage.isMaximized());
        memory.changeAtOnce(known -> known.withWindow(now));
    }
}
