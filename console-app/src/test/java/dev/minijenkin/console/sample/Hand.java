package dev.minijenkin.console.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.testfx.api.FxRobot;

/// The hand of a person on keyboard and pointer. What a key does at once is done and laid out when
/// it returns. Unlike [FxRobot], which sleeps for a tenth of a second with each key, it waits for a
/// pulse and no longer: what is read elsewhere because of the key is awaited by whoever asks.
public final class Hand extends FxRobot {
    private static final long PATIENCE_SECONDS = 20;

    /// Presses keys one after the other and lets go of them in the other order.
    @Override
    public Hand push(KeyCode... keys) {
        onFx(() -> {
            Robot robot = new Robot();
            for (KeyCode key : keys) {
                robot.keyPress(key);
            }
            for (KeyCode key : List.of(keys).reversed()) {
                robot.keyRelease(key);
            }
            return true;
        });
        pulse();
        return this;
    }

    /// Types a text, character by character, each where the focus is by then.
    @Override
    public Hand write(String text) {
        for (int at = 0; at < text.length(); at++) {
            String character = text.substring(at, at + 1);
            onFx(() -> {
                fire(KeyEvent.KEY_PRESSED, "", code(character));
                fire(KeyEvent.KEY_TYPED, character, KeyCode.UNDEFINED);
                fire(KeyEvent.KEY_RELEASED, "", code(character));
                return true;
            });
        }
        pulse();
        return this;
    }

    private static KeyCode code(String character) {
        return switch (character) {
            case "\n" -> KeyCode.ENTER;
            case "\t" -> KeyCode.TAB;
            case " " -> KeyCode.SPACE;
            default ->
                    Optional.ofNullable(KeyCode.getKeyCode(character.toUpperCase(Locale.ROOT)))
                            .orElse(KeyCode.UNDEFINED);
        };
    }

    private static void fire(EventType<KeyEvent> type, String character, KeyCode code) {
        Scene scene = focused().getScene();
        EventTarget target = scene.getFocusOwner() == null ? scene : scene.getFocusOwner();
        Event.fireEvent(
                target,
                new KeyEvent(type, character, code.getName(), code, false, false, false, false));
    }

    private static Window focused() {
        List<Window> showing = Window.getWindows().stream().filter(Window::isShowing).toList();
        return showing.stream().filter(Window::isFocused).findFirst().orElseGet(showing::getFirst);
    }

    /// Returns when all that is shown was laid out once more, and what asked for the FX thread
    /// until then was served.
    public static void pulse() {
        CountDownLatch laidOut = new CountDownLatch(1);
        onFx(() -> {
            List<Scene> scenes = new ArrayList<>();
            Window.getWindows().stream()
                    .filter(Window::isShowing)
                    .map(Window::getScene)
                    .forEach(scenes::add);
            if (scenes.isEmpty()) {
                laidOut.countDown();
            } else {
                Scene scene = scenes.getFirst();
                Runnable[] listener = new Runnable[1];
                listener[0] =
                        () -> {
                            scene.removePostLayoutPulseListener(listener[0]);
                            laidOut.countDown();
                        };
                scene.addPostLayoutPulseListener(listener[0]);
                Platform.requestNextPulse();
            }
            return true;
        });
        try {
            if (!laidOut.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("No pulse came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        onFx(() -> true);
    }

    /// Does something on the FX thread and waits for it.
    public static <T> T onFx(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
