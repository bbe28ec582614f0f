package dev.minijenkin.console.frame;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Two keys, one after the other, that lead somewhere: G and then another. FX thread only.
final class GoKeys {
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Map<KeyCode, Runnable> ways;
    private Optional<Long> begun = Optional.empty();

    /// @param ways where the second key leads
    GoKeys(Map<KeyCode, Runnable> ways) {
        this.ways = ways;
    }

    /// Takes the keys that are part of a way.
    ///
    /// @return whether the key was one of ours: nobody else is to act on it
    boolean pressed(KeyEvent event) {
        boolean plain =
                !event.isShortcutDown()
                        && !event.isAltDown()
                        && !event.isControlDown()
                        && !event.isMetaDown();
        boolean second =
                begun.filter(at -> System.nanoTime() - at < PATIENCE.toNanos()).isPresent();
        begun = Optional.empty();
        if (!plain) {
            return false;
        }
        if (event.getCode() == KeyCode.G) {
            begun = Optional.of(System.nanoTime());
            return true;
        }
        Runnable way = ways.get(event.getCode());
        if (second && way != null) {
            way.run();
            return true;
        }
        return false;
    }
}
