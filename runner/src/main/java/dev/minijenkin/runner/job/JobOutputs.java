package dev.minijenkin.runner.job;

import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The outputs of a job, evaluated after its last step.
final class JobOutputs {
    private JobOutputs() {}

    /// Without empty ones, and without those that would carry a secret out of the job.
    ///
    /// @throws ExpressionException if one cannot be evaluated
    static Map<String, String> evaluate(JobScope scope, JobProgress state, StepPrinter printer) {
        Contexts contexts = scope.contexts().now(state, state.environment());
        Map<String, String> outputs = new LinkedHashMap<>();
        scope.definition()
                .outputs()
                .forEach((name, text) -> {
                    String value = Texts.text(text, contexts);
                    if (scope.masks().occurIn(value)) {
                        printer.warning("The output '" + name + "' holds a secret and is dropped.");
                    } else if (!value.isEmpty()) {
                        outputs.put(name, value);
                    }
                });
        return outputs;
    }
}
