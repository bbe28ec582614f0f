package dev.minijenkin.db.run.job;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import org.jspecify.annotations.Nullable;

/// How a job ended.
///
/// @param cause why; null only for `success` and `skipped`
/// @param message one sentence for a person; null where there is nothing to say
/// @param outputs JSON object
/// @param logTruncated whether the limit cut the log
public record JobResult(
        Conclusion conclusion,
        @Nullable Cause cause,
        @Nullable String message,
        String outputs,
        long logLines,
        long logBytes,
        boolean logTruncated) {
    /// The end of a job that no runner carried out.
    public static JobResult withoutRunner(
            Conclusion conclusion, @Nullable Cause cause, @Nullable String message) {
        return new JobResult(conclusion, cause, message, "{}", 0, 0, false);
    }

    /// The same for another reason.
    public JobResult because(Cause other) {
        return new JobResult(conclusion, other, message, outputs, logLines, logBytes, logTruncated);
    }

    /// The same with nothing given out, and another end.
    public JobResult withoutOutputs(
            Conclusion ended, @Nullable Cause why, @Nullable String sentence) {
        return new JobResult(ended, why, sentence, "{}", logLines, logBytes, logTruncated);
    }
}
