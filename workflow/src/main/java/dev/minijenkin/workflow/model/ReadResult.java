package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.problem.Problem;
import java.util.List;

/// What became of reading a workflow file.
public sealed interface ReadResult {
    /// In the order of the file.
    List<Problem> problems();

    /// The file can run.
    ///
    /// @param problems warnings only
    record Valid(Workflow workflow, List<Problem> problems) implements ReadResult {}

    /// The file cannot run.
    ///
    /// @param problems at least one error, and warnings
    record Invalid(List<Problem> problems) implements ReadResult {}
}
