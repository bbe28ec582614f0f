package dev.minijenkin.console.frame;

import dev.minijenkin.console.frame.place.Destination;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.part.NodeTree;
import dev.minijenkin.console.part.layout.SidePane;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys that mean the same in every view. What is none of them goes on to the view that is
/// shown, wherever the focus is around it. FX thread only.
final class FrameKeys {
    private static final int TEN = 10;
    private static final KeyCombination PALETTE = KeyCombination.valueOf("Shortcut+K");
    private static final KeyCombination RUN = KeyCombination.valueOf("Shortcut+R");
    private static final KeyCombination BELL = KeyCombination.valueOf("Shortcut+B");
    private static final KeyCombination BACK = KeyCombination.valueOf("Alt+Left");

    private final Navigator navigator;
    private final Notices notices;
    private final PastKeys past;
    private final Overlay overlay;
    private final Page page;
    private final GoKeys goKeys;

    /// What only the frame knows.
    ///
    /// @param go shows a place
    /// @param view that is shown
    /// @param openPalette offers what can be found and done
    /// @param runPipeline asks which pipeline is to run
    /// @param openBell shows what happened while the person was away
    record Page(
            Consumer<Place> go,
            Supplier<Optional<Node>> view,
            Runnable openPalette,
            Runnable runPipeline,
            Runnable openBell) {}

    FrameKeys(Navigator navigator, Notices notices, PastKeys past, Overlay overlay, Page page) {
        this.navigator = navigator;
        this.notices = notices;
        this.past = past;
        this.overlay = overlay;
        this.page = page;
        this.goKeys =
                new GoKeys(
                        Stream.of(Destination.values())
                                .collect(
                                        Collectors.toMap(
                                                Destination::key,
                                                to -> () -> page.go().accept(to.place()))));
    }

    void listen(Node root) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        // Behind the controls: what none of them wanted is for the view.
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::passOn);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::passOn);
    }

    private void pressed(KeyEvent event) {
        boolean free = !overlay.showing() && !(event.getTarget() instanceof TextInputControl);
        if ((free && goKeys.pressed(event))
                || opens(event)
                || (free && event.getCode() == KeyCode.ESCAPE && takesBack(event))) {
            event.consume();
        } else if (free && event.isShortcutDown() && bracket(event.getCode()) != 0) {
            goToMark(bracket(event.getCode()) > 0);
            event.consume();
        }
    }

    private boolean opens(KeyEvent event) {
        if (RUN.match(event) && !overlay.showing()) {
            page.runPipeline().run();
        } else if (PALETTE.match(event)) {
            page.openPalette().run();
        } else if (BELL.match(event) && !overlay.showing()) {
            page.openBell().run();
        } else if (BACK.match(event)) {
            navigator.back();
        } else if (event.getCode() == KeyCode.F1) {
            KeysCard.showOn(overlay);
        } else {
            return false;
        }
        return true;
    }

    /// What was commanded last, while it is not due; else what is past.
    private boolean takesBack(KeyEvent event) {
        if (inOpenDrawer(event.getTarget())) {
            return false;
        }
        if (notices.undo()) {
            return true;
        }
        boolean isPast = past.isPast().getAsBoolean();
        if (isPast) {
            past.backToNow().run();
        }
        return isPast;
    }

    /// What floats on top closes first.
    private static boolean inOpenDrawer(EventTarget target) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at instanceof SidePane sides
                    && sides.drawerProperty().get()
                    && sides.openProperty().get()) {
                return true;
            }
        }
        return false;
    }

    /// Typed, not pressed: where the character lies differs from keyboard to keyboard.
    private void typed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || overlay.showing()) {
            return;
        }
        if (event.getCharacter().equals("?")) {
            KeysCard.showOn(overlay);
            event.consume();
        } else if (minutes(event.getCharacter()) != 0 && movesInTime()) {
            past.step().accept(minutes(event.getCharacter()));
            event.consume();
        }
    }

    /// Shift with a bracket is a brace where they lie on one key.
    private static int minutes(String character) {
        return switch (character) {
            case "[" -> -1;
            case "]" -> 1;
            case "{" -> -TEN;
            case "}" -> TEN;
            default -> 0;
        };
    }

    private static int bracket(KeyCode code) {
        return code == KeyCode.OPEN_BRACKET ? -1 : code == KeyCode.CLOSE_BRACKET ? 1 : 0;
    }

    private void goToMark(boolean forward) {
        if (movesInTime() && !past.toMark().test(forward)) {
            notices.say("Nothing went wrong " + (forward ? "later" : "before") + " on that day");
        }
    }

    /// In the views that can show a minute of the past; elsewhere the keys are the view's.
    private boolean movesInTime() {
        return switch (navigator.placeProperty().get()) {
            case Place.OverviewPlace _,
                    Place.QueuePlace _,
                    Place.RunnersPlace _,
                    Place.DeploysPlace _ ->
                    true;
            case Place.OfAll _,
                    Place.RunsPlace _,
                    Place.RunPlace _,
                    Place.JobPlace _,
                    Place.DifferPlace _,
                    Place.BesidePlace _,
                    Place.RunLogPlace _,
                    Place.LogPlace _ ->
                    false;
        };
    }

    /// The keys of the view work wherever the focus is around it.
    private void passOn(KeyEvent event) {
        if (overlay.showing()
                || movesFocus(event.getCode())
                || !(event.getTarget() instanceof Node from)) {
            return;
        }
        page.view()
                .get()
                .filter(view -> !NodeTree.isWithin(from, view))
                .ifPresent(view -> {
                    Event.fireEvent(view, event.copyFor(view, view));
                    event.consume();
                });
    }

    private static boolean movesFocus(KeyCode code) {
        return code == KeyCode.TAB
                || code == KeyCode.ENTER
                || code == KeyCode.SPACE
                || code.isArrowKey();
    }
}
