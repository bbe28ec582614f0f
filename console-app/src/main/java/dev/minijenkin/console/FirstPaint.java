package dev.minijenkin.console;

import java.time.Duration;
import java.time.Instant;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once when the first rows are on the screen: what a person waits for after the command. FX
/// thread only.
final class FirstPaint {
    private static final Logger LOG = LoggerFactory.getLogger(FirstPaint.class);

    private final Scene scene;
    private final Runnable painted;
    private final Runnable pulse = this::pulse;
    private boolean waits = true;
    private int pulses;

    /// @param painted is run once, when the rows are there
    FirstPaint(Scene scene, Runnable painted) {
        this.scene = scene;
        this.painted = painted;
    }

    /// The rows are in the scene now.
    void rowsCame() {
        if (waits) {
            waits = false;
            scene.addPostLayoutPulseListener(pulse);
            Platform.requestNextPulse();
        }
    }

    /// The first pulse lays the rows out and paints them; the next one begins when that is done.
    private void pulse() {
        pulses++;
        if (pulses == 1) {
            Platform.requestNextPulse();
            return;
        }
        scene.removePostLayoutPulseListener(pulse);
        Platform.runLater(painted);
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start ->
                        LOG.info(
                                "First rows painted {} ms after the start of the process",
                                Duration.between(start, Instant.now()).toMillis()));
    }
}
