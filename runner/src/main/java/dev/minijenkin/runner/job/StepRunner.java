package dev.minijenkin.runner.job;

import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.StepReport;
import dev.minijenkin.runner.command.StepAnnotation.Level;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.stop.StoppedException;
import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.plan.DisplayNames;
import dev.minijenkin.workflow.plan.StepDefinition.StepHead;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// One step, from its place in the job to its result: whether it runs, what came of it, and what it
/// leaves for those after it.
final class StepRunner {
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

    StepRunner(JobScope scope, JobProgress state, QueuedStep step) {
        this.scope = scope;
        this.state = state;
        this.step = step;
        this.head = step.head();
        this.number = step.number();
        this.name = DisplayNames.shown(head.name());
        this.report = StepReport.pending(number, head.id(), name);
        this.effects = new StepEffects(scope.masks());
    }

    void run() throws InterruptedException {
        if (step.post()) {
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
    }

    /// Whatever happens in a step is the step's: what follows it still has its turn.
    private StepResult decide() throws InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(state.environment());
        StepResult result;
        try {
            Condition condition = Condition.parse(head.condition());
            survivesCancel = !condition.impliesSuccess();
            if (!survivesCancel && scope.stop().reason().isPresent()) {
                learnName(contexts(state.environment()));
                return StepResult.SKIPPED;
            }
            environment.putAll(Texts.texts(head.env(), contexts(state.environment())));
            Contexts contexts = contexts(environment);
            boolean holds = condition.holds(contexts);
            learnName(contexts);
            if (!holds) {
                return StepResult.SKIPPED;
            }
            // What names no status, or only success(), ends with a cancel.
            survivesCancel &= StepExecution.survivesCancel(condition, contexts);
            start();
            result = execution(condition, contexts(environment)).run(environment, effects);
        } catch (RuntimeException | Error e) {
            result = broken(e);
        }
        return forgiven(result, environment);
    }

    private StepExecution execution(Condition condition, Contexts contexts) {
        return new StepExecution(scope, state, step, condition, contexts);
    }

    private StepResult broken(Throwable fault) {
        StepOutcome outcome = StepFault.of(fault, scope.stop());
        if (!started) {
            if (outcome instanceof StepOutcome.Failed) {
                learnName(contexts(state.environment()));
            }
            start();
        }
        return StepResult.of(outcome);
    }

    private Contexts contexts(Map<String, String> environment) {
        return scope.contexts().now(state, environment, StopCheck.of(scope.stop(), survivesCancel));
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
        scope.resources().steps().report(how);
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
