package dev.minijenkin.runner.job.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.stop.StoppedException;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is thrown inside a step fails the step and no more: the steps after it have their turn.
public final class StepFault {
    private static final Logger LOG = LoggerFactory.getLogger(StepFault.class);

    private StepFault() {}

    /// What is not expected goes to the runner's own log too.
    public static StepOutcome of(Throwable thrown, StopSignal stop) {
        return switch (thrown) {
            case StoppedException _ ->
                    new StepOutcome.Stopped(stop.reason().orElse(StopReason.CANCEL_REQUESTED));
            case ExpressionException e ->
                    new StepOutcome.Failed(
                            Cause.WORKFLOW_INVALID,
                            "has an expression that cannot be evaluated: " + e.getMessage());
            case RunnerException e ->
                    new StepOutcome.Failed(Cause.RUNNER_ERROR, "failed: " + e.clause());
            default -> {
                LOG.error("A step failed by a fault of the runner", thrown);
                yield new StepOutcome.Failed(
                        Cause.RUNNER_ERROR, "failed by a fault of the runner: " + thrown);
            }
        };
    }

    /// What nobody thought of, in words for whoever looks at the job.
    public static String sentence(Throwable e) {
        return switch (e) {
            case RunnerException told -> String.valueOf(told.getMessage());
            case OutOfMemoryError _ -> "The runner ran out of memory: " + e.getMessage();
            default -> "The runner failed: " + e;
        };
    }
}
