package dev.minijenkin.runner.job;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Steps;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.command.StepAnnotation.Level;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.plan.StepDefinition.StepHead;
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
    private boolean started;

    StepRunner(JobScope scope, JobProgress state, QueuedStep step) {
        this.scope = scope;
        this.state = state;
        this.step = step;
        this.head = step.head();
        this.number = step.number();
        this.name = head.name();
        this.effects = new StepEffects(scope.masks());
    }

    void run() throws InterruptedException {
        if (step.post()) {
            list();
        }
        StepResult result = decide();
        if (result.failed() || result.outcome() != result.conclusion()) {
            say(result);
        }
        state.apply(number, head.id(), name, effects, result);
        scope.resources()
                .journal()
                .add(tx ->
                        Steps.finish(
                                tx,
                                scope.job().claim(),
                                number,
                                result.outcome(),
                                result.conclusion(),
                                result.exitCode()));
    }

    private StepResult decide() throws InterruptedException {
        try {
            Map<String, String> own =
                    Texts.texts(head.env(), scope.contexts().now(state, state.environment()));
            Map<String, String> environment = new LinkedHashMap<>(state.environment());
            environment.putAll(own);
            Contexts contexts = scope.contexts().now(state, environment);
            Condition condition = Condition.parse(head.condition());
            if (!condition.holds(contexts)) {
                return StepResult.SKIPPED;
            }
            name = scope.masks().apply(Texts.text(head.name(), contexts));
            start();
            StepResult result =
                    new StepExecution(scope, state, step, condition).run(environment, effects);
            return result.failed() && mayFail(environment) ? result.forgiven() : result;
        } catch (ExpressionException e) {
            start();
            return StepResult.failure(
                    Cause.WORKFLOW_INVALID,
                    "has an expression that cannot be evaluated: " + e.getMessage());
        }
    }

    /// The steps of the file have been in the database since the job began.
    private void list() {
        String shown = PostgresText.text(name);
        scope.resources().journal().add(tx -> Steps.add(tx, scope.job().claim(), number, shown));
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        long firstLine = scope.resources().log().lines() + 1;
        String shown = PostgresText.text(name);
        scope.resources()
                .journal()
                .add(tx -> Steps.start(tx, scope.job().claim(), number, shown, firstLine));
    }

    private boolean mayFail(Map<String, String> environment) {
        return !head.continueOnError().isEmpty()
                && Texts.text(head.continueOnError(), scope.contexts().now(state, environment))
                        .strip()
                        .equals("true");
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
