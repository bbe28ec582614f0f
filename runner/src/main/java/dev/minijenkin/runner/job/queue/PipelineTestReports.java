package dev.minijenkin.runner.job.queue;

import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The step that a job gets behind those of its file where its pipeline is set to keep reports of
/// tests.
final class PipelineTestReports {
    private static final String ACTION = "mini-jenkin/test-report@";

    private PipelineTestReports() {}

    /// Empty where the pipeline wants none, and where the job keeps its reports by a step of its
    /// own: no test counts twice.
    ///
    /// @param patterns one a line, without expressions
    static Optional<StepDefinition> step(String patterns, List<StepDefinition> ofFile) {
        if (patterns.isEmpty() || ofFile.stream().anyMatch(PipelineTestReports::keepsReports)) {
            return Optional.empty();
        }
        return Optional.of(
                new StepDefinition.Uses(
                        new StepHead("", "Reports of tests", "always()", Map.of(), "", "true"),
                        ACTION + "v1",
                        Map.of("path", patterns, "if-no-files-found", "notice")));
    }

    private static boolean keepsReports(StepDefinition step) {
        return step.bare() instanceof StepDefinition.Uses uses
                && uses.action().toLowerCase(Locale.ROOT).startsWith(ACTION);
    }
}
