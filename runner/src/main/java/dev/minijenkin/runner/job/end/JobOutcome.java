package dev.minijenkin.runner.job.end;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.workspace.Sizes;
import org.jspecify.annotations.Nullable;

/// How a job ended, and why.
///
/// @param cause null for success
/// @param message one sentence for a person; null where there is nothing to say
public record JobOutcome(Conclusion conclusion, @Nullable Cause cause, @Nullable String message) {
    /// Of a job none of whose failures counts.
    public static final JobOutcome SUCCESS = new JobOutcome(Conclusion.SUCCESS, null, null);

    /// Of a job that failed.
    public static JobOutcome failure(Cause cause, String message) {
        return new JobOutcome(Conclusion.FAILURE, cause, message);
    }

    /// Of a job that was asked to stop.
    ///
    /// @param workspaceBytes how much of the disk it may take
    public static JobOutcome stopped(StopReason first, int timeoutMinutes, long workspaceBytes) {
        return switch (first) {
            case TIMED_OUT ->
                    new JobOutcome(
                            Conclusion.TIMED_OUT,
                            Cause.TIMEOUT,
                            "The job ran longer than " + minutes(timeoutMinutes) + ".");
            case RUNNER_STOPPED ->
                    new JobOutcome(
                            Conclusion.CANCELLED,
                            Cause.RUNNER_STOPPED,
                            "The runner was stopped before the job was done.");
            case WORKSPACE_FULL ->
                    failure(
                            Cause.RUNNER_ERROR,
                            "The folders of the job took more of the disk than the "
                                    + Sizes.shown(workspaceBytes)
                                    + " that this runner allows, and it was ended.");
            case LEASE_OVER ->
                    failure(
                            Cause.RUNNER_LOST,
                            "The runner was cut off from the database for as long as its lease, and ended the"
                                    + " deployment, because another runner may deploy by then.");
            case CANCEL_REQUESTED, GRACE_OVER, CLAIM_LOST ->
                    new JobOutcome(Conclusion.CANCELLED, Cause.CANCELLED_BY_COMMAND, null);
        };
    }

    private static String minutes(int minutes) {
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
}
