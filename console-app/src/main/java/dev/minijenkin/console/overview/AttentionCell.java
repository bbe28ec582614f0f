package dev.minijenkin.console.overview;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.overview.Attention;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What needs a person: what, why, since when, and the one next action.
final class AttentionCell extends ListCell<Attention> {
    private final DatabaseClock clock;
    private final RunActions actions;
    private final StackPane sign = new StackPane();
    private final Label what = new Label();
    private final Label why = new Label();
    private final Label since = new Label();
    private final Gate gate = new Gate();
    private final Button rerun = new Button("Rerun failed");
    private final HBox line;

    AttentionCell(DatabaseClock clock, RunActions actions) {
        this.clock = clock;
        this.actions = actions;
        what.getStyleClass().add("medium");
        why.getStyleClass().addAll("small", "muted");
        since.getStyleClass().add("muted");
        since.setMinWidth(78);
        since.setAlignment(Pos.CENTER_RIGHT);
        what.setMinWidth(0);
        why.setMinWidth(0);
        VBox texts = new VBox(2, what, why);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        sign.setMinWidth(16);
        gate.getChildren().add(rerun);
        StackPane action = new StackPane(gate);
        action.setAlignment(Pos.CENTER_RIGHT);
        action.setMinWidth(100);
        line = new HBox(12, sign, texts, since, action);
        line.getStyleClass().add("card-line");
        // As wide as the list, so that long texts are cut instead of scrolled.
        setPrefWidth(0);
        rerun.setOnAction(event -> {
            if (getItem() instanceof Attention.FailedRun failed) {
                actions.rerunFailed(failed.run());
            }
        });
        clock.secondProperty()
                .subscribe(second -> {
                    Attention attention = getItem();
                    if (attention != null && !isEmpty()) {
                        showSince(attention);
                    }
                });
    }

    @Override
    protected void updateItem(Attention attention, boolean empty) {
        super.updateItem(attention, empty);
        setText(null);
        if (empty || attention == null) {
            setGraphic(null);
            return;
        }
        AttentionText text = AttentionText.of(attention);
        what.setText(text.what());
        why.setText(text.why());
        sign.getChildren().setAll(sign(attention));
        gate.setVisible(
                attention instanceof Attention.FailedRun failed
                        && failed.run().jobs().failed() > 0);
        if (attention instanceof Attention.FailedRun of) {
            gate.setRefusal(actions.rerunFailedRefusal(of.run()));
        }
        showSince(attention);
        setAccessibleText(text.what() + ". " + text.why());
        setGraphic(line);
    }

    private void showSince(Attention attention) {
        since.setText(Durations.words(Duration.between(attention.since(), clock.get())));
    }

    private static Node sign(Attention attention) {
        if (attention instanceof Attention.FailedRun failed) {
            return new StateIcon(StateLooks.of(failed.run()).shape());
        }
        IconView icon =
                new IconView(
                        switch (attention) {
                            case Attention.UnschedulableJobs _ -> Icon.LABEL;
                            case Attention.SilentRunner _ -> Icon.SILENT;
                            default -> Icon.DELIVERY;
                        },
                        16);
        icon.getStyleClass().add("alert");
        return icon;
    }
}
