package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.FilterTokens;
import dev.minijenkin.console.frame.place.Links;
import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.chart.DurationBar;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunDuration;
import dev.minijenkin.console.state.FailureWords;
import dev.minijenkin.console.state.StateBadge;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.view.run.AttemptView;
import dev.minijenkin.db.view.run.Holder;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/// Binds the heading of a run's page: what it is, how it is, and what can be done with it.
final class RunHeadController {
    private static final PseudoClass LEADS = PseudoClass.getPseudoClass("leads");

    private final Navigator navigator;
    private final RunActions actions;
    private final Links links;
    private final DatabaseClock clock;
    private final Consumer<AttemptOf> showAttempt;
    private final DurationBar bar = new DurationBar(120, 0.93);
    private Optional<RunDetail> shown = Optional.empty();

    @FXML private Button repository;
    @FXML private Button pipeline;
    @FXML private Button annotations;
    @FXML private ToggleButton graph;
    @FXML private ToggleButton timeline;
    @FXML private ToggleButton file;
    @FXML private AttemptChoice attempt;
    @FXML private CutLabel title;
    @FXML private Label number;
    @FXML private StateBadge badge;
    @FXML private StateBadge failedBadge;
    @FXML private HBox why;
    @FXML private StateIcon causeIcon;
    @FXML private Label cause;
    @FXML private Gate approveGate;
    @FXML private Gate rejectGate;
    @FXML private Gate rerunFailedGate;
    @FXML private Gate rerunGate;
    @FXML private Gate cancelGate;
    @FXML private Avatar avatar;
    @FXML private Label who;
    @FXML private IconView refIcon;
    @FXML private Label ref;
    @FXML private Label commit;
    @FXML private Label created;
    @FXML private FittingRow timing;
    @FXML private Label took;
    @FXML private Label usual;
    @FXML private Label given;

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
        attempt.onChosen(showAttempt);
        CutLabel.explain(repository);
        CutLabel.explain(pipeline);
        cause.setOnMouseClicked(event -> goToHolder());
        timing.getChildren().addFirst(bar);
        FittingRow.setDrop(bar, 1);
        actions.refusalProperty()
                .subscribe(refusal -> shown.ifPresent(detail -> showActions(detail)));
        clock.secondProperty()
                .subscribe(second -> shown.ifPresent(detail -> showTimes(detail, second)));
    }

    @FXML
    private void goToRuns() {
        navigator.go(new Place.RunsPlace(""));
    }

    @FXML
    private void goToRepository() {
        navigator.go(new Place.RunsPlace(FilterTokens.token("pipeline", repository.getText())));
    }

    @FXML
    private void goToPipeline() {
        navigator.go(
                new Place.RunsPlace(
                        FilterTokens.token(
                                "pipeline", repository.getText() + "/" + pipeline.getText())));
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
    private void approve() {
        shown.flatMap(RunDetail::undecided).ifPresent(actions::approve);
    }

    @FXML
    private void reject() {
        shown.flatMap(RunDetail::undecided).ifPresent(actions::reject);
    }

    @FXML
    void cancel() {
        withRun(actions::cancel);
    }

    /// No run is shown: no key acts on the one before.
    void forget() {
        shown = Optional.empty();
    }

    private void withRun(Consumer<RunView> action) {
        shown.map(RunDetail::run).ifPresent(action);
    }

    void onAnnotations(Runnable open) {
        annotations.setOnAction(event -> open.run());
    }

    /// What the buttons of graph and file say and do.
    void follow(RunBody body) {
        body.graphShownProperty().subscribe(graph::setSelected);
        body.fileShownProperty().subscribe(file::setSelected);
        body.timelineShownProperty().subscribe(timeline::setSelected);
        graph.setOnAction(event -> body.toggleGraph());
        timeline.setOnAction(event -> {
            body.toggleTimeline();
            // A broken file has no jobs: nothing is shown then.
            timeline.setSelected(body.timelineShownProperty().get());
        });
        file.setOnAction(event -> body.toggleFile());
    }

    /// @param words empty: they are beside the jobs, or there are none
    void offerAnnotations(String words) {
        annotations.setText(words);
        showEither(annotations, !words.isEmpty());
    }

    void show(RunDetail detail) {
        RunView run = detail.run();
        shown = Optional.of(detail);
        repository.setText(run.pipeline().repositoryName());
        pipeline.setText(run.pipeline().name());
        attempt.show(detail);
        title.setText(run.origin().title());
        number.setText("#" + run.number());
        showFailed(detail);
        why(detail);
        given(detail);
        avatar.show(run.origin().actor());
        who.setText(run.origin().actor() + " " + verb(run.origin().event()));
        refIcon.setIcon(run.origin().onTag() ? Icon.TAG : Icon.BRANCH);
        ref.setText(run.origin().shortRef());
        commit.setText(run.origin().shortSha());
        showActions(detail);
        showTimes(detail, clock.get());
    }

    /// The reason in the words that every other place has for it.
    private void why(RunDetail detail) {
        RunView run = detail.run();
        String words = detail.failure().map(FailureWords::of).orElse("");
        boolean cancelled = detail.isCurrent() && run.status().conclusion() == Conclusion.CANCELLED;
        if (cancelled && detail.story().cancelled().isPresent()) {
            words = "cancelled " + by(detail.story().cancelled().get());
        } else if (words.isEmpty() && detail.isCurrent()) {
            Cause known = run.status().cause();
            words =
                    run.open()
                            ? StateLooks.waitsFor(run)
                            : known == null || run.status().conclusion() == Conclusion.SUCCESS
                                    ? ""
                                    : StateLooks.words(known);
        }
        cause.setText(words);
        boolean stuck = detail.isCurrent() && StateLooks.isStuck(run) && detail.failure().isEmpty();
        cause.getStyleClass().setAll("label", stuck ? "alert" : "medium");
        causeIcon.show(
                detail.failure().isPresent()
                        ? StateShape.FAILURE
                        : stuck ? StateShape.WAITING : look(detail).shape());
        boolean held = run.open() && detail.failure().isEmpty() && !wholeRun(detail).isEmpty();
        cause.pseudoClassStateChanged(LEADS, held);
        showEither(why, !words.isEmpty());
    }

    /// Who holds what the whole run waits for; at most one.
    private static List<Holder> wholeRun(RunDetail detail) {
        return detail.holders().stream().filter(of -> of.waits() == null).limit(1).toList();
    }

    private void goToHolder() {
        shown.map(RunHeadController::wholeRun)
                .ifPresent(all -> all.forEach(of -> navigator.go(new Place.RunPlace(of.run()))));
    }

    /// Who started or repeated it by hand, with what and why.
    private void given(RunDetail detail) {
        List<String> parts = new ArrayList<>();
        detail.story()
                .attempt(detail.attempt())
                .flatMap(AttemptView::wanted)
                .ifPresent(deed -> parts.add("Attempt " + detail.attempt() + " " + by(deed)));
        if (!detail.story().reason().isEmpty()) {
            parts.add("Reason: " + detail.story().reason());
        }
        if (!detail.story().inputs().isEmpty()) {
            parts.add(
                    "Inputs: "
                            + detail.story().inputs().entrySet().stream()
                                    .map(input -> input.getKey() + " = " + input.getValue())
                                    .collect(Collectors.joining(", ")));
        }
        given.setText(String.join("   ·   ", parts));
        showEither(given, !parts.isEmpty());
    }

    /// `by ana: flaky network`
    private static String by(AttemptView.Deed deed) {
        return "by " + deed.actor() + (deed.reason().isEmpty() ? "" : ": " + deed.reason());
    }

    private void showActions(RunDetail detail) {
        RunView run = detail.run();
        Optional<JobView> undecided = detail.undecided();
        for (Gate gate : List.of(approveGate, rejectGate)) {
            gate.setRefusal(undecided.map(actions::decideRefusal).orElse(""));
            showEither(gate, undecided.isPresent());
        }
        rerunFailedGate.setRefusal(actions.rerunFailedRefusal(run));
        rerunGate.setRefusal(actions.rerunRefusal(run));
        cancelGate.setRefusal(actions.cancelRefusal(run));
        showEither(cancelGate, run.open());
        showEither(rerunGate, !run.open());
        showEither(rerunFailedGate, !run.open() && run.jobs().failed() > 0);
    }

    private void showFailed(RunDetail detail) {
        long failed = detail.jobs().stream().filter(RunDetail::failed).count();
        int all = detail.jobs().size();
        FittingRow.setShown(failedBadge, failed > 0 && all > 1);
        failedBadge.show(
                new StateLook(StateShape.FAILURE, failed + " of " + all + " jobs failed"),
                Double.NaN);
    }

    private void showTimes(RunDetail detail, Instant at) {
        RunView run = detail.run();
        boolean current = detail.isCurrent();
        boolean runs = current && run.status().state() == RunState.RUNNING;
        Optional<Duration> ran =
                current ? RunDuration.of(run, at) : JobTimes.ran(detail.jobs(), at);
        double share = current ? RunDuration.share(run, at) : Double.NaN;
        badge.show(look(detail), runs ? share : Double.NaN);
        bar.show(share, run.open());
        bar.setManaged(!Double.isNaN(share));
        took.setText(ran.map(Durations::clock).orElse(run.open() ? "not started" : "did not run"));
        took.getStyleClass()
                .setAll(
                        "label",
                        ran.isEmpty() ? "muted" : RunDuration.isLong(share) ? "alert" : "medium");
        usual.setText(
                RunDuration.usual(run)
                        .filter(known -> current && (ran.isPresent() || run.open()))
                        .map(known -> "of usual " + Durations.clock(known))
                        .orElse(""));
        created.setText(Durations.ago(detail.began(), at, clock.zone()));
    }

    /// Of the attempt that is looked at.
    private static StateLook look(RunDetail detail) {
        return detail.isCurrent()
                ? StateLooks.of(detail.run())
                : detail.story()
                        .attempt(detail.attempt())
                        .flatMap(of -> Optional.ofNullable(of.outcome()))
                        .map(StateLooks::of)
                        .orElseGet(() -> StateLooks.of(detail.jobs()));
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
