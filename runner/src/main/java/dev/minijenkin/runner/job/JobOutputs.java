package dev.minijenkin.runner.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.job.scope.JobProgress;
import dev.minijenkin.runner.job.scope.JobScope;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The outputs of a job, evaluated after its last step.
final class JobOutputs {
    /// Of all outputs of a job together, names and values: they go into every job that needs it.
    private static final long MOST_BYTES = 1024 * 1024;

    private JobOutputs() {}

    /// Why they cannot be kept, in a sentence; empty where they can.
    static Optional<String> tooBig(Map<String, String> outputs) {
        long bytes = 0;
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            bytes += output.getKey().getBytes(UTF_8).length;
            bytes += output.getValue().getBytes(UTF_8).length;
        }
        return bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(
                        "The outputs of the job have %d bytes, and no more than %d are kept: leave what is"
                                        .formatted(bytes, MOST_BYTES)
                                + " bigger in a file.");
    }

    /// Without empty ones, and without those that would carry a secret out of the job.
    ///
    /// @throws ExpressionException if one cannot be evaluated
    static Map<String, String> evaluate(JobScope scope, JobProgress state, StepPrinter printer) {
        Contexts contexts = scope.atTheEnd(state);
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
