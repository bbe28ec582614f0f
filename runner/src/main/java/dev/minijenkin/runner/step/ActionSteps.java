package dev.minijenkin.runner.step;

import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.util.List;
import java.util.Map;

/// An action that consists of steps, as one step calls it.
///
/// @param inputs what the steps find in the context `inputs`
/// @param github what they find in `github` besides: `action_path` and the like
/// @param outputs of the action: name to text, evaluated after the last step
public record ActionSteps(
        List<StepDefinition> steps,
        Map<String, String> inputs,
        Map<String, String> github,
        Map<String, String> outputs) {
    public ActionSteps {
        steps = List.copyOf(steps);
    }
}
