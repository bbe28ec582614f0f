package dev.minijenkin.db.run.step;

import dev.minijenkin.db.run.Conclusion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a step stands, as its runner says: all of it, so that the newest report is enough.
///
/// @param number from 1
/// @param key `id` of the step in the file; empty: it has none
/// @param outcome before `continue-on-error`; null until it is finished, as is `conclusion`
/// @param exitCode null where no process ended
/// @param firstLine of the claim's log; null until it has begun, as is `startedAt`
/// @param startedAt by the database's clock as the runner tracks it, as is `finishedAt`
public record StepReport(
        int number,
        String key,
        String name,
        StepState state,
        @Nullable Conclusion outcome,
        @Nullable Conclusion conclusion,
        @Nullable Integer exitCode,
        @Nullable Long firstLine,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /// Nothing has happened with it.
    public static StepReport pending(int number, String key, String name) {
        return new StepReport(
                number, key, name, StepState.PENDING, null, null, null, null, null, null);
    }

    /// The same under another name.
    public StepReport named(String other) {
        return new StepReport(
                number,
                key,
                other,
                state,
                outcome,
                conclusion,
                exitCode,
                firstLine,
                startedAt,
                finishedAt);
    }

    /// It begins.
    ///
    /// @param line of the claim's log
    public StepReport started(long line, Instant at) {
        return new StepReport(
                number, key, name, StepState.RUNNING, null, null, null, line, at, null);
    }

    /// It has ended, or was skipped.
    public StepReport finished(
            Conclusion itsOutcome, Conclusion itsConclusion, @Nullable Integer code, Instant at) {
        return new StepReport(
                number,
                key,
                name,
                StepState.FINISHED,
                itsOutcome,
                itsConclusion,
                code,
                firstLine,
                startedAt,
                at);
    }
}
