package dev.minijenkin.console.run;

import dev.minijenkin.console.frame.Place;
import dev.minijenkin.console.part.ListUpdates;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.JobState;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The page of a run: which attempt is shown, and which of its rows show their inside. FX thread
/// only.
public final class RunViewModel {
    private final RunFollower follower;
    private final OpenRows open = new OpenRows();
    private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
    private Optional<RunId> shown = Optional.empty();

    public RunViewModel(RunFollower follower) {
        this.follower = follower;
        follower.detailProperty().subscribe(detail -> detail.ifPresent(this::read));
    }

    /// Empty until the first answer. The rows are up to date when it changes.
    ReadOnlyObjectProperty<Optional<RunDetail>> detailProperty() {
        return follower.detailProperty();
    }

    /// Groups, jobs and steps, as far as they are open.
    ObservableList<JobRow> rows() {
        return rows;
    }

    /// Shows an attempt of a run from now on.
    void show(AttemptOf which) {
        follower.follow(which, () -> {});
    }

    void leave() {
        follower.stop();
    }

    /// The logs of all jobs; empty before a run is shown.
    Optional<Place> wholeLog() {
        return shown.map(Place.RunLogPlace::new);
    }

    /// The log of a job; empty before a run is shown.
    Optional<Place> logOf(JobId job) {
        return shown.map(run -> new Place.LogPlace(run, job));
    }

    /// The log that a row leads to: of a group that of the job that a person wants to see first.
    Optional<Place> logOf(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group ->
                    RunDetail.mostTelling(group.jobs()).flatMap(job -> logOf(job.id()));
            case JobRow.OfJob of -> logOf(of.job().id());
            case JobRow.OfStep of -> logOf(of.job().id());
        };
    }

    /// Opens what is closed and closes what is open.
    ///
    /// @return where the row stands then; -1 where it is gone
    int toggle(JobRow row) {
        return open(row, !isOpen(row));
    }

    /// Opens or closes a row. To close a step closes the job that it stands under.
    ///
    /// @return where the row that was opened or closed stands then; -1 where there is none
    int open(JobRow row, boolean wanted) {
        if (row instanceof JobRow.OfStep step && !wanted) {
            return jobOf(step).map(job -> open(job, false)).orElse(-1);
        }
        open.choose(row, wanted);
        detailProperty().get().ifPresent(this::layOut);
        return indexOf(row);
    }

    /// `3 of 8 jobs ended`; empty where there is no job.
    String summary() {
        return detailProperty()
                .get()
                .filter(detail -> !detail.jobs().isEmpty())
                .map(detail -> ended(detail) + " of " + detail.jobs().size() + " jobs ended")
                .orElse("");
    }

    private void read(RunDetail detail) {
        if (shown.filter(detail.run().id()::equals).isEmpty()) {
            open.forget();
            shown = Optional.of(detail.run().id());
        }
        layOut(detail);
    }

    private void layOut(RunDetail detail) {
        ListUpdates.apply(rows, JobTree.rows(detail.jobs(), open::isOpen));
    }

    private Optional<JobRow> jobOf(JobRow.OfStep step) {
        return rows.stream()
                .filter(row ->
                        row instanceof JobRow.OfJob of && of.job().id().equals(step.job().id()))
                .findFirst();
    }

    private int indexOf(JobRow row) {
        Optional<String> id = OpenRows.id(row);
        for (int i = 0; i < rows.size(); i++) {
            if (id.isPresent() && OpenRows.id(rows.get(i)).equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOpen(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group -> group.open();
            case JobRow.OfJob job -> job.open();
            case JobRow.OfStep _ -> false;
        };
    }

    private static long ended(RunDetail detail) {
        return detail.jobs().stream()
                .filter(job -> job.status().state() == JobState.FINISHED)
                .count();
    }
}
