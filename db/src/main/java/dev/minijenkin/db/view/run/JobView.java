package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.run.WaitingReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as the page of its run shows it.
///
/// @param key id in the workflow file; legs of a matrix share it
/// @param matrixIndex of a leg among its siblings, from 0
/// @param message one sentence: why it failed, was skipped or waits; empty where there is nothing
///   to say
/// @param runner of the live or the last claim; empty before the first
/// @param logJob the job whose log counts: itself, or the earlier one whose result was taken over
public record JobView(
        JobId id,
        String key,
        int matrixIndex,
        String name,
        List<String> needs,
        JobState state,
        @Nullable WaitingReason waitingFor,
        @Nullable Conclusion conclusion,
        @Nullable Cause cause,
        String message,
        String runner,
        List<String> labels,
        Instant createdAt,
        @Nullable Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long logBytes,
        boolean logTruncated,
        JobId logJob,
        List<StepView> steps) {
    JobView with(List<StepView> newSteps) {
        return new JobView(
                id,
                key,
                matrixIndex,
                name,
                needs,
                state,
                waitingFor,
                conclusion,
                cause,
                message,
                runner,
                labels,
                createdAt,
                queuedAt,
                startedAt,
                finishedAt,
                logBytes,
                logTruncated,
                logJob,
                newSteps);
    }
}
