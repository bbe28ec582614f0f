package dev.minijenkin.console.deploys;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.rows.ActButtons;
import dev.minijenkin.console.rows.RowActs;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.deployment.PastDeployment;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the panel of an environment: its lock, the job that waits and is selected, its history.
final class EnvironmentController {
    private final DatabaseClock clock;
    private final Consumer<RunId> open;

    @FXML private ScrollPane area;
    @FXML private Label choose;
    @FXML private VBox all;
    @FXML private CutLabel name;
    @FXML private LockBadge badge;
    @FXML private Label rules;
    @FXML private Label lock;
    @FXML private ActButtons environmentButtons;
    @FXML private VBox waitingBox;
    @FXML private CutLabel waitingName;
    @FXML private Label waitingTitle;
    @FXML private Label waitingWhy;
    @FXML private ActButtons waitingButtons;
    @FXML private Label historyHead;
    @FXML private VBox history;

    /// @param open leads to the page of a run
    EnvironmentController(DatabaseClock clock, Consumer<RunId> open) {
        this.clock = clock;
        this.open = open;
    }

    void offer(RowActs<EnvironmentView> ofEnvironment, RowActs<DeployRow.OfWaiting> ofWaiting) {
        environmentButtons.offer(ofEnvironment);
        waitingButtons.offer(ofWaiting);
    }

    void focus() {
        area.requestFocus();
    }

    void refresh() {
        environmentButtons.refresh();
        waitingButtons.refresh();
    }

    void show(Optional<DeployRow> row, DeploysSource.History past) {
        FittingRow.setShown(choose, row.isEmpty());
        FittingRow.setShown(all, row.isPresent());
        row.ifPresent(of -> show(of.environment()));
        boolean waits = row.orElse(null) instanceof DeployRow.OfWaiting;
        FittingRow.setShown(waitingBox, waits);
        if (row.orElse(null) instanceof DeployRow.OfWaiting of) {
            waitingName.setText(DeployText.full(of.waiting()));
            waitingTitle.setText(of.waiting().title() + ", by " + of.waiting().actor());
            waitingWhy.setText(DeployText.why(of.waiting(), of.environment(), clock.get()) + ".");
        }
        history.getChildren().setAll(past.newest().stream().map(this::line).toList());
        historyHead.setText(past.newest().isEmpty() ? "No deployment yet" : "History");
        refresh();
    }

    private void show(EnvironmentView environment) {
        name.setText(environment.name().full());
        badge.show(environment.lock());
        EnvironmentView.Rules asked = environment.rules();
        rules.setText(
                asked.approvals() == 0
                        ? "No approval is asked for"
                        : (asked.approvals() == 1 ? "1 approval" : asked.approvals() + " approvals")
                                + (asked.reviewers().isEmpty()
                                        ? " by any operator"
                                        : " by " + String.join(", ", asked.reviewers())));
        lock.setText(DeployText.sentence(environment.lock(), clock.get()));
    }

    private Node line(PastDeployment past) {
        Button commit = new Button(DeployText.sha(past.commit()));
        commit.getStyleClass().addAll("link", "left-link", "mono-link");
        commit.setAccessibleText(past.name() + ", " + past.state());
        commit.setOnAction(event -> open.accept(past.run()));
        CutLabel what =
                new CutLabel(
                        past.remarks().isEmpty()
                                ? Durations.ago(past.at().toInstant(), clock.get(), clock.zone())
                                : String.join("; ", past.remarks()),
                        "small",
                        "muted");
        what.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(what, Priority.ALWAYS);
        Label state = new Label(past.state());
        state.getStyleClass().addAll("small", "muted");
        state.setMinWidth(Label.USE_PREF_SIZE);
        HBox line =
                new HBox(
                        8,
                        new StateIcon(shape(past.state())),
                        commit,
                        what,
                        state,
                        new Avatar(past.actor()));
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(28);
        return line;
    }

    private static StateShape shape(String state) {
        return switch (state) {
            case "succeeded" -> StateShape.SUCCESS;
            case "active" -> StateShape.RUNNING;
            case "waiting" -> StateShape.WAITING;
            case "cancelled" -> StateShape.CANCELLED;
            default -> StateShape.FAILURE;
        };
    }
}
