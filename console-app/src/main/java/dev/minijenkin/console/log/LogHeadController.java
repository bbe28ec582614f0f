package dev.minijenkin.console.log;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.DurationBar;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.run.JobTimes;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Binds the heading of the log: which job, how it is, and what can be done with it.
final class LogHeadController {
    /// What the buttons do with the lines below.
    record LineActions(Runnable firstError, Runnable copy, Runnable copyLink, Runnable save) {}

    private final LogViewModel model;
    private final RunActions actions;
    private final LineActions lines;
    private final DatabaseClock clock;
    private final DurationBar bar = new DurationBar(72, 0.93);

    @FXML private StateIcon state;
    @FXML private Label jobName;
    @FXML private Label errorCount;
    @FXML private Label warningCount;
    @FXML private HBox facts;
    @FXML private Gate firstErrorGate;
    @FXML private Gate rerunGate;
    @FXML private Gate cancelGate;

    LogHeadController(
            LogViewModel model, RunActions actions, LineActions lines, DatabaseClock clock) {
        this.model = model;
        this.actions = actions;
        this.lines = lines;
        this.clock = clock;
    }

    @FXML
    private void initialize() {
        model.jobProperty().subscribe(job -> job.ifPresent(this::showJob));
        model.detailProperty().subscribe(detail -> showWhole());
        model.wholeProperty().subscribe(whole -> showWhole());
        model.bytesProperty().subscribe(bytes -> showCounts());
        actions.refusalProperty()
                .subscribe(refusal -> model.jobProperty().get().ifPresent(this::showActions));
        model.usualProperty()
                .subscribe(usual -> model.jobProperty().get().ifPresent(this::showFacts));
        clock.secondProperty()
                .subscribe(second -> model.jobProperty().get().ifPresent(this::showFacts));
    }

    @FXML
    private void goToFirstError() {
        lines.firstError().run();
    }

    @FXML
    private void copy() {
        lines.copy().run();
    }

    @FXML
    private void copyLink() {
        lines.copyLink().run();
    }

    @FXML
    private void save() {
        lines.save().run();
    }

    @FXML
    private void rerunJob() {
        withJob(actions::rerunJob);
    }

    @FXML
    private void cancelJob() {
        withJob((run, job) -> actions.cancelJob(job));
    }

    private void withJob(BiConsumer<RunView, JobView> action) {
        model.detailProperty()
                .get()
                .ifPresent(detail ->
                        model.jobProperty()
                                .get()
                                .ifPresent(job -> action.accept(detail.run(), job)));
    }

    private void showWhole() {
        if (!model.wholeProperty().get()) {
            return;
        }
        model.detailProperty()
                .get()
                .ifPresent(detail -> {
                    state.show(StateLooks.of(detail.run()).shape());
                    jobName.setText("Whole run");
                    facts.getChildren()
                            .setAll(
                                    fact(
                                            LogWords.counted(detail.jobs().size(), "job")
                                                    + ", by time",
                                            "muted"));
                });
        for (Gate gate : List.of(rerunGate, cancelGate)) {
            gate.setVisible(false);
            gate.setManaged(false);
        }
    }

    private void showJob(JobView job) {
        state.show(StateLooks.of(job).shape());
        jobName.setText(job.name());
        boolean ended = job.status().state() == JobState.FINISHED;
        rerunGate.setVisible(ended);
        rerunGate.setManaged(ended);
        cancelGate.setVisible(!ended);
        cancelGate.setManaged(!ended);
        showActions(job);
        showFacts(job);
    }

    private void showActions(JobView job) {
        model.detailProperty()
                .get()
                .ifPresent(detail ->
                        rerunGate.setRefusal(
                                detail.isCurrent()
                                        ? actions.rerunJobRefusal(detail.run(), job)
                                        : "An earlier attempt is over for good"));
        cancelGate.setRefusal(actions.cancelJobRefusal(job));
    }

    private void showCounts() {
        showCount(errorCount, model.errorsProperty().get(), "error");
        showCount(warningCount, model.warningsProperty().get(), "warning");
        firstErrorGate.setRefusal(
                model.errorsProperty().get() > 0 ? "" : "No line of this log reports an error");
    }

    private void showFacts(JobView job) {
        facts.getChildren().clear();
        if (!job.placement().runner().isEmpty()) {
            facts.getChildren()
                    .addAll(new IconView(Icon.RUNNER, 14), fact(job.placement().runner(), "muted"));
        }
        var started = job.times().started();
        if (started != null) {
            facts.getChildren()
                    .addAll(
                            new IconView(Icon.CLOCK, 14),
                            fact(Durations.timeOfDay(started, clock.zone()), "muted"));
        }
        JobTimes.ran(job, clock.get()).ifPresent(ran -> showTime(job, ran));
        if (job.log().truncated()) {
            Label cut = fact("log cut at its limit", "chip");
            cut.getStyleClass().addAll("state", "state-waiting");
            facts.getChildren().add(cut);
        }
    }

    /// Against the usual time, where that is known and says something.
    private void showTime(JobView job, Duration ran) {
        Optional<Duration> usual = model.usualProperty().get().filter(known -> !known.isZero());
        Label time = fact(Durations.clock(ran), "semibold");
        if (usual.isEmpty()) {
            facts.getChildren().add(time);
            return;
        }
        boolean active = job.status().state() != JobState.FINISHED;
        bar.show((double) ran.toMillis() / usual.get().toMillis(), active);
        if (active && ran.compareTo(usual.get()) > 0) {
            time.getStyleClass().add("alert");
        }
        facts.getChildren()
                .addAll(bar, time, fact("of usual " + Durations.clock(usual.get()), "subtle"));
    }

    private static Label fact(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static void showCount(Label label, int count, String noun) {
        label.setText(LogWords.counted(count, noun));
        label.setVisible(count > 0);
        label.setManaged(count > 0);
    }
}
