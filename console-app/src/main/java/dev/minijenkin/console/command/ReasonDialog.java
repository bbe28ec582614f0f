package dev.minijenkin.console.command;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Gate;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks whether, and for what reason.
final class ReasonDialog extends VBox {
    private final TextField reason = new TextField();
    private final TextField when = new TextField();
    private final Button keep = new Button();

    /// @param more what else is asked, above the reason
    /// @param refusal why this person may not do it; empty where they may
    /// @param clock that times are told by
    ReasonDialog(
            Question question,
            List<Node> more,
            String refusal,
            DatabaseClock clock,
            BiConsumer<String, DueTime> confirmed,
            Runnable close) {
        getStyleClass().addAll("floating", "dialog-box");
        setPrefWidth(440);
        Label title = new Label(question.title());
        title.getStyleClass().add("dialog-title");
        title.setWrapText(true);
        Label explanation = new Label(question.explanation());
        explanation.getStyleClass().add("muted");
        explanation.setWrapText(true);
        Label label =
                new Label(
                        question.wantsReason()
                                ? "Reason (kept with the command)"
                                : "Reason (optional, kept with the command)");
        label.getStyleClass().add("field-label");
        label.setLabelFor(reason);
        Button action = new Button(question.action());
        action.getStyleClass().add(question.destructive() ? "destructive" : "primary");
        keep.setText(question.destructive() ? "Leave it" : "Cancel");
        Runnable confirm =
                () -> {
                    close.run();
                    confirmed.accept(
                            reason.getText(),
                            DueTime.of(when.getText(), clock.instant(), clock.zone()));
                };
        action.setOnAction(event -> confirm.run());
        reason.setOnAction(event -> action.fire());
        when.setOnAction(event -> action.fire());
        when.setPromptText("now; or 22:00, 30m, 2h");
        Label whenLabel = new Label("When");
        whenLabel.getStyleClass().add("field-label");
        whenLabel.setLabelFor(when);
        Gate gate = new Gate();
        gate.getChildren().add(action);
        gate.refusalProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> refusal(question, refusal, clock),
                                reason.textProperty(),
                                when.textProperty()));
        reason.setDisable(!refusal.isEmpty());
        when.setDisable(!refusal.isEmpty());
        keep.setOnAction(event -> close.run());
        HBox buttons = new HBox(8, keep, gate);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, explanation);
        getChildren().addAll(more);
        getChildren().addAll(new VBox(5, label, reason), new VBox(5, whenLabel, when), buttons);
    }

    private String refusal(Question question, String refusal, DatabaseClock clock) {
        if (!refusal.isEmpty()) {
            return refusal;
        }
        if (question.wantsReason() && reason.getText().isBlank()) {
            return "It is not done without a reason";
        }
        return DueTime.of(when.getText(), clock.instant(), clock.zone())
                        instanceof DueTime.Unclear(String why)
                ? why
                : "";
    }

    Node firstFocus() {
        return reason.isDisabled() ? keep : reason;
    }
}
