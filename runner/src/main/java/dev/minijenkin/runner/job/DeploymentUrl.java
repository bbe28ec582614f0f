package dev.minijenkin.runner.job;

import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.job.scope.JobProgress;
import dev.minijenkin.runner.job.scope.JobScope;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.workflow.expression.value.ExpressionException;

/// `environment.url` of a job, evaluated after its last step.
final class DeploymentUrl {
    private DeploymentUrl() {}

    /// Empty where the file gives none, where it cannot be evaluated, and where it would carry a
    /// secret out of the job.
    static String evaluate(JobScope scope, JobProgress state, StepPrinter printer) {
        String text = scope.definition().guard().environment().url().value();
        String url = "";
        try {
            url = Texts.text(text, scope.atTheEnd(state));
        } catch (ExpressionException e) {
            printer.warning("The URL of the environment cannot be evaluated: " + e.getMessage());
        }
        if (scope.masks().occurIn(url)) {
            printer.warning("The URL of the environment holds a secret and is dropped.");
            return "";
        }
        return url.strip();
    }
}
