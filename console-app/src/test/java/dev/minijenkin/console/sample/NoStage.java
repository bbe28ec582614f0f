package dev.minijenkin.console.sample;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Set;

/// What a view model lives on, without a stage: everything happens at once, on the test's thread.
public final class NoStage {
    private final SettableClock time = new SettableClock();
    private final DatabaseClock clock = new DatabaseClock(time);
    private final LiveHints hints = new LiveHints(Runnable::run);
    private final Background background =
            new Background(
                    Runnable::run,
                    Runnable::run,
                    error -> {
                        throw error;
                    });

    public DatabaseClock clock() {
        return clock;
    }

    public LiveHints hints() {
        return hints;
    }

    public Background background() {
        return background;
    }

    /// The link is there; all is read anew.
    public void connect() {
        hints.connected();
    }

    public void hint(Topic topic, long id) {
        hints.hinted(topic, Set.of(id));
    }

    /// Time goes on, and the console's second hand with it.
    public void pass(Duration duration) {
        time.goOn(duration);
        clock.tick();
    }
}
