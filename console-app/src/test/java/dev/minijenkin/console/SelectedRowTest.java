package dev.minijenkin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.deliveries.ChangingDeliveries;
import dev.minijenkin.console.deploys.ChangingEnvironments;
import dev.minijenkin.console.frame.Notices;
import dev.minijenkin.console.frame.Overlay;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.queue.ChangingQueue;
import dev.minijenkin.console.runners.ChangingFleet;
import dev.minijenkin.console.sample.ChangingRows;
import dev.minijenkin.console.sample.KeptCommands;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// As [SelectedThingTest], in the views whose rows are of many kinds: a key acts on what the row
/// was of that a person saw selected, whatever became of the list meanwhile.
class SelectedRowTest {
    private static final int CHANGES = 1000;
    private static final List<KeyCode> MOVES =
            List.of(KeyCode.DOWN, KeyCode.DOWN, KeyCode.UP, KeyCode.END, KeyCode.HOME);
    private static final List<KeyCode> ACTS =
            List.of(
                    KeyCode.B,
                    KeyCode.D,
                    KeyCode.F,
                    KeyCode.H,
                    KeyCode.P,
                    KeyCode.R,
                    KeyCode.S,
                    KeyCode.U,
                    KeyCode.X,
                    KeyCode.ENTER);
    private static final Pattern ARGUMENT =
            Pattern.compile("\"(environment|deployment|delivery|runner)\":\"?([^\",}]+)");
    private static final Pattern MESSAGES = Pattern.compile("\"messages\":\\[([0-9,]+)]");

    // Repeat one that failed with -Dselected.seed=…
    private final long seed = Long.getLong("selected.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final KeptCommands commands = new KeptCommands();
    private final NoStage stage = new NoStage();
    private final Navigator navigator = new Navigator();
    private int changes;
    private int acted;
    private int gone;

    @BeforeAll
    static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void ofTheQueue() {
        walk(ChangingQueue::new);
    }

    @Test
    void ofEnvironmentsAndWhoWaitsThere() {
        walk(ChangingEnvironments::new);
    }

    @Test
    void ofDeliveries() {
        walk(ChangingDeliveries::new);
    }

    @Test
    void ofRunners() {
        walk(ChangingFleet::new);
    }

    private void walk(Function<Random, ChangingRows> made) {
        ChangingRows rows = made.apply(random);
        View view = ConsoleBench.onFx(() -> open(rows));
        try {
            while (changes < CHANGES) {
                // One task of the platform each: no pulse paints what nobody sees.
                ConsoleBench.onFx(() -> step(view));
            }
        } finally {
            ConsoleBench.onFx(() -> {
                view.screen().hide();
                view.window().hide();
                return true;
            });
        }
        assertThat(acted).as("keys that did something, seed %d", seed).isGreaterThan(10);
        assertThat(gone).as("selected things that went, seed %d", seed).isPositive();
    }

    private record View(
            ChangingRows rows, Screen screen, Overlay overlay, StackPane root, Stage window) {
        SteadyList<?> list() {
            return (SteadyList<?>) screen.node().lookup(".list-view");
        }
    }

    private View open(ChangingRows rows) {
        Overlay overlay = new Overlay();
        RunActions actions =
                new RunActions(
                        () -> overlay,
                        new CommandSender(stage.background(), stage.hints(), commands, news -> {}),
                        said -> {},
                        stage.clock(),
                        new SimpleObjectProperty<>(Optional.of(SampleViews.person())));
        Screen screen =
                rows.screen(new ChangingRows.Around(stage, navigator, new Notices(), actions));
        StackPane root = new StackPane(screen.node(), overlay);
        Stage window = new Stage();
        window.setScene(new Scene(root, 1200, 640));
        window.show();
        stage.connect();
        screen.show(rows.place());
        View view = new View(rows, screen, overlay, root, window);
        layOut(view);
        return view;
    }

    private boolean step(View view) {
        if (random.nextInt(15) == 0) {
            showAnotherKind(view);
        }
        SteadyList<?> list = view.list();
        list.requestFocus();
        for (int i = random.nextInt(3); i > 0; i--) {
            push(view, MOVES.get(random.nextInt(MOVES.size())));
        }
        // The person looks, and then presses: what is between is nobody's fault but the list's.
        Set<String> looked = list.selected().map(row -> view.rows().things(row)).orElse(Set.of());
        change(view, 1 + random.nextInt(4));
        KeyCode key = ACTS.get(random.nextInt(ACTS.size()));
        String story = "seed %d, change %d: %s on %s".formatted(seed, changes, key, looked);
        commands.sent().clear();
        navigator.go(new Place.OverviewPlace());
        gone += !looked.isEmpty() && list.selected().isEmpty() ? 1 : 0;
        push(view, key);
        if (view.overlay().showing()) {
            change(view, random.nextInt(3));
            if (view.overlay().lookup(".text-field") instanceof TextField reason) {
                reason.setText("why not");
            }
            push(view, KeyCode.ENTER);
        }
        view.overlay().close();
        for (NewCommand command : commands.sent()) {
            acted++;
            assertThat(looked).as(story).containsAll(named(command));
        }
        named(navigator.placeProperty().get())
                .ifPresent(thing -> {
                    acted++;
                    assertThat(looked).as(story).contains(thing);
                });
        return true;
    }

    /// All that a command is about.
    private static Set<String> named(NewCommand command) {
        Set<String> named = new HashSet<>();
        if (command.job() != null) {
            named.add("job " + command.job().value());
        }
        if (command.run() != null) {
            named.add("run " + command.run().value());
        }
        Matcher argument = ARGUMENT.matcher(command.arguments());
        while (argument.find()) {
            named.add(argument.group(1) + " " + argument.group(2));
        }
        Matcher messages = MESSAGES.matcher(command.arguments());
        if (messages.find()) {
            for (String id : messages.group(1).split(",", -1)) {
                named.add("message " + id);
            }
        }
        assertThat(named).as(command.toString()).isNotEmpty();
        return named;
    }

    private static Optional<String> named(Place place) {
        if (place instanceof Place.JobPlace(var _, var job)) {
            return Optional.of("job " + job.value());
        }
        return place instanceof Place.RunPlace(var run)
                ? Optional.of("run " + run.value())
                : Optional.empty();
    }

    private void showAnotherKind(View view) {
        List<ToggleButton> kinds =
                view.screen().node().lookupAll(".segments .toggle-button").stream()
                        .map(ToggleButton.class::cast)
                        .toList();
        kinds.get(random.nextInt(kinds.size())).fire();
        layOut(view);
    }

    /// As many changes of the world, some seconds, and the hints that go with them.
    private void change(View view, int times) {
        changes += times;
        for (int i = 0; i < times; i++) {
            view.rows().change();
            stage.hint(Topic.RUN, changes);
        }
        stage.pass(Duration.ofSeconds(random.nextInt(9)));
        layOut(view);
    }

    private static void layOut(View view) {
        view.root().applyCss();
        view.root().layout();
    }

    /// As the platform does: to the node that has the focus, pressed and released.
    private static void push(View view, KeyCode key) {
        for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Node focused = view.root().getScene().getFocusOwner();
            Event.fireEvent(
                    focused == null ? view.root() : focused,
                    new KeyEvent(type, "", key.getChar(), key, false, false, false, false));
        }
    }
}
