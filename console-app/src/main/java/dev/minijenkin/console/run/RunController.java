package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.ListUpdates;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.JobState;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the page of a run: its jobs and steps, or its broken workflow file.
public final class RunController implements Screen {
    private final RunFollower follower;
    private final Navigator navigator;
    private final RunActions actions;
    private final DatabaseClock clock;
    private final RunHeadController headPart;
    private final BrokenFileController brokenPart = new BrokenFileController();
    private final AnnotationsController sidePart = new AnnotationsController(this::goTo);
    private final OpenRows open = new OpenRows();
    private Optional<RunId> shown = Optional.empty();

    @FXML private VBox root;
    @FXML private ListView<JobRow> jobs;
    @FXML private Label noJobs;
    @FXML private HBox jobKeys;
    @FXML private HBox fileKeys;
    @FXML private Label summary;

    public RunController(
            RunFollower follower,
            Navigator navigator,
            RunActions actions,
            Links links,
            DatabaseClock clock) {
        this.follower = follower;
        this.navigator = navigator;
        this.actions = actions;
        this.clock = clock;
        this.headPart = new RunHeadController(navigator, actions, links, clock, this::showAttempt);
    }

    /// Controllers of the views that this one includes.
    public List<Object> parts() {
        return List.of(headPart, brokenPart, sidePart);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Place place) {
        if (place instanceof Place.RunPlace(var run)) {
            follower.follow(new AttemptOf.Current(run), () -> {});
        }
    }

    @Override
    public void hide() {
        follower.stop();
    }

    @FXML
    private void initialize() {
        jobs.setCellFactory(view ->
                new JobCell(
                        clock,
                        () -> follower.detailProperty().get().map(RunDetail::run),
                        row -> openRow(row, !isOpen(row))));
        jobs.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                enter();
            }
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        follower.detailProperty()
                .subscribe(detail -> {
                    boolean first = !root.isVisible() && detail.isPresent();
                    root.setVisible(detail.isPresent());
                    detail.ifPresent(this::show);
                    if (first) {
                        focus();
                    }
                });
    }

    @Override
    public void focus() {
        if (brokenPart.node().isVisible()) {
            brokenPart.focus();
        } else {
            jobs.requestFocus();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        JobRow row = jobs.getSelectionModel().getSelectedItem();
        switch (event.getCode()) {
            case ENTER -> {
                if (!jobs.isFocused()) {
                    return;
                }
                enter();
            }
            case L -> openLog();
            case W -> shown.ifPresent(of -> navigator.go(new Place.RunLogPlace(of)));
            case R -> headPart.rerun();
            case F -> headPart.rerunFailed();
            case X -> headPart.cancel();
            case C -> headPart.copyLink();
            case J -> rerunJob(row);
            case E -> brokenPart.revealNextError();
            case RIGHT -> openRow(row, true);
            case LEFT -> openRow(row, false);
            case ESCAPE, BACK_SPACE -> navigator.back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// A group opens; a job or step leads to its log.
    private void enter() {
        JobRow row = jobs.getSelectionModel().getSelectedItem();
        if (row instanceof JobRow.OfGroup group) {
            openRow(group, !group.open());
        } else {
            openLog();
        }
    }

    private void openLog() {
        switch (jobs.getSelectionModel().getSelectedItem()) {
            case null -> {}
            case JobRow.OfGroup group ->
                    RunDetail.mostTelling(group.jobs()).ifPresent(job -> goToLog(job.id()));
            case JobRow.OfJob of -> goToLog(of.job().id());
            case JobRow.OfStep of -> goToLog(of.job().id());
        }
    }

    private void goToLog(JobId job) {
        shown.ifPresent(run -> navigator.go(new Place.LogPlace(run, job)));
    }

    private void rerunJob(JobRow row) {
        if (row instanceof JobRow.OfJob of) {
            follower.detailProperty()
                    .get()
                    .filter(RunDetail::isCurrent)
                    .ifPresent(detail -> actions.rerunJob(detail.run(), of.job()));
        }
    }

    private void goTo(Annotation annotation) {
        var job = annotation.job();
        if (brokenPart.has(annotation)) {
            brokenPart.reveal(annotation.line());
        } else if (job != null) {
            goToLog(job);
        }
    }

    private static boolean isOpen(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group -> group.open();
            case JobRow.OfJob job -> job.open();
            case JobRow.OfStep _ -> false;
        };
    }

    private void openRow(JobRow row, boolean wanted) {
        if (row == null) {
            return;
        }
        if (row instanceof JobRow.OfStep step && !wanted) {
            // Closes the job that the step stands under.
            jobs.getItems().stream()
                    .filter(other ->
                            other instanceof JobRow.OfJob of
                                    && of.job().id().equals(step.job().id()))
                    .findFirst()
                    .ifPresent(job -> openRow(job, false));
            return;
        }
        open.choose(row, wanted);
        follower.detailProperty().get().ifPresent(this::showJobs);
        select(row);
    }

    private void select(JobRow row) {
        for (int i = 0; i < jobs.getItems().size(); i++) {
            if (OpenRows.id(row).isPresent()
                    && OpenRows.id(jobs.getItems().get(i)).equals(OpenRows.id(row))) {
                jobs.getSelectionModel().clearAndSelect(i);
            }
        }
    }

    private void showAttempt(AttemptOf which) {
        follower.follow(which, () -> {});
    }

    private void show(RunDetail detail) {
        if (shown.filter(detail.run().id()::equals).isEmpty()) {
            open.forget();
            shown = Optional.of(detail.run().id());
        }
        headPart.show(detail);
        sidePart.show(detail);
        showJobs(detail);
        showBrokenFile(detail);
    }

    private void showJobs(RunDetail detail) {
        ListUpdates.apply(jobs.getItems(), JobTree.rows(detail.jobs(), open::isOpen));
        noJobs.setVisible(detail.jobs().isEmpty() && detail.brokenFile().isEmpty());
        if (jobs.getSelectionModel().isEmpty()) {
            jobs.getSelectionModel().selectFirst();
        }
        long done =
                detail.jobs().stream()
                        .filter(job -> job.status().state() == JobState.FINISHED)
                        .count();
        summary.setText(
                detail.jobs().isEmpty()
                        ? ""
                        : done + " of " + detail.jobs().size() + " jobs ended");
    }

    private void showBrokenFile(RunDetail detail) {
        boolean broken = detail.brokenFile().isPresent();
        brokenPart.node().setVisible(broken);
        jobs.setVisible(!broken);
        jobKeys.setVisible(!broken);
        jobKeys.setManaged(!broken);
        fileKeys.setVisible(broken);
        fileKeys.setManaged(broken);
        detail.brokenFile().ifPresent(file -> brokenPart.show(file, detail.annotations()));
    }
}
