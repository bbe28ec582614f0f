package dev.minijenkin.console.log;

import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.run.tree.JobTree;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;

/// Binds the panel beside the log: the jobs of the run, and the steps of the one that is shown.
final class LogJobsController {
    private final LogViewModel model;
    private final Navigator navigator;
    private final IntConsumer reveal;
    private final DatabaseClock clock;
    // Groups that the person opened or closed against what they are by themselves.
    private final Set<String> flipped = new HashSet<>();

    @FXML private Label runTitle;
    @FXML private Label runPlace;
    @FXML private ToggleButton whole;
    @FXML private SteadyList<JobRow> jobs;

    // The job whose log is shown, once its row is selected.
    private Optional<JobId> selectedFor = Optional.empty();

    /// @param reveal brings a line, counted from 0, into sight
    LogJobsController(
            LogViewModel model, Navigator navigator, IntConsumer reveal, DatabaseClock clock) {
        this.model = model;
        this.navigator = navigator;
        this.reveal = reveal;
        this.clock = clock;
    }

    @FXML
    private void initialize() {
        jobs.setAccessibleText("Jobs of this run");
        jobs.tellApart(JobRow::key, clock);
        jobs.setCellFactory(view -> new JobPanelCell(clock));
        jobs.setOnMouseClicked(event -> open());
        jobs.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
                event.consume();
            }
        });
        model.detailProperty().subscribe(detail -> detail.ifPresent(this::show));
        model.wholeProperty()
                .subscribe(shown -> {
                    whole.setSelected(shown);
                    if (shown) {
                        jobs.selectNothing();
                    }
                });
        model.jobProperty().subscribe(job -> model.detailProperty().get().ifPresent(this::show));
    }

    void focus() {
        jobs.requestFocus();
    }

    @FXML
    private void back() {
        model.detailProperty()
                .get()
                .ifPresent(detail -> navigator.go(new Place.RunPlace(detail.run().id())));
    }

    @FXML
    private void openWhole() {
        whole.setSelected(true);
        model.detailProperty()
                .get()
                .ifPresent(detail -> navigator.go(new Place.RunLogPlace(detail.run().id())));
    }

    private void open() {
        switch (jobs.getSelectionModel().getSelectedItem()) {
            case null -> {}
            case JobRow.OfGroup group -> {
                if (!flipped.remove(group.id())) {
                    flipped.add(group.id());
                }
                jobs.letGo();
                model.detailProperty().get().ifPresent(this::show);
            }
            case JobRow.OfJob of -> open(of.job());
            case JobRow.OfStep of -> {
                if (isShown(of.job().id())) {
                    open(of.step());
                } else {
                    open(of.job());
                }
            }
        }
    }

    private void open(JobView job) {
        if (!isShown(job.id())) {
            model.detailProperty()
                    .get()
                    .ifPresent(detail ->
                            navigator.go(new Place.LogPlace(detail.run().id(), job.id())));
        }
    }

    private void open(StepView step) {
        int line = model.lineOf(step);
        if (line >= 0) {
            reveal.accept(line);
        }
    }

    private void show(RunDetail detail) {
        runTitle.setText(detail.run().origin().title());
        runPlace.setText(detail.run().pipeline().title() + "  #" + detail.run().number());
        jobs.show(JobTree.rows(detail.jobs(), this::isOpen));
        Optional<JobId> shown = model.jobProperty().get().map(JobView::id);
        if (!shown.equals(selectedFor)) {
            // Once for each log: after that the selection is the person's.
            jobs.letGo();
            selectedFor = shown;
            shown.map(JobRow::keyOf).ifPresent(jobs::select);
        }
    }

    private boolean isOpen(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group ->
                    group.jobs().stream().anyMatch(job -> isShown(job.id()))
                            != flipped.contains(group.id());
            case JobRow.OfJob of -> isShown(of.job().id());
            case JobRow.OfStep _ -> false;
        };
    }

    private boolean isShown(JobId job) {
        return model.jobProperty().get().filter(shown -> shown.id().equals(job)).isPresent();
    }
}
