package dev.minijenkin.console.run.tree;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.StepView;
import java.util.List;

/// A row of a list of jobs and steps.
public sealed interface JobRow {
    /// How deep it stands, from 0.
    int depth();

    /// What tells the row apart from the others of its run, whatever becomes of it.
    String key();

    /// Jobs that belong together, in one row that opens.
    ///
    /// @param id tells the group apart within its run
    /// @param jobs all that are in it, also in groups of groups
    record OfGroup(
            GroupKind kind, String id, String title, List<JobView> jobs, boolean open, int depth)
            implements JobRow {
        @Override
        public String key() {
            return "group " + id;
        }
    }

    /// A job.
    ///
    /// @param title its name without what the rows above it say already
    /// @param open whether its steps follow
    record OfJob(JobView job, String title, boolean open, int depth) implements JobRow {
        @Override
        public String key() {
            return keyOf(job.id());
        }
    }

    /// A step of a job.
    record OfStep(JobView job, StepView step, int depth) implements JobRow {
        @Override
        public String key() {
            return keyOf(job.id()) + " step " + step.number();
        }
    }

    /// The key of the row of a job.
    static String keyOf(JobId job) {
        return "job " + job.value();
    }
}
