package dev.minijenkin.console.deliveries;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.view.delivery.IncomingView;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A delivery or a message in two lines: what it is, and what came of it.
final class DeliveryCell extends LiveCell<DeliveryRow> {
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");

    private final CheckBox mark = new CheckBox();
    private final StateIcon state = new StateIcon();
    private final CutLabel what = new CutLabel("", "medium");
    private final CutLabel from = new CutLabel("", "small", "muted");
    private final CutLabel outcome = new CutLabel();
    private final CutLabel more = new CutLabel("", "small", "muted");
    private final Label when = new Label();
    private final HBox line;

    /// @param onMark is told which row's box was clicked
    DeliveryCell(DatabaseClock clock, Consumer<DeliveryRow> onMark) {
        super(clock);
        mark.setFocusTraversable(false);
        mark.setOnAction(event -> onMark.accept(getItem()));
        HBox box = DeliveryColumns.sized(new HBox(mark), DeliveryColumns.MARK);
        box.setAlignment(Pos.CENTER_LEFT);
        HBox sign = DeliveryColumns.sized(new HBox(state), DeliveryColumns.SIGN);
        sign.setAlignment(Pos.CENTER_LEFT);
        VBox names = DeliveryColumns.what(lines(what, from), room());
        VBox results = lines(outcome, more);
        HBox.setHgrow(results, Priority.ALWAYS);
        when.getStyleClass().add("muted");
        when.setAlignment(Pos.CENTER_RIGHT);
        DeliveryColumns.sized(when, DeliveryColumns.WHEN);
        line = new HBox(box, sign, names, results, when);
        line.getStyleClass().add("queue-line");
    }

    @Override
    protected Node show(DeliveryRow row) {
        pseudoClassStateChanged(MARKED, row.marked());
        mark.setSelected(row.marked());
        switch (row) {
            case DeliveryRow.Incoming of -> show(of.delivery());
            case DeliveryRow.Outgoing of -> show(of.message());
        }
        showTimes(row, clock().get());
        mark.setAccessibleText("Mark " + what.getText());
        setAccessibleText(
                what.getText()
                        + ", "
                        + from.getText()
                        + ", "
                        + outcome.getText()
                        + ", "
                        + more.getText()
                        + (row.marked() ? ", marked" : ""));
        return line;
    }

    private void show(IncomingView delivery) {
        StateShape shape = DeliveryText.shape(delivery);
        state.show(shape);
        what.setText(DeliveryText.named(delivery));
        from.setText(
                "from "
                        + DeliveryText.source(delivery.what().source())
                        + ", "
                        + delivery.id().value());
        more.setText(
                DeliveryText.tries(delivery.progress().attempts())
                        + (delivery.duplicates() == 0
                                ? ""
                                : delivery.duplicates() == 1
                                        ? ", came once more and was not counted"
                                        : ", came "
                                                + delivery.duplicates()
                                                + " times more and was not counted"));
        colour(shape);
    }

    private void show(Message message) {
        StateShape shape = DeliveryText.shape(message);
        state.show(shape);
        what.setText(message.about());
        from.setText(message.event().replace('_', ' ') + " to " + message.target());
        more.setText(DeliveryText.tries(message.attempts()));
        colour(shape);
    }

    private void colour(StateShape shape) {
        outcome.getStyleClass()
                .setAll(
                        "label",
                        switch (shape) {
                            case FAILURE -> "wrong";
                            case WAITING -> "alert";
                            default -> "plain";
                        });
    }

    @Override
    protected void showTimes(DeliveryRow row, Instant at) {
        switch (row) {
            case DeliveryRow.Incoming of -> {
                outcome.setText(DeliveryText.outcome(of.delivery(), at));
                when.setText(Durations.ago(of.delivery().received(), at, clock().zone()));
            }
            case DeliveryRow.Outgoing of -> {
                outcome.setText(DeliveryText.outcome(of.message(), at));
                when.setText(Durations.ago(of.message().created(), at, clock().zone()));
            }
        }
    }
}
