package dev.minijenkin.console.frame;

import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.live.LinkState;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.part.layout.Narrow;
import dev.minijenkin.console.theme.Theme;
import dev.minijenkin.console.theme.ThemeSwitch;
import dev.minijenkin.db.view.frame.Person;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Binds the frame to its view model, and shows the screen of the current place.
public final class FrameController {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("EEE d MMM, HH:mm:ss", Locale.ENGLISH);

    /// Below it the navigation is icons.
    private static final double NARROW = 1100;

    /// Below it secondary buttons are icons too.
    private static final double SMALL = 800;

    private static final double SEARCH_EDGES = 20;

    /// What the frame is made of.
    ///
    /// @param screenOf the screen of a place
    /// @param runPipeline asks which pipeline is to run
    /// @param bell what happened while the person was away
    /// @param past what says that the past is looked at
    public record Parts(
            FrameViewModel model,
            Navigator navigator,
            ThemeSwitch themes,
            DatabaseClock clock,
            Notices notices,
            Function<Place, Screen> screenOf,
            Consumer<Overlay> openPalette,
            Runnable runPipeline,
            Tool bell,
            Past past,
            Connection connection) {}

    /// Something in the title bar.
    ///
    /// @param open shows what it has to say
    public record Tool(Node node, Runnable open) {}

    /// What stands above and below the views while the past is looked at, and what keys do.
    public record Past(Node strip, Node day, PastKeys keys) {}

    /// The database that is shown.
    ///
    /// @param name that the person gave it; empty: the database's own
    /// @param open shows all connections
    public record Connection(String name, Runnable open) {}

    private final Parts parts;
    private Optional<Screen> current = Optional.empty();
    private ReadOnlyBooleanProperty narrow = new ReadOnlyBooleanWrapper().getReadOnlyProperty();

    @FXML private StackPane root;
    @FXML private StackPane sheet;
    @FXML private StackPane above;
    @FXML private StackPane below;
    @FXML private Button search;
    @FXML private FittingRow searchContent;
    @FXML private Overlay overlay;
    @FXML private Toast toast;
    @FXML private HBox tools;
    @FXML private Navigation navigation;
    @FXML private Button connection;
    @FXML private IconView encrypted;
    @FXML private Region connectionDot;
    @FXML private CutLabel databaseName;
    @FXML private Label role;
    @FXML private IconView themeIcon;
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
        narrow = Narrow.below(root, NARROW, "narrow");
        Narrow.below(root, SMALL, "small");
        searchContent.prefWidthProperty().bind(search.widthProperty().subtract(SEARCH_EDGES));
        narrow.subscribe(this::showNames);
        tools.getChildren().setAll(parts.bell().node());
        above.getChildren().setAll(parts.past().strip());
        below.getChildren().setAll(parts.past().day());
        databaseName.setText(parts.connection().name());
        encrypted.setVisible(false);
        encrypted.setManaged(false);
        navigation.leadBy(this::go);
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
        toast.follow(parts.notices());
        keys.setGraphic(cap("?"));
        new FrameKeys(
                        parts.navigator(),
                        parts.notices(),
                        parts.past().keys(),
                        overlay,
                        new FrameKeys.Page(
                                this::go,
                                () -> current.map(Screen::node),
                                this::openPalette,
                                parts.runPipeline(),
                                parts.bell().open()))
                .listen(root);
        root.sceneProperty().subscribe(this::focusWhenShown);
    }

    private void go(Place place) {
        parts.navigator().go(place);
        // Also where the person is there already.
        navigation.show(parts.navigator().placeProperty().get());
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

    private void show(Place place) {
        navigation.show(place);
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
        navigation.show(answer);
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

    /// Icons alone have their names as tooltips, and the role is in that of the connection.
    private void showNames(boolean small) {
        navigation.showNames(!small);
        role.setVisible(!small);
        role.setManaged(!small);
    }

    private void showHealth() {
        FrameViewModel model = parts.model();
        LinkState link = model.linkProperty().get();
        connectionDot.getStyleClass().setAll("dot", HealthLine.dotStyle(link));
        health.show(link, model.age(), model.statusProperty().get());
    }

    private void showStale(boolean stale) {
        sheet.pseudoClassStateChanged(PseudoClass.getPseudoClass("stale"), stale);
        // Grey, and as readable as before: these are the last data that there are.
        sheet.setEffect(stale ? new ColorAdjust(0, -1, 0, 0) : null);
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
