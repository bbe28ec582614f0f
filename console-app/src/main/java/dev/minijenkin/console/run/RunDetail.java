package dev.minijenkin.console.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.view.JobView;
import dev.minijenkin.db.view.RunView;
import java.util.List;
import java.util.Optional;

/// A run with all that its page shows.
///
/// @param workflow the file as it was read, where it is broken; empty where jobs tell more
public record RunDetail(
        RunView run, List<JobView> jobs, List<Annotation> annotations, Optional<String> workflow) {
    public Optional<JobView> job(JobId id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    public boolean anyFailed() {
        return run.jobsFailed() > 0;
    }
}
