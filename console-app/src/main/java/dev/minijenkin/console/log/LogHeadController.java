package dev.minijenkin.console.log;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.place.Deed;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.log.model.LogWords;
import dev.minijenkin.console.part.CutLabel;
import dev.minijenkin.console.part.Durations;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.chart.DurationBar;
import dev.minijenkin.console.part.layout.FittingRow;
import dev.minijenkin.console.run.detail.JobTimes;
import dev.minijenkin.console.state.StateIcon;
import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Binds the heading of the log: which job, how it is, and what can be done with it.
final class LogHeadController {
    /// What the buttons do with the lines below.
    record LineActions(
            Runnable firstError,
            Runnable copy,
            Runnable copyLink,
            Runnable save,
            Runnable openJobs,
            Consumer<String> say) {}

    private final LogViewModel model;
    private final RunActions actions;
    private final LineActions lines;
    private final DatabaseClock clock;
    private final DurationBar bar = new DurationBar(72, 0.93);

    @FXML private StateIcon state;
    @FXML private Button jobs;
    @FXML private CutLabel jobName;
    @FXML private Label errorCount;
    @FXML private Label warningCount;
    @FXML private FittingRow facts;
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
    private void openJobs() {
        lines.openJobs().run();
    }

    /// Whether the jobs have to be asked for.
    void offerJobs(boolean asked) {
        jobs.setVisible(asked);
        jobs.setManaged(asked);
    }

    @FXML
    private void rerunJob() {
        // A key does not see that the button is refused.
        if (rerunGate.getRefusal().isEmpty()) {
            withJob(actions::rerunJob);
        } else {
            lines.say().accept(rerunGate.getRefusal());
        }
    }

    @FXML
    private void cancelJob() {
        withJob((run, job) -> actions.cancelJob(job));
    }

    /// What can be done with the job that is shown.
    List<Deed> deeds() {
        List<Deed> deeds = new ArrayList<>();
        model.jobProperty()
                .get()
                .ifPresent(job -> {
                    boolean ended = job.status().state() == JobState.FINISHED;
                    deeds.add(
                            ended
                                    ? new Deed(
                                            Icon.RERUN,
                                            "Rerun job…",
                                            job.name(),
                                            "J",
                                            this::rerunJob)
                                    : new Deed(
                                            Icon.STOP,
                                            "Cancel the job…",
                                            job.name(),
                                            "X",
                                            this::cancelJob));
                    if (job.status().waitingFor() == WaitingReason.APPROVAL) {
                        deeds.add(
                                new Deed(
                                        Icon.CHECK,
                                        "Approve…",
                                        job.name(),
                                        "",
                                        () -> actions.approve(job)));
                        deeds.add(
                                new Deed(
                                        Icon.STOP,
                                        "Reject…",
                                        job.name(),
                                        "",
                                        () -> actions.reject(job)));
                    }
                    if (model.errors().errorsProperty().get() > 0) {
                        deeds.add(
                                new Deed(
                                        Icon.WARNING,
                                        "First error",
                                        job.name(),
                                        "E",
                                        lines.firstError()));
                    }
                });
        deeds.add(new Deed(Icon.SAVE, "Save the log as text…", "", "", lines.save()));
        return deeds;
    }

    /// Runs the job that is shown again; says why not where it cannot.
    void rerunShown() {
        rerunJob();
    }

    /// Cancels the job that is shown.
    void cancelShown() {
        cancelJob();
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
                    facts.getChildren().clear();
                    addFact(
                            1,
                            fact(
                                    LogWords.counted(detail.jobs().size(), "job") + ", by time",
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
        showCount(errorCount, model.errors().errorsProperty().get(), "error");
        showCount(warningCount, model.errors().warningsProperty().get(), "warning");
        firstErrorGate.setRefusal(
                model.errors().errorsProperty().get() > 0
                        ? ""
                        : "No line of this log reports an error");
    }

    private void showFacts(JobView job) {
        facts.getChildren().clear();
        if (!job.placement().runner().isEmpty()) {
            addFact(3, new IconView(Icon.RUNNER, 14), fact(job.placement().runner(), "muted"));
        }
        var started = job.times().started();
        if (started != null) {
            addFact(
                    2,
                    new IconView(Icon.CLOCK, 14),
                    fact(Durations.timeOfDay(started, clock.zone()), "muted"));
        }
        JobTimes.ran(job, clock.get()).ifPresent(ran -> showTime(job, ran));
        if (job.log().truncated()) {
            Label cut = fact("log cut at its limit", "chip");
            cut.getStyleClass().addAll("state", "state-waiting");
            addFact(5, cut);
        }
    }

    /// Against the usual time, where that is known and says something.
    private void showTime(JobView job, Duration ran) {
        Optional<Duration> usual = model.usualProperty().get().filter(known -> !known.isZero());
        Label time = fact(Durations.clock(ran), "semibold");
        if (usual.isEmpty()) {
            addFact(4, time);
            return;
        }
        boolean active = job.status().state() != JobState.FINISHED;
        bar.show((double) ran.toMillis() / usual.get().toMillis(), active);
        if (active && ran.compareTo(usual.get()) > 0) {
            time.getStyleClass().add("alert");
        }
        addFact(1, bar);
        addFact(4, time);
        addFact(1, fact("of usual " + Durations.clock(usual.get()), "subtle"));
    }

    /// @param order when it goes where room is scarce: 1 is the first
    private void addFact(int order, Node... parts) {
        Node fact = parts.length == 1 ? parts[0] : new HBox(5, parts);
        if (fact instanceof HBox pair) {
            pair.setAlignment(Pos.CENTER_LEFT);
        }
        FittingRow.setDrop(fact, order);
        facts.getChildren().add(fact);
    }

    private static Label fact(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    private static void showCount(Label label, int count, String noun) {
        label.setText(LogWords.counted(count, noun));
        FittingRow.setShown(label, count > 0);
    }
}
