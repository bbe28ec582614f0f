package dev.minijenkin.engine.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.workflow.problem.Problem;
import java.util.List;

/// What people read of a workflow file that is wrong, or not carried out in all.
public final class ProblemAnnotations {
    private ProblemAnnotations() {}

    public static List<Annotation> of(List<Problem> problems) {
        return problems.stream().map(ProblemAnnotations::of).toList();
    }

    /// Of a job that could not be planned.
    public static Annotation ofJob(JobId job, Problem problem) {
        return new Annotation(
                job,
                0,
                AnnotationLevel.FAILURE,
                "",
                problem.message(),
                problem.path(),
                problem.line(),
                problem.column());
    }

    /// Of the whole file.
    public static Annotation ofFile(String path, String message) {
        return new Annotation(null, 0, AnnotationLevel.FAILURE, "", message, path, 0, 0);
    }

    private static Annotation of(Problem problem) {
        AnnotationLevel level =
                switch (problem.level()) {
                    case ERROR -> AnnotationLevel.FAILURE;
                    case WARNING -> AnnotationLevel.WARNING;
                };
        return new Annotation(
                null,
                0,
                level,
                "",
                problem.message(),
                problem.path(),
                problem.line(),
                problem.column());
    }
}
