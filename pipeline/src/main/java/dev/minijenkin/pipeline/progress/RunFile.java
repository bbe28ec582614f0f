package dev.minijenkin.pipeline.progress;

import dev.minijenkin.pipeline.plan.CallTarget;
import dev.minijenkin.pipeline.workflow.Workflow;

/// A workflow file from which jobs of a run were made.
sealed interface RunFile {
    CallTarget target();

    /// As people know it.
    static String path(CallTarget target) {
        return target.isOwn() ? target.path() : target.toString();
    }

    default String path() {
        return path(target());
    }

    record Present(CallTarget target, Workflow workflow) implements RunFile {}

    /// It could not be had, or not be read.
    ///
    /// @param reason one sentence for a person
    record Absent(CallTarget target, String reason) implements RunFile {}
}
