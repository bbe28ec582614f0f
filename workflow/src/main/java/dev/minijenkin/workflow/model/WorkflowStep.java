package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import java.util.Map;

/// A step, as the file says it.
public sealed interface WorkflowStep {
    Head head();

    /// A script.
    ///
    /// @param shell empty: the default
    /// @param workingDirectory empty: the default
    record Run(Head head, String script, String shell, String workingDirectory)
            implements WorkflowStep {}

    /// An action.
    record Uses(Head head, Text action, Map<String, String> with) implements WorkflowStep {}

    /// What both have; empty texts where the file says nothing.
    record Head(
            SourcePosition place,
            Text id,
            String name,
            Text condition,
            Map<String, String> env,
            Text timeoutMinutes,
            Text continueOnError) {}
}
