package dev.minijenkin.runner.action.call;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A step that uses an action, at the moment when it is carried out.
///
/// @param contexts of the step
/// @param workspace in which actions of the repository are found
/// @param actions those of other repositories that the job has so far
public record ActionCall(
        StepDefinition.Uses step, Contexts contexts, Path workspace, JobActions actions) {
    /// Of the run.
    public ClaimedJob.Source source() {
        return actions.source();
    }

    /// As the file names it: `actions/checkout@v4`.
    public String action() {
        return step.action();
    }

    /// The same for what the runner itself does, which knows the paths of the machine.
    public Map<String, String> inputsOnMachine() {
        Map<String, String> inputs = new LinkedHashMap<>(inputs());
        inputs.replaceAll((_, value) -> actions.host().outside(value));
        return inputs;
    }

    /// What the step gives it by `with`, in the order of the file.
    ///
    /// @throws dev.minijenkin.workflow.expression.value.ExpressionException if one cannot be
    ///   evaluated
    public Map<String, String> inputs() {
        return Texts.texts(step.with(), contexts);
    }
}
