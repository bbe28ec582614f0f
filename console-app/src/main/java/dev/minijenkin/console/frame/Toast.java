package dev.minijenkin.console.frame;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.layout.FittingRow;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/// A notice in a line of its own below the view, which gives way: nothing that a person reads is
/// covered. It goes by itself, but not while the pointer or the focus is on it; where it offers to
/// take something back, when that is over. FX thread only.
public final class Toast extends StackPane {
    private static final double SECONDS = 6;
    private static final double PER_CHARACTER = 0.05;

    private final CutLabel text = new CutLabel();
    private final Button act = new Button();
    private final Button close = new Button();
    private final IconView info = new IconView(Icon.INFO, 15);
    private final Countdown countdown = new Countdown();
    private final Label key = new Label("Esc");
    private final FittingRow row =
            new FittingRow(10, new StackPane(info, countdown), text, act, key, close);
    private final PauseTransition ends = new PauseTransition();
    private Runnable done = () -> {};

    public Toast() {
        getStyleClass().add("toast-line");
        row.getStyleClass().addAll("toast", "floating");
        row.setMaxWidth(USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.TEXT);
        HBox.setHgrow(text, Priority.ALWAYS);
        act.getStyleClass().add("compact");
        act.setMinWidth(USE_PREF_SIZE);
        key.getStyleClass().add("key");
        key.setMinWidth(USE_PREF_SIZE);
        close.setGraphic(new IconView(Icon.CLOSE, 13));
        close.getStyleClass().addAll("bare", "in-row");
        close.setAccessibleText("Close");
        close.setTooltip(new Tooltip("Close"));
        close.setOnAction(event -> done.run());
        getChildren().add(row);
        ends.setOnFinished(event -> end());
        hoverProperty().subscribe(on -> wait(on));
        row.focusWithinProperty().subscribe(on -> wait(on));
        show(Optional.empty());
    }

    /// Shows the notices that come, from now on.
    void follow(Notices notices) {
        done = notices::clear;
        notices.shownProperty().subscribe(this::show);
    }

    private void show(Optional<Notices.Notice> notice) {
        setVisible(notice.isPresent());
        setManaged(notice.isPresent());
        ends.stop();
        countdown.stop();
        notice.ifPresent(this::show);
    }

    private void show(Notices.Notice notice) {
        text.setText(notice.text());
        showEither(act, notice.offer().isPresent());
        Optional<java.time.Duration> within = notice.offer().flatMap(Notices.Offer::within);
        showEither(info, within.isEmpty());
        showEither(countdown, within.isPresent());
        showEither(key, within.isPresent());
        notice.offer()
                .ifPresent(offer -> {
                    act.setText(offer.word());
                    act.setGraphic(within.isPresent() ? new IconView(Icon.UNDO, 13) : null);
                    act.setOnAction(event -> {
                        done.run();
                        offer.action().run();
                    });
                });
        // A screen reader speaks it, though the focus stays where it is.
        setAccessibleText(
                within.map(time ->
                                "%s, in %d seconds. Escape takes it back"
                                        .formatted(notice.text(), time.toSeconds()))
                        .orElse(notice.text()));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        ends.setDuration(Duration.seconds(SECONDS + PER_CHARACTER * notice.text().length()));
        // The time in which something can be taken back is the database's: nothing holds it.
        within.ifPresentOrElse(
                time -> countdown.start(Duration.millis((double) time.toMillis()), this::end),
                () -> wait(isHover() || row.isFocusWithin()));
    }

    private static void showEither(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void wait(boolean held) {
        ends.stop();
        if (!held && isVisible() && !countdown.isVisible()) {
            ends.playFromStart();
        }
    }

    private void end() {
        done.run();
    }
}
