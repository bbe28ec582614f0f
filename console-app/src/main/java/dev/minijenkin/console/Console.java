package dev.minijenkin.console;

import dev.minijenkin.console.connection.ConnectionMessage;
import dev.minijenkin.console.connection.ConnectionTarget;
import dev.minijenkin.console.connection.Connections;
import dev.minijenkin.console.connection.Keyring;
import dev.minijenkin.console.connection.LocalInstanceStarter;
import dev.minijenkin.console.connection.Passwords;
import dev.minijenkin.console.connection.Profile;
import dev.minijenkin.console.connection.ProfileFile;
import dev.minijenkin.console.connection.StartScreen;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.link.OpenConsole;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.memory.Memory;
import dev.minijenkin.console.news.DesktopNotices;
import dev.minijenkin.console.part.layout.Zoom;
import dev.minijenkin.console.pulse.PulseWatch;
import dev.minijenkin.console.theme.Fonts;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.db.ConnectionCheck;
import dev.minijenkin.db.ConnectionFinding;
import dev.minijenkin.db.DatabaseConfiguration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desktop console: one window, which looks at one database at a time.
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final Duration SCHEMA_CHECK = Duration.ofSeconds(2);

    private final ExecutorService workers;
    private final Clock clock;
    private final ThemeSwitch themes = new ThemeSwitch();
    private final Background background;
    private final Memory memory;
    private final Connections connections;
    private final Optional<Profile> profile;
    private final StackPane root = new StackPane();
    private final Zoom zoom = new Zoom(root);
    private final Scene scene;
    private final FirstPaint firstPaint;
    private final DesktopNotices desktop;
    // FX thread only.
    private Optional<StartScreen> start = Optional.empty();
    private Optional<ConsoleSession> session = Optional.empty();
    private boolean everConnected;
    private Optional<Place> first;
    private boolean closed;

    /// What a console is told from outside.
    ///
    /// @param given a database to open at once
    /// @param profile that is opened where no database is given; empty: the one used last, or the
    ///   start screen
    /// @param folder where saved connections are, and what the person chose before
    /// @param environment where programs of the desktop are looked for
    /// @param first where the first connection begins; empty: on the overview
    public record Settings(
            Optional<DatabaseConfiguration> given,
            Optional<Profile> profile,
            Path folder,
            Map<String, String> environment,
            Optional<LocalInstanceStarter> local,
            Optional<Place> first) {}

    /// Builds the window; on the FX thread.
    Console(Settings settings, Clock clock, ExecutorService workers) {
        this.workers = workers;
        this.clock = clock;
        first = settings.first();
        profile = settings.profile();
        desktop = DesktopNotices.find(settings.environment(), this::work);
        memory = Memory.in(settings.folder(), this::work);
        themes.remember(
                memory.now().theme(),
                theme -> memory.change(known -> known.withTheme(theme.name())));
        zoom.to(memory.now().zoom());
        zoom.factorProperty()
                .subscribe(next -> memory.change(known -> known.withZoom(next.doubleValue())));
        background = new Background(this::work, Platform::runLater, this::failed);
        connections =
                new Connections(
                        background,
                        new Connections.Sources(
                                ProfileFile.in(settings.folder()),
                                new Passwords(Keyring.find(settings.environment())),
                                ConnectionCheck::of,
                                settings.local()),
                        target -> open(DatabaseLink.open(target, workers)));
        scene = new Scene(zoom, WIDTH, HEIGHT);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        firstPaint = new FirstPaint(scene, () -> session.ifPresent(of -> of.screens().makeReady()));
    }

    /// Opens a window and returns when it is closed. To be called once in a process, from any
    /// thread but JavaFX's.
    ///
    /// @param pulses how often it says how smoothly it goes; zero: never
    /// @param door by which other starts hand it links; empty: by none
    public static void launch(Settings settings, Duration pulses, Optional<OpenConsole> door)
            throws InterruptedException {
        ExecutorService workers = workers();
        Optional<CompletableFuture<DatabaseLink>> link =
                settings.given()
                        .map(given ->
                                CompletableFuture.supplyAsync(
                                        () ->
                                                DatabaseLink.open(
                                                        new ConnectionTarget("", given), workers),
                                        workers));
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
            Console console = new Console(settings, Clock.system(ZoneId.systemDefault()), workers);
            console.themes.followSystem();
            console.dress();
            Stage stage = console.window();
            stage.setOnHidden(event -> {
                console.close();
                closed.countDown();
            });
            // While it is empty: what is in a window that opens is laid out once more, for a size
            // that the window never has.
            stage.show();
            console.begin(link.map(CompletableFuture::join));
            door.ifPresent(open -> console.takeLinks(open, stage));
            if (pulses.isPositive()) {
                PulseWatch.start(pulses);
            }
        });
        closed.await();
        Platform.exit();
    }

    /// Goes where a link leads that another start was given, and comes to front.
    void takeLinks(OpenConsole door, Stage stage) {
        door.listen(link -> {
            Optional<Place> place = Links.parse(link);
            place.ifPresent(to -> Platform.runLater(() -> come(to, stage)));
            return place.isPresent();
        });
    }

    /// Where no database is open yet, the first one that is begins there.
    private void come(Place to, Stage stage) {
        session.ifPresentOrElse(of -> of.navigator().go(to), () -> first = Optional.of(to));
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
    }

    /// A window around the scene, where it was before; to be shown.
    Stage window() {
        Stage stage = new Stage();
        stage.setTitle("Mini-Jenkin");
        stage.setScene(scene);
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        WindowPlace.restore(stage, memory);
        stage.setOnHiding(event -> WindowPlace.keep(stage, memory));
        return stage;
    }

    static ExecutorService workers() {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("console-", 0).factory());
    }

    Scene scene() {
        return scene;
    }

    Zoom zoom() {
        return zoom;
    }

    /// Tells the person one sentence.
    void say(String sentence) {
        session.ifPresent(of -> of.say(sentence));
    }

    Navigator navigator() {
        return session.orElseThrow().navigator();
    }

    ThemeSwitch themes() {
        return themes;
    }

    /// Once the look is known, so that nothing is styled twice.
    void dress() {
        themes.dress(scene);
    }

    /// Shows what was given; else the profile that is wanted, or was used last; where there is
    /// none, asks for one.
    void begin(Optional<DatabaseLink> given) {
        given.ifPresentOrElse(
                this::open,
                () -> {
                    showStart("");
                    profile.or(() -> connections.profiles().stream().findFirst())
                            .ifPresent(connections::connect);
                });
    }

    /// Shows the console on a database, in the place of the one before.
    void open(DatabaseLink link) {
        session.ifPresent(ConsoleSession::close);
        everConnected = false;
        ConsoleSession next =
                new ConsoleSession(
                        link,
                        new ConsoleSession.Around(
                                workers,
                                clock,
                                themes,
                                memory,
                                new SessionFrame.Doors(connections, link.target(), desktop)));
        session = Optional.of(next);
        show(next.node());
        next.onLink(state -> linkIs(next, state));
        next.onRefused(() -> background.read(() -> find(next), found -> judge(next, found)));
        next.onFirstAnswer(() -> firstPaint.rowsCame());
        first.ifPresent(place -> next.navigator().go(place));
        first = Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        session.ifPresent(ConsoleSession::close);
        // What is under way ends by its timeouts; nobody waits for it.
        workers.shutdown();
    }

    private void linkIs(ConsoleSession of, LinkState state) {
        switch (state) {
            case LinkState.Connecting() -> {}
            case LinkState.Connected() -> {
                boolean first = !everConnected;
                everConnected = true;
                show(of.node());
                if (first) {
                    checkSchema(of);
                }
            }
            case LinkState.Lost _ -> {
                if (!everConnected) {
                    background.read(() -> find(of), found -> judge(of, found));
                }
            }
        }
    }

    private static ConnectionFinding find(ConsoleSession of) {
        return ConnectionCheck.of(of.target().database());
    }

    /// Not at once: what a person waits for is read and painted first.
    private void checkSchema(ConsoleSession of) {
        CompletableFuture.delayedExecutor(SCHEMA_CHECK.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() ->
                        Platform.runLater(
                                () -> background.read(() -> find(of), found -> judge(of, found))));
    }

    /// Says what is wrong with a database that does not let us in, or that is not for this version.
    /// One that is only away is tried on: when it comes, the console shows it by itself.
    private void judge(ConsoleSession of, ConnectionFinding finding) {
        ConnectionMessage message = ConnectionMessage.of(finding, of.target().database());
        if (session.filter(of::equals).isEmpty()) {
            return;
        }
        switch (finding) {
            case ConnectionFinding.Usable _ -> {}
            case ConnectionFinding.Unreachable _ -> {
                if (!everConnected) {
                    showStart(message.sentence() + " It is tried again by itself.");
                    filled(of);
                }
            }
            case ConnectionFinding.PasswordMissing _,
                    ConnectionFinding.PasswordWrong _,
                    ConnectionFinding.NotLetIn _,
                    ConnectionFinding.NoDatabase _ -> {
                // Who was let in before is away for a while: the line of health says so.
                if (!everConnected) {
                    giveUp(of, message);
                }
            }
            case ConnectionFinding.SchemaMissing _,
                    ConnectionFinding.SchemaTooOld _,
                    ConnectionFinding.SchemaTooNew _,
                    ConnectionFinding.SchemaDifferent _,
                    ConnectionFinding.NoMembership _ ->
                    giveUp(of, message);
        }
    }

    private void giveUp(ConsoleSession up, ConnectionMessage message) {
        up.close();
        session = Optional.empty();
        showStart(message.sentence());
        filled(up);
    }

    /// Whoever came by an address finds it in the form, to mend it.
    private void filled(ConsoleSession tried) {
        start.ifPresent(screen -> {
            if (connections.currentProperty().get().isEmpty()) {
                Profile.of(tried.target().database()).ifPresent(screen::fill);
            }
        });
    }

    private void pressed(KeyEvent event) {
        if (!event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> zoom.larger();
            case MINUS, SUBTRACT -> zoom.smaller();
            case DIGIT0, NUMPAD0 -> zoom.usual();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// What is shown already stays: it would lose the focus.
    private void show(Parent content) {
        if (!root.getChildren().contains(content)) {
            root.getChildren().setAll(content);
        }
    }

    private void showStart(String sentence) {
        StartScreen screen = start.orElseGet(() -> new StartScreen(connections));
        start = Optional.of(screen);
        show(screen.node());
        screen.localAgain();
        screen.show(sentence);
        Platform.runLater(screen::focus);
    }

    private void work(Runnable task) {
        if (!closed) {
            workers.execute(task);
        }
    }

    /// The person is told: in the frame, or by the start screen, which asks for each answer itself.
    private void failed(RuntimeException e) {
        if (!closed) {
            LOG.info("Not done: {}", e.getMessage());
            say(String.valueOf(e.getMessage()));
        }
    }
}
