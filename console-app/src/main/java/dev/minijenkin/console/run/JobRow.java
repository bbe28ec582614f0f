package dev.minijenkin.console.run;

import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.util.List;

/// A row of a list of jobs and steps.
public sealed interface JobRow {
    /// How deep it stands, from 0.
    int depth();

    /// Jobs that belong together, in one row that opens.
    ///
    /// @param id tells the group apart within its run
    /// @param jobs all that are in it, also in groups of groups
    record OfGroup(
            GroupKind kind, String id, String title, List<JobView> jobs, boolean open, int depth)
            implements JobRow {}

    /// A job.
    ///
    /// @param title its name without what the rows above it say already
    /// @param open whether its steps follow
    record OfJob(JobView job, String title, boolean open, int depth) implements JobRow {}

    record OfStep(JobView job, StepView step, int depth) implements JobRow {}
}
