package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.icon.Icon;
import dev.minijenkin.console.icon.IconView;
import dev.minijenkin.console.live.Now;
import dev.minijenkin.console.part.Avatar;
import dev.minijenkin.console.part.DurationBar;
import dev.minijenkin.console.part.Gate;
import dev.minijenkin.console.part.ListUpdates;
import dev.minijenkin.console.part.Spans;
import dev.minijenkin.console.state.Looks;
import dev.minijenkin.console.state.StateBadge;
import dev.minijenkin.console.state.StateLook;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.JobView;
import dev.minijenkin.db.view.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the page of a run: its heading, its jobs and steps, what they had to say.
public final class RunController implements Screen {
    private static final double TOO_LONG = 1.02;

    private final RunFollower follower;
    private final Navigator navigator;
    private final RunActions actions;
    private final Now now;
    // What the person opened or closed; other jobs are open while they run and where they failed.
    private final Map<JobId, Boolean> opened = new HashMap<>();

    @FXML private VBox root;
    @FXML private Button repository;
    @FXML private Button pipeline;
    @FXML private Label attempt;
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
    @FXML private ListView<JobRow> jobs;
    @FXML private ListView<SourceLine> source;
    @FXML private Label noJobs;
    @FXML private VBox side;
    @FXML private Label annotationCount;
    @FXML private VBox annotations;
    @FXML private Label summary;
    private final DurationBar bar = new DurationBar(120, 0.93);

    public RunController(RunFollower follower, Navigator navigator, RunActions actions, Now now) {
        this.follower = follower;
        this.navigator = navigator;
        this.actions = actions;
        this.now = now;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.RunPlace(var run)) {
            follower.follow(run, changes -> {});
            jobs.requestFocus();
        }
    }

    @Override
    public void hide() {
        follower.stop();
    }

    @FXML
    private void initialize() {
        timing.getChildren().addFirst(bar);
        jobs.setCellFactory(view ->
                new JobCell(
                        now,
                        () -> follower.detailProperty().get().map(RunDetail::run),
                        this::toggle));
        jobs.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                openLog();
            }
        });
        source.setCellFactory(view -> new SourceCell());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        follower.detailProperty()
                .subscribe(detail -> {
                    boolean first = !root.isVisible() && detail.isPresent();
                    root.setVisible(detail.isPresent());
                    detail.ifPresent(this::show);
                    if (first) {
                        jobs.requestFocus();
                    }
                });
        now.secondProperty()
                .subscribe(second ->
                        follower.detailProperty()
                                .get()
                                .ifPresent(detail -> showTimes(detail.run(), second)));
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
    private void rerun() {
        withRun(actions::rerun);
    }

    @FXML
    private void rerunFailed() {
        withRun(actions::rerunFailed);
    }

    @FXML
    private void cancel() {
        withRun(actions::cancel);
    }

    @FXML
    private void openLog() {
        JobRow row = jobs.getSelectionModel().getSelectedItem();
        if (row != null) {
            withRun(run -> navigator.go(new Place.LogPlace(run.id(), row.job().id())));
        }
    }

    private void withRun(java.util.function.Consumer<RunView> action) {
        follower.detailProperty().get().map(RunDetail::run).ifPresent(action);
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        JobRow row = jobs.getSelectionModel().getSelectedItem();
        switch (event.getCode()) {
            case ENTER, L -> openLog();
            case R -> rerun();
            case F -> rerunFailed();
            case X -> cancel();
            case J -> {
                if (row != null) {
                    withRun(run -> actions.rerunJob(run, row.job()));
                }
            }
            case RIGHT -> openSteps(row, true);
            case LEFT -> openSteps(row, false);
            case ESCAPE, BACK_SPACE -> navigator.back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void toggle(JobRow row) {
        if (row instanceof JobRow.OfJob(JobView _, boolean open)) {
            openSteps(row, !open);
        }
    }

    private void openSteps(JobRow row, boolean open) {
        if (row != null) {
            opened.put(row.job().id(), open);
            follower.detailProperty().get().ifPresent(this::showJobs);
            if (!open) {
                select(row.job().id());
            }
        }
    }

    private void select(JobId id) {
        for (int i = 0; i < jobs.getItems().size(); i++) {
            if (jobs.getItems().get(i) instanceof JobRow.OfJob(JobView job, boolean _)
                    && job.id().equals(id)) {
                jobs.getSelectionModel().clearAndSelect(i);
            }
        }
    }

    private void show(RunDetail detail) {
        RunView run = detail.run();
        repository.setText(run.repositoryName());
        pipeline.setText(run.pipelineName());
        attempt.setText(run.attempt() > 1 ? "Attempt " + run.attempt() : "");
        title.setText(run.title());
        number.setText("#" + run.number());
        showFailed(run);
        var why = run.cause();
        cause.setText(
                why == null || run.conclusion() == Conclusion.SUCCESS ? "" : Looks.words(why));
        avatar.show(run.actor());
        who.setText(run.actor() + " " + verb(run.event()));
        refIcon.setIcon(run.onTag() ? Icon.TAG : Icon.BRANCH);
        ref.setText(run.shortRef());
        commit.setText(run.shortSha());
        created.setText(Spans.ago(run.createdAt(), now.get(), now.zone()));
        rerunFailedGate.setRefusal(actions.rerunFailedRefusal(run));
        rerunGate.setRefusal(actions.rerunRefusal(run));
        cancelGate.setRefusal(actions.cancelRefusal(run));
        showEither(cancelGate, run.open());
        showEither(rerunGate, !run.open());
        showEither(rerunFailedGate, !run.open() && run.jobsFailed() > 0);
        showJobs(detail);
        showAnnotations(detail);
        showTimes(run, now.get());
    }

    private void showFailed(RunView run) {
        boolean some = run.jobsFailed() > 0 && run.jobs() > 1;
        failedBadge.setVisible(some);
        failedBadge.setManaged(some);
        failedBadge.show(
                new StateLook(
                        StateShape.FAILURE,
                        run.jobsFailed() + " of " + run.jobs() + " jobs failed"),
                Double.NaN);
    }

    private void showJobs(RunDetail detail) {
        ListUpdates.apply(jobs.getItems(), JobRow.rows(detail.jobs(), this::isOpen));
        showSource(detail);
        noJobs.setVisible(detail.jobs().isEmpty() && detail.workflow().isEmpty());
        if (jobs.getSelectionModel().isEmpty()) {
            jobs.getSelectionModel().selectFirst();
        }
        long done = detail.jobs().stream().filter(job -> job.state() == JobState.FINISHED).count();
        summary.setText(
                detail.jobs().isEmpty()
                        ? ""
                        : done + " of " + detail.jobs().size() + " jobs ended");
    }

    /// A broken file instead of the jobs that it did not give, with its first error in sight.
    private void showSource(RunDetail detail) {
        boolean broken = detail.jobs().isEmpty() && detail.workflow().isPresent();
        source.setVisible(broken);
        List<SourceLine> lines =
                broken
                        ? SourceLine.lines(detail.workflow().get(), detail.annotations())
                        : List.of();
        if (!lines.equals(source.getItems())) {
            source.getItems().setAll(lines);
            lines.stream()
                    .filter(SourceLine::failed)
                    .findFirst()
                    .ifPresent(line -> source.scrollTo(Math.max(0, line.number() - 8)));
        }
    }

    private boolean isOpen(JobView job) {
        boolean interesting =
                job.state() == JobState.RUNNING
                        || job.conclusion() == Conclusion.FAILURE
                        || job.conclusion() == Conclusion.TIMED_OUT;
        return opened.getOrDefault(job.id(), interesting);
    }

    private void showAnnotations(RunDetail detail) {
        boolean any = !detail.annotations().isEmpty();
        side.setVisible(any);
        side.setManaged(any);
        annotationCount.setText(Integer.toString(detail.annotations().size()));
        annotations
                .getChildren()
                .setAll(
                        detail.annotations().stream()
                                .map(annotation ->
                                        new AnnotationCell(annotation, job(detail, annotation)))
                                .toList());
    }

    private static String job(RunDetail detail, Annotation annotation) {
        return Optional.ofNullable(annotation.job())
                .flatMap(detail::job)
                .map(JobView::name)
                .orElse("");
    }

    private void showTimes(RunView run, Instant at) {
        Instant started = run.startedAt();
        Instant finished = run.finishedAt();
        Optional<Duration> ran =
                started == null
                        ? Optional.empty()
                        : Optional.of(Duration.between(started, finished == null ? at : finished));
        double share =
                ran.isPresent() && run.usualSeconds().isPresent()
                        ? ran.get().toMillis() / 1000.0 / run.usualSeconds().getAsDouble()
                        : Double.NaN;
        badge.show(Looks.of(run), share);
        bar.show(share, run.open());
        bar.setManaged(!Double.isNaN(share));
        took.setText(ran.map(Spans::clock).orElse(run.open() ? "not started" : "did not run"));
        took.getStyleClass()
                .setAll("label", ran.isEmpty() ? "muted" : share > TOO_LONG ? "alert" : "medium");
        usual.setText(
                run.usualSeconds().isPresent() && (ran.isPresent() || run.open())
                        ? "of usual "
                                + Spans.clock(
                                        Duration.ofMillis(
                                                (long) (1000 * run.usualSeconds().getAsDouble())))
                        : "");
        created.setText(Spans.ago(run.createdAt(), at, now.zone()));
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
