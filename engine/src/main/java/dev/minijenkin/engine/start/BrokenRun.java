package dev.minijenkin.engine.start;

import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import java.util.List;

/// A run that failed before it began.
///
/// @param annotations why
record BrokenRun(TriggerEvent trigger, WorkflowSource source, List<Annotation> annotations)
        implements StartableRun {
    RunPlan plan() {
        return RunPlan.refused("", ObjectValue.EMPTY, annotations);
    }
}
