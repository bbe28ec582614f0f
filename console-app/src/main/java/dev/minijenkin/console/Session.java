package dev.minijenkin.console;

import dev.minijenkin.console.connection.Opening;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.live.Live;
import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.live.Ticker;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.db.DatabaseUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console on one database, from its opening until another one is opened. FX thread only.
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Link link;
    private final Executor workers;
    private final Live live = new Live(Platform::runLater);
    private final Notices notices = new Notices();
    private final Ticker ticking;
    private final Desk desk;
    private Runnable refused = () -> {};
    private boolean answered;
    private boolean closed;

    /// What a session needs of the window.
    record Around(Executor workers, Clock clock, ThemeSwitch themes, Desk.Doors doors) {}

    Session(Link link, Around around) {
        this.link = link;
        this.workers = around.workers();
        Now now = new Now(around.clock());
        Background background = new Background(this::work, Platform::runLater, this::failed);
        desk = new Desk(live, now, background, link, around.themes(), notices, around.doors());
        desk.onFirstAnswer(() -> answered = true);
        link.listener().subscribe(live);
        ticking = Ticker.start(Duration.ofSeconds(1), Platform::runLater, now::tick);
    }

    Desk desk() {
        return desk;
    }

    Opening opening() {
        return link.opening();
    }

    /// Tells how the link is, from now on.
    void onLink(Consumer<LinkState> told) {
        live.stateProperty()
                .subscribe(state -> {
                    if (!closed) {
                        told.accept(state);
                    }
                });
    }

    /// Does something once, when the first answer has come.
    void onFirstAnswer(Runnable action) {
        desk.onFirstAnswer(() -> {
            if (!closed) {
                action.run();
            }
        });
    }

    /// Does something when the database refuses to tell even the first time.
    void onRefused(Runnable action) {
        refused = action;
    }

    @Override
    public void close() {
        closed = true;
        ticking.close();
        // The pool waits for connections that are in use: not on this thread.
        workers.execute(link::close);
    }

    /// What is still asked for while the session closes is of no use to anybody.
    private void work(Runnable task) {
        if (!closed) {
            workers.execute(task);
        }
    }

    /// What could not be read is said, but for a database that is away: the line of health says so.
    private void failed(RuntimeException e) {
        if (closed || e instanceof DatabaseUnavailable) {
            LOG.debug("Not read, because the database is away", e);
            return;
        }
        if (!answered) {
            LOG.info("Refused before the first answer: {}", e.getMessage());
            refused.run();
            return;
        }
        LOG.warn("Not read", e);
        notices.say(String.valueOf(e.getMessage()));
    }
}
