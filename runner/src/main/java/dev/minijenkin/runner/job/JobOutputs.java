package dev.minijenkin.runner.job;

import dev.minijenkin.pipeline.expression.Contexts;
import dev.minijenkin.pipeline.expression.ExpressionException;
import dev.minijenkin.runner.step.StepPrinter;
import java.util.LinkedHashMap;
import java.util.Map;

/// The outputs of a job, evaluated after its last step.
final class JobOutputs {
    private JobOutputs() {}

    /// Without empty ones, and without those that would carry a secret out of the job.
    ///
    /// @throws ExpressionException if one cannot be evaluated
    static Map<String, String> evaluate(JobSetting setting, JobState state) {
        Contexts contexts = setting.contexts().now(state, state.environment());
        StepPrinter printer = setting.printer(setting.definition().steps().size());
        Map<String, String> outputs = new LinkedHashMap<>();
        setting.definition()
                .outputs()
                .forEach((name, text) -> {
                    String value = Texts.text(text, contexts);
                    if (setting.masks().occurIn(value)) {
                        printer.warning("The output '" + name + "' holds a secret and is dropped.");
                    } else if (!value.isEmpty()) {
                        outputs.put(name, value);
                    }
                });
        return outputs;
    }
}
