package dev.minijenkin.console.run;

import dev.minijenkin.console.frame.place.Navigator;
import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.run.Holder;
import dev.minijenkin.db.view.run.JobView;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where the page of a run leads to. FX thread only.
final class RunDoors {
    private final RunViewModel model;
    private final RunRows rows;
    private final Navigator navigator;
    private final Consumer<String> say;
    private final BooleanSupplier hasGreen;

    /// @param hasGreen whether there is a green run to compare with
    RunDoors(
            RunViewModel model,
            RunRows rows,
            Navigator navigator,
            Consumer<String> say,
            BooleanSupplier hasGreen) {
        this.model = model;
        this.rows = rows;
        this.navigator = navigator;
        this.say = say;
        this.hasGreen = hasGreen;
    }

    /// A group opens; a job or step leads to its log.
    void enter() {
        rows.withSelected(row -> {
            if (row instanceof JobRow.OfGroup group) {
                rows.toggle(group);
            } else {
                model.logOf(row).ifPresent(navigator::go);
            }
        });
    }

    /// A job leads to its log; of several the one that a person wants to see is selected among the
    /// others.
    void openNode(String node) {
        List<JobView> of = model.jobsOf(node);
        if (of.size() == 1) {
            openLog(of.getFirst().id());
        } else {
            RunDetail.mostTelling(of)
                    .ifPresent(job -> {
                        rows.reveal(model.rowOf(job.id()));
                        rows.focus();
                    });
        }
    }

    void openLog() {
        rows.withSelected(row -> model.logOf(row).ifPresent(navigator::go));
    }

    void openLog(JobId job) {
        model.logOf(job).ifPresent(navigator::go);
    }

    void openBeside() {
        rows.withSelected(row -> {
            if (model.logOf(row).orElse(null) instanceof Place.LogPlace(var run, var job, int _)) {
                navigator.go(new Place.BesidePlace(run, job));
            }
        });
    }

    void openWholeLog() {
        model.wholeLog().ifPresent(navigator::go);
    }

    void openHolder() {
        model.holder(rows.selected())
                .ifPresentOrElse(
                        this::openHolder,
                        () -> say.accept("It waits for nothing that another run holds"));
    }

    void openHolder(Holder holder) {
        navigator.go(new Place.RunPlace(holder.run()));
    }

    void openDiffer() {
        if (hasGreen.getAsBoolean()) {
            model.detailProperty().get().ifPresent(detail -> openDiffer(detail.run().id()));
        } else {
            say.accept(
                    "There is nothing to compare: the run is not red, or its branch was never green");
        }
    }

    void openDiffer(RunId run) {
        navigator.go(new Place.DifferPlace(run));
    }
}
