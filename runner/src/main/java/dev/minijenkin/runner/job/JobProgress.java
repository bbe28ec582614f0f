package dev.minijenkin.runner.job;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Annotation;
import dev.minijenkin.db.run.AnnotationLevel;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.expression.Status;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the steps of a job have left so far for those that follow. Used by the job's thread alone.
final class JobProgress {
    private final JobId job;
    private final StopSignal stop;
    private final Map<String, String> environment;
    private final List<String> path;
    private final List<Annotation> annotations;
    private final Map<String, Value> steps = new LinkedHashMap<>();
    private @Nullable JobOutcome failure;

    /// @param environment of the workflow and the job
    JobProgress(JobId job, StopSignal stop, Map<String, String> environment) {
        this(job, stop, new LinkedHashMap<>(environment), new ArrayList<>(), new ArrayList<>());
    }

    private JobProgress(
            JobId job,
            StopSignal stop,
            Map<String, String> environment,
            List<String> path,
            List<Annotation> annotations) {
        this.job = job;
        this.stop = stop;
        this.environment = environment;
        this.path = path;
        this.annotations = annotations;
    }

    /// What the steps of an action leave: variables, path and annotations are those of the job,
    /// outputs and failures are their own.
    JobProgress nested() {
        return new JobProgress(job, stop, environment, path, annotations);
    }

    /// Of workflow and job, and what steps wrote into `GITHUB_ENV`.
    Map<String, String> environment() {
        return environment;
    }

    /// What steps put in front of `PATH`, the first to be searched first.
    List<String> path() {
        return path;
    }

    /// The `steps` context.
    ObjectValue steps() {
        return ObjectValue.ignoringCase(steps);
    }

    List<Annotation> annotations() {
        return annotations;
    }

    /// Of the first step that failed.
    Optional<JobOutcome> failure() {
        return Optional.ofNullable(failure);
    }

    /// What conditions ask.
    Status status() {
        if (stop.reason().isPresent()) {
            return Status.CANCELLED;
        }
        return failure == null ? Status.SUCCESS : Status.FAILURE;
    }

    /// `job.status`.
    String statusWord() {
        if (stop.reason().isPresent()) {
            return "cancelled";
        }
        return failure == null ? "success" : "failure";
    }

    /// Takes over what a step did.
    ///
    /// @param name as people see it
    void apply(int number, String id, String name, StepEffects effects, StepResult result) {
        environment.putAll(effects.environment());
        for (String folder : effects.path()) {
            path.remove(folder);
            path.addFirst(folder);
        }
        if (!id.isEmpty()) {
            steps.put(
                    id,
                    ObjectValue.ignoringCase(
                            Map.of(
                                    "outputs", ObjectValue.ofTexts(effects.outputs()),
                                    "outcome", Value.of(StepResult.word(result.outcome())),
                                    "conclusion", Value.of(StepResult.word(result.conclusion())))));
        }
        effects.annotations().forEach(annotation -> annotations.add(stored(number, annotation)));
        if (result.failed() && failure == null) {
            failure =
                    JobOutcome.failure(
                            Objects.requireNonNullElse(result.cause(), Cause.RUNNER_ERROR),
                            "Step '" + name + "' " + result.message() + ".");
        }
    }

    /// The job fails although no step did.
    void fail(JobOutcome outcome) {
        if (failure == null) {
            failure = outcome;
        }
    }

    private Annotation stored(int number, dev.minijenkin.runner.command.StepAnnotation annotation) {
        return new Annotation(
                job,
                number,
                switch (annotation.level()) {
                    case NOTICE -> AnnotationLevel.NOTICE;
                    case WARNING -> AnnotationLevel.WARNING;
                    case FAILURE -> AnnotationLevel.FAILURE;
                },
                annotation.title(),
                annotation.message(),
                annotation.path(),
                annotation.line(),
                annotation.column());
    }
}
