package dev.minijenkin.runner.job.step;

import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.command.StepAnnotation.Level;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.job.queue.QueuedStep.Listing;
import dev.minijenkin.runner.job.scope.JobProgress;
import dev.minijenkin.runner.job.scope.JobScope;
import dev.minijenkin.runner.job.scope.StepFrame;
import dev.minijenkin.runner.job.scope.StepResult;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.stop.StoppedException;
import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import dev.minijenkin.workflow.plan.text.DisplayNames;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step, from its place in the job to its result: whether it runs, what came of it, and what it
/// leaves for those after it.
public final class StepRunner {
    private final StepFrame frame;
    private final JobScope scope;
    private final JobProgress state;
    private final QueuedStep step;
    private final StepHead head;
    private final int number;
    private final StepEffects effects;
    private String name;
    private StepReport report;
    private boolean started;
    private boolean survivesCancel;
    private @Nullable StepExecution execution;

    /// Runs nothing yet.
    ///
    /// @param step whose place has come
    public StepRunner(StepFrame frame, QueuedStep step) {
        this.frame = frame;
        this.scope = frame.job();
        this.state = frame.state();
        this.step = step;
        this.head = step.head();
        this.number = step.number();
        this.name = DisplayNames.shown(head.name());
        this.report = StepReport.pending(number, head.id(), name);
        this.effects = new StepEffects(scope.masks());
    }

    /// Carries it out, and tells the job and the database of it.
    public StepResult run() throws InterruptedException {
        if (step.listing() == Listing.WHEN_IT_COMES) {
            // Those of the file were told of when the job began.
            tell(report);
        }
        StepResult result = decide();
        if (result.outcome() == Conclusion.CANCELLED) {
            scope.printer(number).error("The step was cancelled.");
        }
        if (result.failed() || result.outcome() != result.conclusion()) {
            say(result);
        }
        state.apply(number, head.id(), name, effects, result);
        tell(
                report.named(name)
                        .finished(result.outcome(), result.conclusion(), result.exitCode(), now()));
        if (execution != null && result.failed() && scope.stop().reason().isEmpty()) {
            execution.show(name, result);
        }
        return result;
    }

    /// Whatever happens in a step is the step's: what follows it still has its turn.
    private StepResult decide() throws InterruptedException {
        Map<String, String> environment = frame.environment();
        StepResult result;
        try {
            Condition condition = Condition.parse(head.condition());
            survivesCancel = !condition.impliesSuccess();
            if (!survivesCancel && scope.stop().reason().isPresent()) {
                learnName(contexts(frame.environment()));
                return StepResult.SKIPPED;
            }
            environment.putAll(Texts.texts(head.env(), contexts(frame.environment())));
            Contexts contexts = contexts(environment);
            boolean holds = condition.holds(contexts);
            learnName(contexts);
            if (!holds) {
                return StepResult.SKIPPED;
            }
            // What names no status, or only success(), ends with a cancel.
            survivesCancel &= StepExecution.survivesCancel(condition, contexts);
            start();
            execution = new StepExecution(frame, step, condition, contexts(environment));
            result = execution.run(environment, effects);
        } catch (RuntimeException | Error e) {
            result = broken(e);
        }
        return forgiven(result, environment);
    }

    private StepResult broken(Throwable fault) {
        StepOutcome outcome = StepFault.of(fault, scope.stop());
        if (!started) {
            if (outcome instanceof StepOutcome.Failed) {
                learnName(contexts(frame.environment()));
            }
            start();
        }
        return StepResult.of(outcome);
    }

    private Contexts contexts(Map<String, String> environment) {
        return frame.contexts(environment, survivesCancel);
    }

    private StepResult forgiven(StepResult result, Map<String, String> environment) {
        if (!result.failed()) {
            return result;
        }
        try {
            return mayFail(environment) ? result.forgiven() : result;
        } catch (ExpressionException | StoppedException e) {
            scope.printer(number)
                    .error(
                            "Whether the step may fail cannot be evaluated, so it may not: "
                                    + e.getMessage());
            return result;
        }
    }

    /// A name that gives nothing, or that cannot be evaluated, stays as the file has it.
    private void learnName(Contexts contexts) {
        try {
            DisplayNames.evaluated(head.name(), contexts, scope.masks()::apply)
                    .ifPresent(evaluated -> name = evaluated);
        } catch (StoppedException _) {
            // Told by what comes next.
        }
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        report = report.named(name).started(scope.resources().log().lines() + 1, now());
        tell(report);
    }

    private void tell(StepReport how) {
        if (step.listing() != Listing.NEVER) {
            scope.resources().steps().report(how);
        }
    }

    private Instant now() {
        return scope.resources().clock().instant();
    }

    private boolean mayFail(Map<String, String> environment) {
        return !head.continueOnError().isEmpty()
                && Texts.text(head.continueOnError(), contexts(environment)).strip().equals("true");
    }

    /// In the log and among the annotations.
    private void say(StepResult result) {
        String message =
                result.exitCode() != null && result.outcome() == Conclusion.FAILURE
                        ? "Process completed with exit code " + result.exitCode() + "."
                        : "The step " + result.message() + ".";
        scope.printer(number).error(message);
        effects.annotate(StepAnnotation.of(Level.FAILURE, message));
    }
}
