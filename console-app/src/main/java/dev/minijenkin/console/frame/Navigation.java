package dev.minijenkin.console.frame;

import dev.minijenkin.console.frame.place.Destination;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.stats.Health;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The ways to the views, with what can be counted in them: grey, unless a person must act. FX
/// thread only.
public final class Navigation extends VBox {
    private static final double COUNT_ICON = 0.75;

    private final Map<Destination, ToggleButton> buttons = new EnumMap<>(Destination.class);
    private final Map<Destination, HBox> counts = new EnumMap<>(Destination.class);
    private Consumer<Place> go = place -> {};

    public Navigation() {
        getStyleClass().add("navigation");
        ToggleGroup group = new ToggleGroup();
        Destination.Section section = Destination.Section.WATCH;
        for (Destination destination : Destination.values()) {
            if (destination.section() != section) {
                section = destination.section();
                getChildren().addAll(heading(section), rule());
            }
            getChildren().add(row(destination, group));
        }
    }

    /// @param way leads to a place
    void leadBy(Consumer<Place> way) {
        go = way;
    }

    /// Shows where a person is.
    void show(Place place) {
        button(Destination.of(place)).setSelected(true);
    }

    /// Icons alone have their names as tooltips.
    void showNames(boolean shown) {
        buttons.forEach((destination, button) ->
                button.setTooltip(
                        new Tooltip(
                                (shown ? "" : destination.title() + " ")
                                        + "("
                                        + destination.keys()
                                        + ")")));
        for (Node child : getChildren()) {
            if (child instanceof Label heading) {
                FittingRow.setShown(heading, shown);
            } else if (child instanceof Region rule && rule.getStyleClass().contains("nav-rule")) {
                FittingRow.setShown(rule, !shown);
            }
        }
    }

    /// Shows what is counted.
    void show(FrameSource.Answer answer) {
        Health health = answer.health();
        count(
                Destination.RUNS,
                answer.counts().running(),
                "running",
                () -> scaled(new StateIcon(StateShape.RUNNING)));
        count(Destination.QUEUE, health.queueDepth(), "subtle", Region::new);
        count(
                Destination.RUNNERS,
                (long) health.runnersKnown() - health.runnersOnline(),
                "alert",
                Navigation::warning);
        count(Destination.DEPLOYS, health.locksHeld(), "subtle", Navigation::lock);
    }

    private void count(Destination destination, long number, String style, Supplier<Node> sign) {
        HBox box = counts.get(destination);
        if (box == null) {
            return;
        }
        box.getChildren().clear();
        if (number > 0) {
            Label label = new Label(Long.toString(number));
            label.getStyleClass().addAll(style, "semibold");
            box.getChildren().addAll(sign.get(), label);
        }
    }

    private StackPane row(Destination destination, ToggleGroup group) {
        ToggleButton button = new ToggleButton(destination.title());
        button.setId(destination.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.getStyleClass().add("place");
        button.setGraphic(new IconView(destination.icon()));
        button.setOnAction(event -> {
            button.setSelected(true);
            go.accept(destination.place());
        });
        HBox count = new HBox();
        count.getStyleClass().add("count");
        count.setMouseTransparent(true);
        buttons.put(destination, button);
        counts.put(destination, count);
        return new StackPane(button, count);
    }

    private ToggleButton button(Destination destination) {
        return Objects.requireNonNull(buttons.get(destination));
    }

    private static Node scaled(Node icon) {
        icon.setScaleX(COUNT_ICON);
        icon.setScaleY(COUNT_ICON);
        return icon;
    }

    private static Node warning() {
        IconView icon = new IconView(Icon.WARNING, 13);
        icon.getStyleClass().add("alert");
        return icon;
    }

    private static Node lock() {
        IconView icon = new IconView(Icon.LOCK, 12);
        icon.getStyleClass().add("subtle");
        return icon;
    }

    private static Label heading(Destination.Section section) {
        Label label = new Label(section.title());
        label.getStyleClass().addAll("small", "subtle", "nav-heading");
        return label;
    }

    private static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("nav-rule");
        return rule;
    }
}
