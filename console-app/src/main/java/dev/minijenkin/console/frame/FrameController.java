package dev.minijenkin.console.frame;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.runs.RunCounts;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.controlsfx.control.StatusBar;

/// Binds the frame to its view model, and shows the screen of the current place.
public final class FrameController {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("EEE d MMM, HH:mm:ss", Locale.ENGLISH);
    private static final double COUNT_ICON = 0.75;
    private static final KeyCombination PALETTE = KeyCombination.valueOf("Shortcut+K");
    private static final KeyCombination BACK = KeyCombination.valueOf("Alt+Left");

    /// What the frame is made of.
    ///
    /// @param screenOf the screen of a place
    public record Parts(
            FrameViewModel model,
            Navigator navigator,
            ThemeSwitch themes,
            DatabaseClock clock,
            Notices notices,
            Function<Place, Screen> screenOf,
            Consumer<Overlay> openPalette,
            Connection connection) {}

    /// The database that is shown.
    ///
    /// @param name that the person gave it; empty: the database's own
    /// @param open shows all connections
    public record Connection(String name, Runnable open) {}

    private final Parts parts;
    private final PauseTransition noticeEnds = new PauseTransition(Duration.seconds(6));
    private Optional<Screen> current = Optional.empty();

    @FXML private StackPane root;
    @FXML private StackPane sheet;
    @FXML private Overlay overlay;
    @FXML private ToggleButton overview;
    @FXML private ToggleButton runs;
    @FXML private HBox runsCount;
    @FXML private Button connection;
    @FXML private IconView encrypted;
    @FXML private Region connectionDot;
    @FXML private Label databaseName;
    @FXML private Label role;
    @FXML private IconView themeIcon;
    @FXML private StatusBar statusBar;
    @FXML private HealthLine health;
    @FXML private Label clock;
    @FXML private Button keys;

    public FrameController(Parts parts) {
        this.parts = parts;
    }

    public Parent node() {
        return root;
    }

    public Overlay overlay() {
        return overlay;
    }

    @FXML
    private void initialize() {
        statusBar.setText("");
        databaseName.setText(parts.connection().name());
        encrypted.setVisible(false);
        encrypted.setManaged(false);
        parts.navigator().placeProperty().subscribe(this::show);
        parts.themes()
                .themeProperty()
                .subscribe(theme -> themeIcon.setIcon(theme == Theme.LIGHT ? Icon.MOON : Icon.SUN));
        parts.clock().secondProperty().subscribe(this::second);
        FrameViewModel model = parts.model();
        model.answerProperty().subscribe(answer -> answer.ifPresent(this::show));
        model.statusProperty().subscribe(status -> showHealth());
        model.linkProperty().subscribe(state -> showHealth());
        model.staleProperty().subscribe(this::showStale);
        noticeEnds.setOnFinished(event -> parts.notices().say(""));
        parts.notices()
                .textProperty()
                .subscribe(text -> {
                    overlay.showNotice(text);
                    noticeEnds.playFromStart();
                });
        keys.setGraphic(cap("?"));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.sceneProperty().subscribe(this::focusWhenShown);
    }

    @FXML
    private void goToOverview() {
        overview.setSelected(true);
        parts.navigator().go(new Place.OverviewPlace());
    }

    @FXML
    private void goToRuns() {
        runs.setSelected(true);
        parts.navigator().go(new Place.RunsPlace(""));
    }

    @FXML
    private void toggleTheme() {
        parts.themes().toggle();
    }

    @FXML
    private void openPalette() {
        parts.openPalette().accept(overlay);
    }

    @FXML
    private void openConnections() {
        parts.connection().open().run();
    }

    @FXML
    public void showKeys() {
        KeysCard.showOn(overlay);
    }

    private void pressed(KeyEvent event) {
        if (PALETTE.match(event)) {
            openPalette();
            event.consume();
        } else if (BACK.match(event)) {
            parts.navigator().back();
            event.consume();
        } else if (event.getCode() == KeyCode.F1) {
            showKeys();
            event.consume();
        }
    }

    private void show(Place place) {
        overview.setSelected(place instanceof Place.OverviewPlace);
        runs.setSelected(!(place instanceof Place.OverviewPlace));
        Screen next = parts.screenOf().apply(place);
        if (current.filter(next::equals).isEmpty()) {
            current.ifPresent(Screen::hide);
            current = Optional.of(next);
            sheet.getChildren().setAll(next.node());
        }
        next.show(place);
        next.focus();
    }

    /// A window gives the focus to its first control: the person works in the view instead.
    private void focusWhenShown(Scene scene) {
        if (scene != null) {
            Platform.runLater(() -> current.ifPresent(Screen::focus));
        }
    }

    private void show(FrameSource.Answer answer) {
        Person person = answer.person();
        String name = parts.connection().name();
        databaseName.setText(name.isEmpty() ? person.database() : name);
        role.setText(person.role().isEmpty() ? person.user() : person.role());
        encrypted.setVisible(person.encrypted());
        encrypted.setManaged(person.encrypted());
        connection.setTooltip(new Tooltip(loggedIn(person)));
        showCounts(answer.counts());
    }

    /// Who we are in the database, in one sentence.
    public static String loggedIn(Person person) {
        return "Logged in to "
                + person.database()
                + " as "
                + person.user()
                + (person.role().isEmpty() ? "" : ", with the rights of " + person.role())
                + (person.encrypted() ? ", encrypted by TLS" : ", not encrypted");
    }

    private void showCounts(RunCounts counts) {
        runsCount.getChildren().clear();
        if (counts.running() > 0) {
            Label number = new Label(Long.toString(counts.running()));
            number.getStyleClass().addAll("running", "semibold");
            StateIcon icon = new StateIcon(StateShape.RUNNING);
            icon.setScaleX(COUNT_ICON);
            icon.setScaleY(COUNT_ICON);
            runsCount.getChildren().addAll(icon, number);
        }
    }

    private void showHealth() {
        FrameViewModel model = parts.model();
        LinkState link = model.linkProperty().get();
        connectionDot.getStyleClass().setAll("dot", HealthLine.dotStyle(link));
        health.show(link, model.age(), model.statusProperty().get());
    }

    private void showStale(boolean stale) {
        sheet.pseudoClassStateChanged(PseudoClass.getPseudoClass("stale"), stale);
    }

    private void second(Instant at) {
        clock.setText(CLOCK.format(at.atZone(parts.clock().zone())));
        if (parts.model().linkProperty().get() instanceof LinkState.Lost) {
            showHealth();
        }
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static Label cap(String key) {
        return label(key, "key");
    }
}
