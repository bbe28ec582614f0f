package dev.minijenkin.console;

import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Live;
import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.live.Ticker;
import dev.minijenkin.console.theme.Fonts;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailable;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desktop console on one database.
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-", 0).factory());
    private final Notices notices = new Notices();
    private final ThemeSwitch themes = new ThemeSwitch();
    private final Notifier notifier;
    private final Database database;
    private final Listener listener;
    private final Ticker ticking;
    private final Desk desk;
    private final Scene scene;
    // FX thread only.
    private boolean closed;

    /// Builds the console and connects it; on the FX thread. The database may be away: the console
    /// says so and goes on when it is back.
    Console(ConsoleConfiguration configuration, Clock clock) {
        notifier = new Notifier(configuration.database().dataSource());
        database = Database.open(configuration.database(), notifier);
        listener =
                new Listener(
                        configuration.database().dataSource(),
                        EnumSet.of(
                                Topic.RUN,
                                Topic.LOG,
                                Topic.QUEUE,
                                Topic.RUNNER,
                                Topic.DELIVERY,
                                Topic.COMMAND));
        Live live = new Live(Platform::runLater);
        Now now = new Now(clock);
        Background background = new Background(this::work, Platform::runLater, this::failed);
        desk = new Desk(live, now, background, new DatabaseSources(database), themes, notices);
        scene = new Scene(desk.node(), WIDTH, HEIGHT);
        themes.dress(scene);
        listener.subscribe(live);
        listener.start();
        ticking = Ticker.start(Duration.ofSeconds(1), Platform::runLater, now::tick);
    }

    /// Opens a window and returns when it is closed. To be called once in a process, from any
    /// thread but JavaFX's.
    public static void launch(ConsoleConfiguration configuration) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> ending.set(true)));
        Platform.startup(() -> {
            // A process that is told to end takes the toolkit away under events that still come.
            Thread.currentThread()
                    .setUncaughtExceptionHandler((thread, e) -> {
                        if (!ending.get()) {
                            LOG.error("The console failed", e);
                        }
                    });
            Fonts.load();
            Console console = new Console(configuration, Clock.system(ZoneId.systemDefault()));
            console.themes.followSystem();
            Stage stage = new Stage();
            stage.setTitle("Mini-Jenkin");
            stage.setScene(console.scene);
            stage.setMinWidth(1080);
            stage.setMinHeight(640);
            stage.setOnHidden(event -> {
                console.close();
                closed.countDown();
            });
            stage.show();
        });
        closed.await();
        Platform.exit();
    }

    Scene scene() {
        return scene;
    }

    Desk desk() {
        return desk;
    }

    ThemeSwitch themes() {
        return themes;
    }

    @Override
    public void close() {
        closed = true;
        ticking.close();
        listener.close();
        workers.shutdownNow();
        notifier.close();
        database.close();
    }

    /// What is still asked for while the window closes is of no use to anybody.
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
        LOG.warn("Not read", e);
        notices.say(String.valueOf(e.getMessage()));
    }
}
