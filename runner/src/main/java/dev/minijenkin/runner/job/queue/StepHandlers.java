package dev.minijenkin.runner.job.queue;

import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.action.call.ActionCall;
import dev.minijenkin.runner.action.call.JobActions;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.step.ScriptStep;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.plan.definition.RunDefaults;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.nio.file.Path;

/// Chooses what carries out a step of the workflow file.
///
/// @param defaults of the job
/// @param workspace folder of the job's files
/// @param fetched actions of other repositories that the job has so far
/// @param background steps of the job that others do not wait for
public record StepHandlers(
        Actions actions,
        RunDefaults defaults,
        Path workspace,
        JobActions fetched,
        StepsBeside background) {
    /// The same with other defaults.
    public StepHandlers with(RunDefaults others) {
        return new StepHandlers(actions, others, workspace, fetched, background);
    }

    /// What carries one out.
    ///
    /// @param contexts of the moment when the step's place has come
    /// @throws ExpressionException if a text of the step cannot be evaluated
    public StepHandler of(StepDefinition step, Contexts contexts) {
        return switch (step) {
            case StepDefinition.Run run -> script(run, contexts);
            case StepDefinition.Uses uses ->
                    actions.handler(new ActionCall(uses, contexts, workspace, fetched));
            case StepDefinition.Background(StepDefinition beside) -> of(beside, contexts);
            case StepDefinition.Wait wait -> _ -> background.await(wait.steps());
            case StepDefinition.Cancel cancel -> _ -> background.cancel(cancel.step());
        };
    }

    private ScriptStep script(StepDefinition.Run run, Contexts contexts) {
        return new ScriptStep(
                Texts.text(run.script(), contexts),
                Texts.text(run.shell().isEmpty() ? defaults.shell() : run.shell(), contexts),
                Texts.text(
                        run.workingDirectory().isEmpty()
                                ? defaults.workingDirectory()
                                : run.workingDirectory(),
                        contexts));
    }
}
