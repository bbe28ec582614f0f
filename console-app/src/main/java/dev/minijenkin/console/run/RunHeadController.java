package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.DurationBar;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.state.StateBadge;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Binds the heading of a run's page: what it is, how it is, and what can be done with it.
final class RunHeadController {
    private final Navigator navigator;
    private final RunActions actions;
    private final Links links;
    private final DatabaseClock clock;
    private final Consumer<AttemptOf> showAttempt;
    private final DurationBar bar = new DurationBar(120, 0.93);
    private Optional<RunView> shown = Optional.empty();

    @FXML private Button repository;
    @FXML private Button pipeline;
    @FXML private ComboBox<String> attempt;
    @FXML private Label title;
    @FXML private Label number;
    @FXML private StateBadge badge;
    @FXML private StateBadge failedBadge;
    @FXML private Label cause;
    @FXML private Gate rerunFailedGate;
    @FXML private Gate rerunGate;
    @FXML private Gate cancelGate;
    @FXML private Avatar avatar;
    @FXML private Label who;
    @FXML private IconView refIcon;
    @FXML private Label ref;
    @FXML private Label commit;
    @FXML private Label created;
    @FXML private HBox timing;
    @FXML private Label took;
    @FXML private Label usual;

    /// @param showAttempt is told which attempt a person wants to see
    RunHeadController(
            Navigator navigator,
            RunActions actions,
            Links links,
            DatabaseClock clock,
            Consumer<AttemptOf> showAttempt) {
        this.navigator = navigator;
        this.actions = actions;
        this.links = links;
        this.clock = clock;
        this.showAttempt = showAttempt;
    }

    @FXML
    private void initialize() {
        timing.getChildren().addFirst(bar);
        actions.refusalProperty().subscribe(refusal -> shown.ifPresent(this::showActions));
        clock.secondProperty().subscribe(second -> shown.ifPresent(run -> showTimes(run, second)));
    }

    @FXML
    private void goToRuns() {
        navigator.go(new Place.RunsPlace(""));
    }

    @FXML
    private void goToRepository() {
        navigator.go(new Place.RunsPlace("pipeline:" + repository.getText()));
    }

    @FXML
    private void goToPipeline() {
        navigator.go(new Place.RunsPlace("pipeline:" + pipeline.getText()));
    }

    @FXML
    void copyLink() {
        withRun(run -> links.copy(new Place.RunPlace(run.id())));
    }

    @FXML
    void rerun() {
        withRun(actions::rerun);
    }

    @FXML
    void rerunFailed() {
        withRun(actions::rerunFailed);
    }

    @FXML
    void cancel() {
        withRun(actions::cancel);
    }

    private void withRun(Consumer<RunView> action) {
        shown.ifPresent(action);
    }

    void show(RunDetail detail) {
        RunView run = detail.run();
        shown = Optional.of(run);
        repository.setText(run.pipeline().repositoryName());
        pipeline.setText(run.pipeline().name());
        showAttempts(detail);
        title.setText(run.origin().title());
        number.setText("#" + run.number());
        showFailed(run);
        var why = run.status().cause();
        cause.setText(
                why == null || run.status().conclusion() == Conclusion.SUCCESS
                        ? ""
                        : StateLooks.words(why));
        avatar.show(run.origin().actor());
        who.setText(run.origin().actor() + " " + verb(run.origin().event()));
        refIcon.setIcon(run.origin().onTag() ? Icon.TAG : Icon.BRANCH);
        ref.setText(run.origin().shortRef());
        commit.setText(run.origin().shortSha());
        showActions(run);
        showTimes(run, clock.get());
    }

    private void showAttempts(RunDetail detail) {
        int all = detail.run().attempt();
        showEither(attempt, all > 1);
        List<String> words =
                IntStream.rangeClosed(1, all).mapToObj(n -> "Attempt " + n + " of " + all).toList();
        // No choice of the person's: what the run says.
        attempt.setOnAction(null);
        if (!attempt.getItems().equals(words)) {
            attempt.getItems().setAll(words);
        }
        attempt.getSelectionModel().select(detail.attempt() - 1);
        attempt.setOnAction(event -> choose(detail.run()));
    }

    private void choose(RunView run) {
        int chosen = attempt.getSelectionModel().getSelectedIndex() + 1;
        showAttempt.accept(
                chosen == run.attempt()
                        ? new AttemptOf.Current(run.id())
                        : new AttemptOf.Numbered(run.id(), chosen));
    }

    private void showActions(RunView run) {
        rerunFailedGate.setRefusal(actions.rerunFailedRefusal(run));
        rerunGate.setRefusal(actions.rerunRefusal(run));
        cancelGate.setRefusal(actions.cancelRefusal(run));
        showEither(cancelGate, run.open());
        showEither(rerunGate, !run.open());
        showEither(rerunFailedGate, !run.open() && run.jobs().failed() > 0);
    }

    private void showFailed(RunView run) {
        showEither(failedBadge, run.jobs().failed() > 0 && run.jobs().all() > 1);
        failedBadge.show(
                new StateLook(
                        StateShape.FAILURE,
                        run.jobs().failed() + " of " + run.jobs().all() + " jobs failed"),
                Double.NaN);
    }

    private void showTimes(RunView run, Instant at) {
        Optional<Duration> ran = RunDuration.of(run, at);
        double share = RunDuration.share(run, at);
        badge.show(StateLooks.of(run), share);
        bar.show(share, run.open());
        bar.setManaged(!Double.isNaN(share));
        took.setText(ran.map(Durations::clock).orElse(run.open() ? "not started" : "did not run"));
        took.getStyleClass()
                .setAll(
                        "label",
                        ran.isEmpty() ? "muted" : RunDuration.isLong(share) ? "alert" : "medium");
        usual.setText(
                RunDuration.usual(run)
                        .filter(known -> ran.isPresent() || run.open())
                        .map(known -> "of usual " + Durations.clock(known))
                        .orElse(""));
        created.setText(Durations.ago(run.times().created(), at, clock.zone()));
    }

    private static void showEither(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static String verb(String event) {
        return switch (event) {
            case "push" -> "pushed to";
            case "workflow_dispatch" -> "started on";
            case "pull_request" -> "opened a pull request on";
            case "schedule" -> "scheduled on";
            default -> event + " on";
        };
    }
}
