package dev.minijenkin.console.run;

import dev.minijenkin.db.view.JobView;
import dev.minijenkin.db.view.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A row of a list of jobs and steps.
public sealed interface JobRow {
    JobView job();

    /// A job.
    ///
    /// @param open whether its steps follow
    record OfJob(JobView job, boolean open) implements JobRow {}

    record OfStep(JobView job, StepView step) implements JobRow {}

    /// The rows of jobs.
    ///
    /// @param open whose steps are shown
    static List<JobRow> rows(List<JobView> jobs, Predicate<JobView> open) {
        List<JobRow> rows = new ArrayList<>();
        for (JobView job : jobs) {
            boolean opened = open.test(job) && !job.steps().isEmpty();
            rows.add(new OfJob(job, opened));
            if (opened) {
                job.steps().forEach(step -> rows.add(new OfStep(job, step)));
            }
        }
        return rows;
    }
}
