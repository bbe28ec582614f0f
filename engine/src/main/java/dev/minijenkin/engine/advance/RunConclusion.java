package dev.minijenkin.engine.advance;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.engine.run.FinishedJobs;
import dev.minijenkin.workflow.next.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run ends.
///
/// @param cause null for a success and for a run of which nothing ran
record RunConclusion(Conclusion conclusion, @Nullable Cause cause) {
    /// @param result as the planner says
    /// @param jobs of the attempt, all finished
    static RunConclusion of(Run run, Result result, List<Job> jobs) {
        boolean anyCancelled =
                jobs.stream().anyMatch(job -> job.conclusion() == Conclusion.CANCELLED);
        Cause cancelCause = run.status().cancelCause();
        if (cancelCause != null && anyCancelled) {
            return new RunConclusion(Conclusion.CANCELLED, cancelCause);
        }
        Conclusion conclusion = conclusion(result);
        return switch (conclusion) {
            case SUCCESS, SKIPPED -> new RunConclusion(conclusion, null);
            case FAILURE, CANCELLED, TIMED_OUT ->
                    new RunConclusion(conclusion, cause(result, jobs));
        };
    }

    static Conclusion conclusion(Result result) {
        return switch (result) {
            case SUCCESS -> Conclusion.SUCCESS;
            case FAILURE -> Conclusion.FAILURE;
            case TIMED_OUT -> Conclusion.TIMED_OUT;
            case CANCELLED -> Conclusion.CANCELLED;
            case SKIPPED -> Conclusion.SKIPPED;
        };
    }

    /// Of the first job that ended like this.
    static Cause cause(Result result, List<Job> jobs) {
        for (Job job : jobs) {
            Conclusion own = job.conclusion();
            Cause why = job.cause();
            if (own != null && why != null && FinishedJobs.result(job, own) == result) {
                return why;
            }
        }
        return Cause.DEPENDENCY;
    }
}
