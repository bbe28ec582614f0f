package dev.minijenkin.console.run;

import dev.minijenkin.console.command.RunActions;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.db.view.run.JobView;
import java.util.function.Consumer;

/// What can be asked for the job of a row, also from one of its steps. FX thread only.
final class JobActs {
    private final RunViewModel model;
    private final RunActions actions;
    private final Consumer<String> say;

    JobActs(RunViewModel model, RunActions actions, Consumer<String> say) {
        this.model = model;
        this.actions = actions;
        this.say = say;
    }

    void rerun(JobRow row) {
        switch (row) {
            case JobRow.OfGroup _ ->
                    say.accept(
                            "Choose one job: a group is rerun by its jobs, or by F all that failed");
            case JobRow.OfJob of -> rerun(of.job());
            case JobRow.OfStep of -> rerun(of.job());
        }
    }

    void approve(JobRow row) {
        decide(row, actions::approve);
    }

    void reject(JobRow row) {
        decide(row, actions::reject);
    }

    private void rerun(JobView job) {
        model.detailProperty()
                .get()
                .ifPresent(detail -> {
                    if (detail.isCurrent()) {
                        actions.rerunJob(detail.run(), job);
                    } else {
                        say.accept(
                                "Only jobs of the newest attempt are rerun: this is attempt "
                                        + detail.attempt());
                    }
                });
    }

    private void decide(JobRow row, Consumer<JobView> decision) {
        switch (row) {
            case JobRow.OfGroup _ -> say.accept("Choose the job that waits for approval");
            case JobRow.OfJob of -> decision.accept(of.job());
            case JobRow.OfStep of -> decision.accept(of.job());
        }
    }
}
