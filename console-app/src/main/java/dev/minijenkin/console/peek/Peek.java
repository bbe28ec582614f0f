package dev.minijenkin.console.peek;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Latest;
import dev.minijenkin.console.part.list.SteadyList;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/// Space that is held on a row shows its first error, until it is released. Space that is only
/// pressed does what it did before. FX thread only.
public final class Peek {
    private static final Duration HELD = Duration.millis(220);
    private static final Insets EDGES = new Insets(0, 32, 56, 32);

    private final Latest<Optional<FirstError>> latest;
    private final PeekSource source;
    private final Function<Object, Optional<PeekTarget>> targets;
    private final PeekCard card = new PeekCard();
    private final PauseTransition hold = new PauseTransition(HELD);
    // The press that waits until it is known whether it is held.
    private Optional<KeyEvent> waiting = Optional.empty();
    private boolean passing;

    /// @param targets what a row of a list is about; empty where there is nothing to look at
    public Peek(
            Background background,
            PeekSource source,
            Function<Object, Optional<PeekTarget>> targets) {
        this.latest = new Latest<>(background, java.time.Duration.ZERO);
        this.source = source;
        this.targets = targets;
    }

    /// Listens to the keys of a view.
    ///
    /// @param over where the card floats
    public void listen(Node root, StackPane over) {
        over.getChildren().add(card);
        StackPane.setAlignment(card, Pos.BOTTOM_CENTER);
        StackPane.setMargin(card, EDGES);
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_RELEASED, this::released);
        // Who goes to another window releases the key there.
        root.sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(window -> window.focusedProperty())
                .subscribe(focused -> {
                    if (Boolean.FALSE.equals(focused)) {
                        end();
                    }
                });
    }

    private void pressed(KeyEvent event) {
        if (passing) {
            return;
        }
        if (event.getCode() != KeyCode.SPACE) {
            end();
            return;
        }
        if (card.isVisible() || waiting.isPresent()) {
            // The key repeats by itself while it is held.
            event.consume();
            return;
        }
        target(event.getTarget())
                .ifPresent(target -> {
                    waiting = Optional.of(event);
                    hold.setOnFinished(over -> show(target));
                    hold.playFromStart();
                    event.consume();
                });
    }

    private void released(KeyEvent event) {
        if (event.getCode() != KeyCode.SPACE) {
            return;
        }
        Optional<KeyEvent> press = waiting;
        boolean shown = card.isVisible();
        end();
        if (shown) {
            event.consume();
        } else {
            press.ifPresent(this::pass);
        }
    }

    /// It was not held: it goes where it was meant to go.
    private void pass(KeyEvent press) {
        passing = true;
        try {
            Event.fireEvent(press.getTarget(), press.copyFor(press.getSource(), press.getTarget()));
        } finally {
            passing = false;
        }
    }

    private void show(PeekTarget target) {
        waiting = Optional.empty();
        card.showReading();
        latest.ask(
                _ -> source.firstError(target),
                found -> {
                    if (card.isVisible()) {
                        card.show(found);
                    }
                },
                error -> card.hide());
    }

    private void end() {
        hold.stop();
        waiting = Optional.empty();
        latest.cancel();
        card.hide();
    }

    private Optional<PeekTarget> target(EventTarget focused) {
        return focused instanceof SteadyList<?> list
                ? list.selected().flatMap(targets)
                : Optional.empty();
    }
}
