package dev.minijenkin.console.pulse;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says, each so many seconds, how long pulses took and for how long the FX thread was blocked.
///
/// A pulse counts from its begin until the thread takes what was asked of it meanwhile: styles,
/// layout and the hand-over to what paints are in it. Blocked is the time that something waits
/// which is asked of the thread while it does something else, pulses or not. While it is watched
/// there is always a next pulse. FX thread only, but for the thread that asks.
public final class PulseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PulseWatch.class);
    private static final Duration ASKS = Duration.ofMillis(5);
    private static final double MILLION = 1e6;

    private final Duration each;
    private final long[] pulses = new long[1 << 16];
    private int count;
    private long longestWait;
    private long began = System.nanoTime();

    private PulseWatch(Duration each) {
        this.each = each;
    }

    /// For as long as the program lives.
    public static void start(Duration each) {
        PulseWatch watch = new PulseWatch(each);
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                long begin = System.nanoTime();
                Platform.runLater(() -> watch.pulsed(System.nanoTime() - begin));
            }
        }.start();
        Thread asking = new Thread(watch::ask, "pulse-watch");
        asking.setDaemon(true);
        asking.start();
    }

    private void ask() {
        try {
            while (true) {
                Thread.sleep(ASKS);
                long asked = System.nanoTime();
                Platform.runLater(
                        () -> longestWait = Math.max(longestWait, System.nanoTime() - asked));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pulsed(long took) {
        pulses[count % pulses.length] = took;
        count++;
        long now = System.nanoTime();
        if (now - began >= each.toNanos()) {
            tell();
            began = now;
            count = 0;
            longestWait = 0;
        }
    }

    private void tell() {
        long[] sorted = Arrays.copyOf(pulses, Math.min(count, pulses.length));
        Arrays.sort(sorted);
        LOG.info(
                String.format(
                        Locale.ROOT,
                        "Pulses: %d, 95 of 100 within %.2f ms, the longest %.2f ms; blocked for %.2f ms at most",
                        count,
                        sorted[(int) (sorted.length * 0.95)] / MILLION,
                        sorted[sorted.length - 1] / MILLION,
                        longestWait / MILLION));
    }
}
