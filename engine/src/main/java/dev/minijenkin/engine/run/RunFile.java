package dev.minijenkin.engine.run;

import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.CallTarget;

/// A workflow file from which jobs of a run were made.
public sealed interface RunFile {
    CallTarget target();

    /// As people know it.
    static String path(CallTarget target) {
        return target.shown();
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
