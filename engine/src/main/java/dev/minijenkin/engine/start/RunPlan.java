package dev.minijenkin.engine.start;

import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.PlannedJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run consists of, once its number is known.
///
/// @param title empty where its file gives none
/// @param group that it enters as a whole; null: none
/// @param jobs of its file; empty where it is refused
/// @param payload of the event
/// @param annotations what people are told of its file
/// @param refused whether it ends before any of its jobs begins
record RunPlan(
        String title,
        @Nullable GroupRules group,
        List<PlannedJob> jobs,
        Value payload,
        List<Annotation> annotations,
        boolean refused) {
    /// @param annotations why, and what else is to be told
    static RunPlan refused(String title, Value payload, List<Annotation> annotations) {
        return new RunPlan(title, null, List.of(), payload, annotations, true);
    }
}
