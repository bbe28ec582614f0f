package dev.minijenkin.console.run;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunFollower;
import dev.minijenkin.console.run.detail.RunKnown;
import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.console.run.graph.NeedsNode;
import dev.minijenkin.console.run.time.RunTimeline;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.run.tree.JobTree;
import dev.minijenkin.console.run.tree.OpenRows;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.view.run.Holder;
import dev.minijenkin.db.view.run.JobView;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The page of a run: which attempt is shown, and which of its rows show their inside. FX thread
/// only.
public final class RunViewModel {
    private final RunFollower follower;
    private final RunTimeline timeline;
    private final OpenRows open = new OpenRows();
    private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
    private Optional<RunId> shown = Optional.empty();

    public RunViewModel(RunFollower follower) {
        this.follower = follower;
        timeline = new RunTimeline(follower);
        follower.detailProperty().subscribe(detail -> detail.ifPresent(this::read));
    }

    /// Empty until the first answer. The rows are up to date when it changes.
    ReadOnlyObjectProperty<Optional<RunDetail>> detailProperty() {
        return follower.detailProperty();
    }

    /// Whether there is such a run. The detail is up to date when it changes.
    ReadOnlyObjectProperty<RunKnown> knownProperty() {
        return follower.knownProperty();
    }

    /// Asks once more for what could not be read.
    void again() {
        follower.again();
    }

    /// Groups, jobs and steps, as far as they are open.
    ObservableList<JobRow> rows() {
        return rows;
    }

    /// The rows on a line of time.
    public RunTimeline timeline() {
        return timeline;
    }

    /// Shows an attempt of a run from now on.
    public void show(AttemptOf which) {
        if (shown.filter(which.run()::equals).isEmpty()) {
            // Nothing of another run can be acted on while this one is read.
            shown = Optional.empty();
            rows.clear();
        }
        follower.follow(which, () -> {});
    }

    void leave() {
        follower.stop();
    }

    /// Reads the workflow file of the run that is shown.
    void workflow(BiConsumer<RunId, WorkflowText> then) {
        follower.workflow(then);
    }

    /// The jobs of a node of the graph.
    List<JobView> jobsOf(String node) {
        return detailProperty().get().map(RunDetail::jobs).orElse(List.of()).stream()
                .filter(job -> NeedsNode.holds(node, job))
                .toList();
    }

    /// The node of the graph that the job of a row is in, or the first one of a group.
    static String nodeOf(JobRow row) {
        return NeedsNode.idOf(
                switch (row) {
                    case JobRow.OfGroup group -> group.jobs().getFirst();
                    case JobRow.OfJob of -> of.job();
                    case JobRow.OfStep of -> of.job();
                });
    }

    /// The row that a person finds the jobs of a node of the graph in: a group, or a job.
    Optional<String> rowOfNode(String node) {
        return RunDetail.mostTelling(jobsOf(node))
                .flatMap(job -> rows.stream().filter(row -> holds(row, job.id())).findFirst())
                .map(JobRow::key);
    }

    /// The run that holds what a row waits for; without one, what the whole run waits for.
    Optional<Holder> holder(Optional<JobRow> row) {
        Optional<RunDetail> detail = detailProperty().get();
        return row.flatMap(RunViewModel::jobId)
                .flatMap(job -> detail.flatMap(of -> of.holder(job)))
                .or(() -> detail.flatMap(of -> of.holders().stream().findFirst()));
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
    /// @return key of the row that was opened or closed
    String toggle(JobRow row) {
        return open(row, !isOpen(row));
    }

    /// Opens or closes a row. To close a step closes the job that it stands under.
    ///
    /// @return key of the row that was opened or closed
    public String open(JobRow row, boolean wanted) {
        if (row instanceof JobRow.OfStep step && !wanted) {
            return jobOf(step).map(job -> open(job, false)).orElse(row.key());
        }
        open.choose(row, wanted);
        detailProperty().get().ifPresent(this::layOut);
        return row.key();
    }

    /// Is told what is selected: what is around it stays open, also when it would close by itself.
    void selected(Optional<JobRow> row) {
        Set<String> around = new HashSet<>();
        row.flatMap(RunViewModel::jobId)
                .ifPresent(job -> {
                    for (JobRow other : rows) {
                        if (isOpen(other) && holds(other, job)) {
                            around.add(other.key());
                        }
                    }
                });
        open.hold(around);
    }

    /// The row of the job that a person wants to see first, or of the closed group that it is in;
    /// empty where no job is known.
    Optional<String> firstChoice() {
        return detailProperty()
                .get()
                .flatMap(detail -> RunDetail.mostTelling(detail.jobs()))
                .flatMap(job ->
                        rows.stream().filter(row -> holds(row, job.id())).reduce((a, b) -> b))
                .map(JobRow::key);
    }

    /// The row of the next job that failed, in the order of the rows, after that of one row around
    /// the end, with all around it opened; empty where none failed.
    Optional<String> nextFailure(Optional<JobRow> after) {
        List<JobView> jobs = detailProperty().get().map(RunDetail::jobs).orElse(List.of());
        List<JobView> inOrder =
                JobTree.rows(jobs, row -> true).stream()
                        .flatMap(row ->
                                row instanceof JobRow.OfJob of
                                        ? Stream.of(of.job())
                                        : Stream.empty())
                        .toList();
        int from =
                after.flatMap(RunViewModel::firstJob)
                        .map(job -> inOrder.stream().map(JobView::id).toList().indexOf(job))
                        .orElse(-1);
        // The failed leg inside a closed group is a next one too.
        int start = after.filter(JobRow.OfGroup.class::isInstance).isPresent() ? from : from + 1;
        for (int step = 0; step < inOrder.size(); step++) {
            JobView job = inOrder.get(Math.floorMod(start + step, inOrder.size()));
            if (RunDetail.failed(job)) {
                return Optional.of(rowOf(job.id()));
            }
        }
        return Optional.empty();
    }

    /// The row of a job, with all around it opened.
    ///
    /// @return key of the row
    String rowOf(JobId job) {
        detailProperty()
                .get()
                .ifPresent(detail -> {
                    JobTree.rows(detail.jobs(), row -> true).stream()
                            .filter(row -> row instanceof JobRow.OfGroup && holds(row, job))
                            .forEach(group -> open.choose(group, true));
                    layOut(detail);
                });
        return JobRow.keyOf(job);
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
        timeline.show(detail);
        layOut(detail);
    }

    private void layOut(RunDetail detail) {
        List<JobRow> next = JobTree.rows(detail.jobs(), open::isOpen);
        if (!rows.equals(next)) {
            rows.setAll(next);
        }
    }

    private Optional<JobRow> jobOf(JobRow.OfStep step) {
        return rows.stream()
                .filter(row ->
                        row instanceof JobRow.OfJob of && of.job().id().equals(step.job().id()))
                .findFirst();
    }

    private static boolean holds(JobRow row, JobId job) {
        return switch (row) {
            case JobRow.OfGroup group ->
                    group.jobs().stream().anyMatch(member -> member.id().equals(job));
            case JobRow.OfJob of -> of.job().id().equals(job);
            case JobRow.OfStep _ -> false;
        };
    }

    private static Optional<JobId> jobId(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup _ -> Optional.empty();
            case JobRow.OfJob of -> Optional.of(of.job().id());
            case JobRow.OfStep of -> Optional.of(of.job().id());
        };
    }

    private static Optional<JobId> firstJob(JobRow row) {
        return row instanceof JobRow.OfGroup group
                ? group.jobs().stream().findFirst().map(JobView::id)
                : jobId(row);
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
