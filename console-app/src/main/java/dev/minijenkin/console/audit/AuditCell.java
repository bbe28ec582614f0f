package dev.minijenkin.console.audit;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.audit.AuditedCommand;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A command: who gave it and why, and what came of it.
final class AuditCell extends LiveCell<AuditRow> {
    private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");

    private final Label title = new Label();
    private final Label count = new Label();
    private final HBox head = new HBox(8, title, count);
    private final Avatar avatar = new Avatar();
    private final CutLabel who = new CutLabel();
    private final CutLabel what = new CutLabel("", "medium");
    private final CutLabel why = new CutLabel("", "small", "muted");
    private final StateIcon state = new StateIcon();
    private final CutLabel outcome = new CutLabel();
    private final CutLabel due = new CutLabel("", "small", "muted");
    private final Label when = new Label();
    private final HBox line;

    AuditCell(DatabaseClock clock) {
        super(clock);
        head.getStyleClass().add("group-head");
        title.getStyleClass().add("medium");
        count.getStyleClass().add("muted");
        HBox person = new HBox(8, avatar, who);
        person.setAlignment(Pos.CENTER_LEFT);
        person.setMinWidth(0);
        AuditColumns.who(person, room());
        HBox sign = AuditColumns.sized(new HBox(state), AuditColumns.SIGN);
        sign.setAlignment(Pos.CENTER_LEFT);
        VBox results = lines(outcome, due);
        HBox.setHgrow(results, Priority.ALWAYS);
        when.getStyleClass().add("muted");
        when.setAlignment(Pos.CENTER_RIGHT);
        AuditColumns.sized(when, AuditColumns.WHEN);
        line = new HBox(person, AuditColumns.what(lines(what, why), room()), sign, results, when);
        line.getStyleClass().add("queue-line");
    }

    @Override
    protected Node show(AuditRow row) {
        pseudoClassStateChanged(HEAD, !(row instanceof AuditRow.OfCommand));
        return switch (row) {
            case AuditRow.Heading(String text, int number) -> head(text, Integer.toString(number));
            case AuditRow.Older() -> head("Older ones", "Enter reads them");
            case AuditRow.OfCommand(AuditedCommand command) -> show(row, command);
        };
    }

    private Node head(String text, String more) {
        title.setText(text);
        count.setText(more);
        setAccessibleText(text + ", " + more);
        return head;
    }

    private Node show(AuditRow row, AuditedCommand command) {
        StateShape shape = AuditText.shape(command);
        avatar.show(command.actor());
        who.setText(AuditText.actor(command));
        what.setText(AuditText.named(command));
        why.setText(command.reason().isEmpty() ? "no reason given" : command.reason());
        state.show(shape);
        outcome.getStyleClass()
                .setAll(
                        "label",
                        switch (shape) {
                            case FAILURE -> "wrong";
                            case QUEUED -> "alert";
                            default -> "plain";
                        });
        showTimes(row, clock().get());
        setAccessibleText(
                what.getText()
                        + ", by "
                        + who.getText()
                        + ", "
                        + why.getText()
                        + ": "
                        + outcome.getText()
                        + ", given "
                        + when.getText());
        return line;
    }

    @Override
    protected void showTimes(AuditRow row, Instant at) {
        if (row instanceof AuditRow.OfCommand(AuditedCommand command)) {
            outcome.setText(AuditText.outcome(command, at, clock().zone()));
            Instant executed = command.executed();
            due.setText(
                    executed == null
                            ? (command.mine() ? "T takes it back" : "")
                            : "at " + Durations.timeOfDay(executed, clock().zone()));
            when.setText(Durations.ago(command.created(), at, clock().zone()));
        }
    }
}
