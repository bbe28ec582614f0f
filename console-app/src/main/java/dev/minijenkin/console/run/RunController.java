package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.frame.Links;
import dev.minijenkin.console.frame.Navigator;
import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.frame.Screen;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.db.run.Annotation;
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
    private final RunViewModel model;
    private final Navigator navigator;
    private final RunActions actions;
    private final DatabaseClock clock;
    private final RunHeadController headPart;
    private final BrokenFileController brokenPart = new BrokenFileController();
    private final AnnotationsController sidePart = new AnnotationsController(this::goTo);

    @FXML private VBox root;
    @FXML private ListView<JobRow> jobs;
    @FXML private Label noJobs;
    @FXML private HBox jobKeys;
    @FXML private HBox fileKeys;
    @FXML private Label summary;

    public RunController(
            RunViewModel model,
            Navigator navigator,
            RunActions actions,
            Links links,
            DatabaseClock clock) {
        this.model = model;
        this.navigator = navigator;
        this.actions = actions;
        this.clock = clock;
        this.headPart = new RunHeadController(navigator, actions, links, clock, model::show);
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
            model.show(new AttemptOf.Current(run));
        }
    }

    @Override
    public void hide() {
        model.leave();
    }

    @FXML
    private void initialize() {
        jobs.setItems(model.rows());
        jobs.setCellFactory(view ->
                new JobCell(
                        clock,
                        () -> model.detailProperty().get().map(RunDetail::run),
                        row -> select(model.toggle(row))));
        jobs.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                enter();
            }
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.detailProperty()
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
            case W -> model.wholeLog().ifPresent(navigator::go);
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
        if (jobs.getSelectionModel().getSelectedItem() instanceof JobRow.OfGroup group) {
            select(model.toggle(group));
        } else {
            openLog();
        }
    }

    private void openLog() {
        Optional.ofNullable(jobs.getSelectionModel().getSelectedItem())
                .flatMap(model::logOf)
                .ifPresent(navigator::go);
    }

    private void rerunJob(JobRow row) {
        if (row instanceof JobRow.OfJob of) {
            model.detailProperty()
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
            model.logOf(job).ifPresent(navigator::go);
        }
    }

    private void openRow(JobRow row, boolean wanted) {
        if (row != null) {
            select(model.open(row, wanted));
        }
    }

    private void select(int row) {
        if (row >= 0) {
            jobs.getSelectionModel().clearAndSelect(row);
        }
    }

    private void show(RunDetail detail) {
        headPart.show(detail);
        sidePart.show(detail);
        showJobs(detail);
        showBrokenFile(detail);
    }

    private void showJobs(RunDetail detail) {
        noJobs.setVisible(detail.jobs().isEmpty() && detail.brokenFile().isEmpty());
        if (jobs.getSelectionModel().isEmpty()) {
            jobs.getSelectionModel().selectFirst();
        }
        summary.setText(model.summary());
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
