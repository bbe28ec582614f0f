package dev.minijenkin.runner.action;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.StepDefinition;
import java.nio.file.Path;
import java.util.Map;

/// A step that uses an action, at the moment when it is carried out.
///
/// @param contexts of the step
/// @param source of the run
/// @param workspace in which actions of the repository are found
public record ActionCall(
        StepDefinition.Uses step, Contexts contexts, ClaimedJob.Source source, Path workspace) {
    /// As the file names it: `actions/checkout@v4`.
    public String action() {
        return step.action();
    }

    /// What the step gives it by `with`, in the order of the file.
    ///
    /// @throws dev.minijenkin.workflow.expression.value.ExpressionException if one cannot be
    ///   evaluated
    public Map<String, String> inputs() {
        return Texts.texts(step.with(), contexts);
    }
}
