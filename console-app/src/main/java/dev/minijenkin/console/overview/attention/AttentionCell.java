package dev.minijenkin.console.overview.attention;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.view.overview.Attention;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What needs a person: what, why, since when and by whom, and the one next action.
final class AttentionCell extends LiveCell<Attention> {
    private final AttentionActions actions;
    private final StackPane sign = new StackPane();
    private final CutLabel what = new CutLabel();
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private final CutLabel why = new CutLabel();
    private final CutLabel cause = new CutLabel();
    private final Label since = new Label();
    private final Avatar avatar = new Avatar();
    private final Gate gate = new Gate();
    private final Button next = new Button();
    private final HBox line;
    private final Predicate<Attention> marked;

    /// @param marked whether one is marked
    AttentionCell(DatabaseClock clock, AttentionActions actions, Predicate<Attention> marked) {
        super(clock);
        this.marked = marked;
        this.actions = actions;
        what.getStyleClass().add("medium");
        why.getStyleClass().addAll("small", "muted");
        cause.getStyleClass().addAll("small", "subtle");
        since.getStyleClass().add("muted");
        since.setMinWidth(78);
        since.setAlignment(Pos.CENTER_RIGHT);
        what.setMinWidth(0);
        why.setMinWidth(0);
        cause.setMinWidth(0);
        VBox texts = new VBox(2, what, why, cause);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        sign.setMinWidth(16);
        gate.getChildren().add(next);
        // A key acts on the selected row; a button that holds the focus would act on whatever its
        // row shows next.
        next.setFocusTraversable(false);
        StackPane action = new StackPane(gate);
        action.setAlignment(Pos.CENTER_RIGHT);
        action.setMinWidth(112);
        line = new HBox(12, sign, texts, since, avatar, action);
        line.getStyleClass().add("card-line");
        actions.refusals()
                .subscribe(refusal -> {
                    Attention attention = getItem();
                    if (attention != null) {
                        gate.setRefusal(actions.refusal(attention));
                    }
                });
        next.setOnAction(event -> {
            Attention attention = getItem();
            if (attention != null) {
                actions.act(attention);
            }
        });
    }

    @Override
    protected Node show(Attention attention) {
        pseudoClassStateChanged(MARKED, marked.test(attention));
        AttentionText text = AttentionText.of(attention);
        what.setText(text.what());
        why.setText(text.why());
        why.setVisible(!text.why().isEmpty());
        why.setManaged(why.isVisible());
        cause.setText(text.since());
        cause.setVisible(!text.since().isEmpty());
        cause.setManaged(cause.isVisible());
        avatar.setVisible(attention instanceof Attention.FailedRun);
        if (attention instanceof Attention.FailedRun failed) {
            avatar.show(failed.broke().actor());
        }
        sign.getChildren().setAll(sign(attention));
        next.setText(text.action());
        gate.setRefusal(actions.refusal(attention));
        showTimes(attention, clock().get());
        setAccessibleText(text.what() + ". " + text.why() + ". " + text.since());
        return line;
    }

    @Override
    protected void showTimes(Attention attention, Instant at) {
        since.setText(Durations.words(Duration.between(attention.since(), at)));
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
                            case Attention.KeptEnvironment _ -> Icon.LOCK;
                            case Attention.AwayRemote _ -> Icon.BRANCH;
                            case Attention.FailedRun _,
                                    Attention.FailedDelivery _,
                                    Attention.DeadLetters _ ->
                                    Icon.DELIVERY;
                        },
                        16);
        icon.getStyleClass().add("alert");
        return icon;
    }
}
