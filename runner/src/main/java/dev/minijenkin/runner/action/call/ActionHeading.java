package dev.minijenkin.runner.action.call;

import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepScope;
import java.util.Map;

/// What the log of a step says before its action begins.
public final class ActionHeading {
    private ActionHeading() {}

    /// Prints what is carried out and what it is given.
    ///
    /// @param what `Run ./tools/greet`
    public static void print(StepScope scope, String what, ActionInputs inputs) {
        StepPrinter printer = scope.printer();
        printer.heading("##[group]" + what);
        if (!inputs.values().isEmpty()) {
            printer.heading("with:");
            for (Map.Entry<String, String> input : inputs.values().entrySet()) {
                printer.heading("  " + input.getKey() + ": " + input.getValue());
            }
        }
        printer.heading("##[endgroup]");
        for (String warning : inputs.warnings()) {
            printer.warning(warning);
            scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, warning));
        }
    }
}
