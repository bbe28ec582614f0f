package dev.minijenkin.engine.start;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import java.util.List;
import java.util.Optional;

/// A run that was inserted.
///
/// @param pipeline its name
/// @param number counts the runs of the pipeline
/// @param refusal why it failed before it began; empty: it begins
public record StartedRun(RunId id, String pipeline, long number, Optional<String> refusal) {
    static StartedRun of(RunId id, String pipeline, long number, RunPlan plan) {
        return new StartedRun(
                id,
                pipeline,
                number,
                plan.refused() ? Optional.of(reason(plan.annotations())) : Optional.empty());
    }

    private static String reason(List<Annotation> annotations) {
        return annotations.stream()
                .filter(annotation -> annotation.level() == AnnotationLevel.FAILURE)
                .findFirst()
                .map(Annotation::message)
                .orElse("");
    }
}
