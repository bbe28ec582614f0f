package dev.minijenkin.console.run.detail;

import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import java.util.Comparator;
import java.util.List;

/// A workflow file as it was read.
public record WorkflowText(String path, String text) {
    /// What is wrong in this file at a known place, from the top down.
    public List<Annotation> problems(List<Annotation> annotations) {
        return annotations.stream()
                .filter(annotation ->
                        annotation.job() == null
                                && annotation.line() > 0
                                && annotation.path().equals(path))
                .sorted(
                        Comparator.comparingInt(Annotation::line)
                                .thenComparingInt(Annotation::column))
                .toList();
    }

    public static boolean isError(Annotation annotation) {
        return annotation.level() == AnnotationLevel.FAILURE;
    }
}
