package dev.minijenkin.runner.job.scope;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.step.StepOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of a step.
///
/// @param outcome before `continue-on-error`
/// @param conclusion after it
/// @param cause of a failure
/// @param message why it failed, one sentence; empty otherwise
/// @param exitCode null where no process ended
public record StepResult(
        Conclusion outcome,
        Conclusion conclusion,
        @Nullable Cause cause,
        String message,
        @Nullable Integer exitCode) {
    static final StepResult SUCCESS =
            new StepResult(Conclusion.SUCCESS, Conclusion.SUCCESS, null, "", 0);

    /// Of a step whose condition did not hold.
    public static final StepResult SKIPPED =
            new StepResult(Conclusion.SKIPPED, Conclusion.SKIPPED, null, "", null);

    static final StepResult CANCELLED =
            new StepResult(Conclusion.CANCELLED, Conclusion.CANCELLED, null, "", null);

    /// Before `continue-on-error`.
    public static StepResult of(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Succeeded() -> SUCCESS;
            case StepOutcome.ExitedWith(int code) -> exited(code);
            case StepOutcome.Failed(Cause cause, String message) -> failure(cause, message);
            case StepOutcome.TimedOut() -> timedOut("ran longer than its timeout-minutes allow");
            case StepOutcome.Stopped(_) -> CANCELLED;
        };
    }

    /// Of a step that failed without an exit code.
    public static StepResult failure(Cause cause, String message) {
        return new StepResult(Conclusion.FAILURE, Conclusion.FAILURE, cause, message, null);
    }

    static StepResult exited(int code) {
        return new StepResult(
                Conclusion.FAILURE,
                Conclusion.FAILURE,
                Cause.EXIT_CODE,
                "ended with exit code " + code,
                code);
    }

    static StepResult timedOut(String message) {
        return new StepResult(
                Conclusion.TIMED_OUT, Conclusion.TIMED_OUT, Cause.TIMEOUT, message, null);
    }

    /// The same with `continue-on-error: true`.
    public StepResult forgiven() {
        return failed()
                ? new StepResult(outcome, Conclusion.SUCCESS, cause, message, exitCode)
                : this;
    }

    /// Whether it makes its job fail.
    public boolean failed() {
        return conclusion == Conclusion.FAILURE || conclusion == Conclusion.TIMED_OUT;
    }

    /// A conclusion in the words of the `steps` context, which knows no time-out of its own.
    static String word(Conclusion conclusion) {
        return (conclusion == Conclusion.TIMED_OUT ? Conclusion.FAILURE : conclusion)
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
