package dev.minijenkin.pipeline.progress;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.AnnotationLevel;
import dev.minijenkin.pipeline.workflow.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people read of a workflow file that is wrong, or not carried out in all.
final class ProblemAnnotations {
    private ProblemAnnotations() {}

    static List<Annotation> of(List<Problem> problems) {
        return problems.stream().map(problem -> of(problem, null)).toList();
    }

    /// Of texts that are evaluated when the turn of a job has come.
    static List<Annotation> of(List<Problem> problems, JobId job) {
        return problems.stream().map(problem -> of(problem, job)).toList();
    }

    /// Of the whole file.
    static Annotation ofFile(String path, String message) {
        return new Annotation(null, 0, AnnotationLevel.FAILURE, "", message, path, 0, 0);
    }

    private static Annotation of(Problem problem, @Nullable JobId job) {
        AnnotationLevel level =
                switch (problem.level()) {
                    case ERROR -> AnnotationLevel.FAILURE;
                    case WARNING -> AnnotationLevel.WARNING;
                };
        return new Annotation(
                job,
                0,
                level,
                "",
                problem.message(),
                problem.path(),
                problem.line(),
                problem.column());
    }
}
