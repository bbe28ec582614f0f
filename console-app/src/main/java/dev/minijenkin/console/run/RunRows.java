package dev.minijenkin.console.run;

import dev.minijenkin.console.live.DatabaseClock;
import dev.minijenkin.console.part.list.SteadyList;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.Holder;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Which row of a run is selected, and which are open. FX thread only.
final class RunRows {
    private final RunViewModel model;
    private final Supplier<SteadyList<JobRow>> list;
    private final Consumer<String> say;
    // Whether the row that a person wants to see first is still to be selected.
    private boolean opening;
    private Optional<JobId> wanted = Optional.empty();

    /// @param list which is there when the view is loaded
    RunRows(RunViewModel model, Supplier<SteadyList<JobRow>> list, Consumer<String> say) {
        this.model = model;
        this.list = list;
        this.say = say;
    }

    /// Fills the list.
    ///
    /// @param toHolder shows who holds what a job waits for
    /// @param chosen is told which row is selected
    void follow(DatabaseClock clock, Consumer<Holder> toHolder, Consumer<JobRow> chosen) {
        SteadyList<JobRow> jobs = list.get();
        jobs.setAccessibleText("Jobs and steps");
        jobs.tellApart(JobRow::key, clock);
        jobs.follow(model.rows());
        jobs.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    Optional<JobRow> selected = Optional.ofNullable(row);
                    model.selected(selected);
                    selected.ifPresent(chosen);
                });
        jobs.setCellFactory(view ->
                new JobCell(
                        clock,
                        () -> model.detailProperty().get(),
                        model.timeline(),
                        this::toggle,
                        toHolder));
    }

    /// A place is shown.
    ///
    /// @param job that it names
    /// @param anew whether it is to be selected; else what was selected stays
    void want(Optional<JobId> job, boolean anew) {
        wanted = job;
        opening |= anew;
    }

    /// Other rows come, of which one is to be selected.
    void chooseAgain() {
        opening = true;
    }

    /// The run is there: the row is selected that a person wants to see first, the job that the
    /// place names, else the one that failed. Later the selection is the person's: where a rerun
    /// replaces all jobs nothing is selected.
    void chooseFirst(RunDetail detail) {
        if (opening && !detail.jobs().isEmpty()) {
            opening = false;
            list.get().selectNothing();
            wanted.filter(job -> detail.job(job).isPresent())
                    .map(model::rowOf)
                    .or(model::firstChoice)
                    .ifPresent(this::reveal);
        }
    }

    Optional<JobRow> selected() {
        return list.get().selected();
    }

    /// Does something with the row that is selected, where rows are shown.
    void withSelected(Consumer<JobRow> action) {
        if (list.get().isVisible()) {
            list.get().withSelected(action, say);
        }
    }

    void letGo() {
        list.get().letGo();
    }

    void reveal(String row) {
        letGo();
        list.get().reveal(row);
    }

    void revealNextFailure() {
        model.nextFailure(selected())
                .ifPresentOrElse(this::reveal, () -> say.accept("No job of this attempt failed"));
    }

    void toggle(JobRow row) {
        opened(model.toggle(row));
    }

    void fold(boolean open) {
        withSelected(row -> opened(model.open(row, open)));
    }

    /// What a person opened or closed is selected, and moves at once.
    private void opened(String row) {
        letGo();
        list.get().select(row);
    }

    void focus() {
        list.get().requestFocus();
    }
}
