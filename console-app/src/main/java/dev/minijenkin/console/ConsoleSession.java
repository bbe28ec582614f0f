package dev.minijenkin.console;

import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.console.live.Ticker;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.past.TimeMachine;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.db.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Parent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console on one database, from when it is opened until another one is opened. FX thread only.
final class ConsoleSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSession.class);

    private final DatabaseLink link;
    private final Executor workers;
    private final LiveHints hints = new LiveHints(Platform::runLater);
    private final Navigator navigator = new Navigator();
    private final Notices notices = new Notices();
    private final Ticker ticking;
    private final SessionFrame frame;
    private Runnable refused = () -> {};
    private boolean answered;
    private boolean closed;

    /// What a session needs of the window.
    record Around(
            Executor workers,
            Clock clock,
            ThemeSwitch themes,
            Memory memory,
            SessionFrame.Doors doors) {}

    ConsoleSession(DatabaseLink link, Around around) {
        this.link = link;
        this.workers = around.workers();
        DatabaseClock clock = new DatabaseClock(around.clock());
        Background background = new Background(this::work, Platform::runLater, this::failed);
        frame =
                new SessionFrame(
                        new ScreenContext(
                                hints,
                                clock,
                                background,
                                link.sources(),
                                navigator,
                                notices,
                                around.memory(),
                                new TimeMachine(clock, link.sources().lookedAt())),
                        around.themes(),
                        around.doors());
        screens().onFirstAnswer(() -> answered = true);
        link.listener().subscribe(hints);
        ticking = Ticker.start(Duration.ofSeconds(1), Platform::runLater, clock::tick);
    }

    Parent node() {
        return frame.node();
    }

    SessionScreens screens() {
        return frame.screens();
    }

    Navigator navigator() {
        return navigator;
    }

    void say(String sentence) {
        notices.say(sentence);
    }

    ConnectionTarget target() {
        return link.target();
    }

    /// Tells how the link is, from now on.
    void onLink(Consumer<LinkState> told) {
        hints.stateProperty()
                .subscribe(state -> {
                    if (!closed) {
                        told.accept(state);
                    }
                });
    }

    /// Does something once, when the first answer has come.
    void onFirstAnswer(Runnable action) {
        screens()
                .onFirstAnswer(() -> {
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
        if (closed || e instanceof DatabaseUnavailableException) {
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
