package dev.minijenkin.console.command;

import dev.minijenkin.console.part.Gate;
import java.util.List;
import java.util.function.Consumer;
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
    private final Button keep = new Button();

    /// @param more what else is asked, above the reason
    /// @param refusal why this person may not do it; empty where they may
    ReasonDialog(
            Question question,
            List<Node> more,
            String refusal,
            Consumer<String> confirmed,
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
                    confirmed.accept(reason.getText());
                };
        action.setOnAction(event -> confirm.run());
        reason.setOnAction(event -> action.fire());
        Gate gate = new Gate();
        gate.getChildren().add(action);
        gate.refusalProperty()
                .bind(
                        reason.textProperty()
                                .map(text ->
                                        refusal.isEmpty()
                                                        && question.wantsReason()
                                                        && text.isBlank()
                                                ? "It is not done without a reason"
                                                : refusal));
        reason.setDisable(!refusal.isEmpty());
        keep.setOnAction(event -> close.run());
        HBox buttons = new HBox(8, keep, gate);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, explanation);
        getChildren().addAll(more);
        getChildren().addAll(new VBox(5, label, reason), buttons);
    }

    Node firstFocus() {
        return reason.isDisabled() ? keep : reason;
    }
}
