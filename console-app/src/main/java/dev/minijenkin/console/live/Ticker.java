package dev.minijenkin.console.live;

import java.time.Duration;
import java.util.concurrent.Executor;

/// Does something every second on the FX thread. A JavaFX timeline would keep the toolkit drawing
/// sixty times a second; this sleeps in between. Lives from its start to its close.
public final class Ticker implements AutoCloseable {
    private final Thread thread;

    private Ticker(Thread thread) {
        this.thread = thread;
    }

    /// Starts at once.
    public static Ticker start(Duration pause, Executor ui, Runnable tick) {
        return new Ticker(
                Thread.ofVirtual()
                        .name("console-ticker")
                        .start(() -> {
                            try {
                                while (true) {
                                    Thread.sleep(pause);
                                    ui.execute(tick);
                                }
                            } catch (InterruptedException _) {
                                // Closed.
                            }
                        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
