package dev.minijenkin.engine.run;

import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.workflow.next.Result;

/// The results of finished jobs as others see them.
public final class FinishedJobs {
    private FinishedJobs() {}

    /// A failure that may be, by `continue-on-error`, is a success.
    public static Result result(Job job, Conclusion conclusion) {
        return switch (conclusion) {
            case SUCCESS -> Result.SUCCESS;
            case FAILURE -> job.plan().rules().continueOnError() ? Result.SUCCESS : Result.FAILURE;
            case CANCELLED -> Result.CANCELLED;
            case SKIPPED -> Result.SKIPPED;
            case TIMED_OUT -> Result.TIMED_OUT;
        };
    }
}
