package dev.minijenkin.console.deploys;

import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.list.LiveCell;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import java.time.Duration;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// An environment in two lines, or a job that waits there in one.
final class DeployCell extends LiveCell<DeployRow> {
    private static final PseudoClass SMALL = PseudoClass.getPseudoClass("small");

    private final CutLabel name = new CutLabel("", "semibold");
    private final CutLabel repository = new CutLabel("", "small", "muted");
    private final CutLabel title = new CutLabel();
    private final CutLabel deployed = new CutLabel("", "small", "muted");
    private final LockBadge badge = new LockBadge();
    private final CutLabel holder = new CutLabel("", "small", "muted");
    private final HBox line;
    private final StackPane sign = new StackPane();
    private final CutLabel job = new CutLabel("", "medium");
    private final CutLabel why = new CutLabel();
    private final Avatar avatar = new Avatar();
    private final Label since = new Label();
    private final HBox waitingLine;

    DeployCell(DatabaseClock clock) {
        super(clock);
        VBox names = DeployColumns.name(lines(name, repository), room());
        VBox what = lines(title, deployed);
        HBox.setHgrow(what, Priority.ALWAYS);
        HBox lock = new HBox(10, badge, holder);
        lock.setAlignment(Pos.CENTER_LEFT);
        DeployColumns.lock(lock, room());
        line = new HBox(names, what, lock);
        line.getStyleClass().add("queue-line");
        sign.setMinWidth(22);
        job.setMinWidth(0);
        HBox.setHgrow(why, Priority.ALWAYS);
        why.setMaxWidth(Double.MAX_VALUE);
        since.getStyleClass().add("muted");
        since.setMinWidth(64);
        since.setAlignment(Pos.CENTER_RIGHT);
        waitingLine = new HBox(8, sign, job, why, avatar, since);
        waitingLine.getStyleClass().addAll("under-line", "waiting-line");
    }

    @Override
    protected Node show(DeployRow row) {
        pseudoClassStateChanged(SMALL, row instanceof DeployRow.OfWaiting);
        Node shown =
                switch (row) {
                    case DeployRow.OfEnvironment of -> show(of.environment());
                    case DeployRow.OfWaiting of -> show(of);
                };
        showTimes(row, clock().get());
        return shown;
    }

    private Node show(EnvironmentView environment) {
        name.setText(environment.name().name());
        repository.setText(environment.name().repositoryName());
        title.setText(
                environment
                        .deployed()
                        .map(EnvironmentView.Deployed::title)
                        .orElse("Nothing was deployed yet"));
        title.getStyleClass()
                .setAll("label", environment.deployed().isPresent() ? "plain" : "muted");
        badge.show(environment.lock());
        return line;
    }

    private Node show(DeployRow.OfWaiting row) {
        job.setText(row.waiting().job().runName());
        avatar.show(row.waiting().actor());
        boolean calls = DeployText.calls(row.waiting());
        why.getStyleClass()
                .setAll(
                        "label",
                        !row.waiting().refusal().isEmpty() ? "wrong" : calls ? "alert" : "muted");
        sign.getChildren().setAll(row.place() > 0 ? place(row.place()) : icon(row));
        return waitingLine;
    }

    @Override
    protected void showTimes(DeployRow row, Instant at) {
        EnvironmentView environment = row.environment();
        switch (row) {
            case DeployRow.OfEnvironment _ -> {
                deployed.setText(
                        environment
                                .deployed()
                                .map(known ->
                                        DeployText.sha(known.commit())
                                                + " by "
                                                + known.actor()
                                                + ", "
                                                + Durations.ago(known.at(), at, clock().zone()))
                                .orElse(""));
                holder.setText(DeployText.holder(environment.lock(), at));
                setAccessibleText(
                        environment.name().full()
                                + ", "
                                + title.getText()
                                + ", "
                                + DeployText.word(environment.lock())
                                + ", "
                                + holder.getText());
            }
            case DeployRow.OfWaiting of -> {
                why.setText(DeployText.why(of.waiting(), environment, at));
                since.setText(Durations.words(Duration.between(of.waiting().since(), at)));
                setAccessibleText(
                        DeployText.full(of.waiting())
                                + " waits for "
                                + environment.name().full()
                                + ": "
                                + why.getText());
            }
        }
    }

    private static Node place(int place) {
        Label label = new Label(Integer.toString(place));
        label.getStyleClass().add("chip");
        return label;
    }

    private static Node icon(DeployRow.OfWaiting row) {
        boolean refused = !row.waiting().refusal().isEmpty();
        IconView icon =
                new IconView(
                        refused
                                ? Icon.CLOSE
                                : row.waiting().held().isPresent()
                                        ? Icon.HOLD
                                        : row.waiting().approvals().missing() > 0
                                                ? Icon.PERSON
                                                : Icon.CLOCK,
                        14);
        icon.getStyleClass()
                .add(refused ? "wrong" : DeployText.calls(row.waiting()) ? "alert" : "subtle");
        return icon;
    }
}
