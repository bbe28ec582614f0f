package dev.minijenkin.runner.job.scope;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.job.end.JobOutcome;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the steps of a job have left so far for those that follow. Used by one thread.
public final class JobProgress {
    private final JobId job;
    private final StopSignal stop;
    private final Map<String, String> environment;
    private final List<String> path;
    private final List<Annotation> annotations;
    private final Map<String, Value> steps = new LinkedHashMap<>();
    private final Beginning beginning;
    private @Nullable JobOutcome failure;

    /// What there was before.
    ///
    /// @param failed whether a step had failed
    private record Beginning(
            Map<String, String> environment, List<String> path, Set<String> steps, boolean failed) {
        private static final Beginning NONE = new Beginning(Map.of(), List.of(), Set.of(), false);
    }

    /// What there is before the first step.
    ///
    /// @param environment of the workflow and the job
    public JobProgress(JobId job, StopSignal stop, Map<String, String> environment) {
        this(
                job,
                stop,
                new LinkedHashMap<>(environment),
                new ArrayList<>(),
                new ArrayList<>(),
                Beginning.NONE);
    }

    private JobProgress(
            JobId job,
            StopSignal stop,
            Map<String, String> environment,
            List<String> path,
            List<Annotation> annotations,
            Beginning beginning) {
        this.job = job;
        this.stop = stop;
        this.environment = environment;
        this.path = path;
        this.annotations = annotations;
        this.beginning = beginning;
    }

    /// What the steps of an action leave: variables, path and annotations are those of the job,
    /// outputs and failures are their own.
    public JobProgress nested() {
        return new JobProgress(job, stop, environment, path, annotations, Beginning.NONE);
    }

    /// What a step sees and leaves that the others do not wait for: as all is now, and nobody else
    /// sees what becomes of it before it is [joined][#join].
    ///
    /// @param signal that stops this step
    public JobProgress beside(StopSignal signal) {
        JobProgress own =
                new JobProgress(
                        job,
                        signal,
                        new LinkedHashMap<>(environment),
                        new ArrayList<>(path),
                        new ArrayList<>(),
                        new Beginning(
                                Map.copyOf(environment),
                                List.copyOf(path),
                                Set.copyOf(steps.keySet()),
                                hasFailed()));
        own.steps.putAll(steps);
        return own;
    }

    /// Takes over what such a step has left, but for its failure.
    public void join(JobProgress own) {
        own.environment.forEach((name, value) -> {
            if (!value.equals(own.beginning.environment.get(name))) {
                environment.put(name, value);
            }
        });
        own.path.reversed().stream()
                .filter(folder -> !own.beginning.path.contains(folder))
                .forEach(this::prepend);
        own.steps.forEach((id, value) -> {
            if (!own.beginning.steps.contains(id)) {
                steps.put(id, value);
            }
        });
        annotations.addAll(own.annotations);
    }

    private void prepend(String folder) {
        path.remove(folder);
        path.addFirst(folder);
    }

    /// Of workflow and job, and what steps wrote into `GITHUB_ENV`.
    public Map<String, String> environment() {
        return environment;
    }

    /// What steps put in front of `PATH`, the first to be searched first.
    public List<String> path() {
        return path;
    }

    /// The `steps` context.
    ObjectValue steps() {
        return ObjectValue.ignoringCase(steps);
    }

    public List<Annotation> annotations() {
        return annotations;
    }

    /// Of the first step that failed.
    public Optional<JobOutcome> failure() {
        return Optional.ofNullable(failure);
    }

    /// What conditions ask.
    Status status() {
        if (stop.reason().isPresent()) {
            return Status.CANCELLED;
        }
        return hasFailed() ? Status.FAILURE : Status.SUCCESS;
    }

    /// `job.status`.
    String statusWord() {
        if (stop.reason().isPresent()) {
            return "cancelled";
        }
        return hasFailed() ? "failure" : "success";
    }

    private boolean hasFailed() {
        return failure != null || beginning.failed;
    }

    /// Takes over what a step did.
    ///
    /// @param name as people see it
    public void apply(int number, String id, String name, StepEffects effects, StepResult result) {
        environment.putAll(effects.environment());
        effects.path().forEach(this::prepend);
        if (!id.isEmpty()) {
            steps.put(
                    id,
                    ObjectValue.EMPTY
                            .and("outputs", ObjectValue.ofTexts(effects.outputs()))
                            .and("outcome", Value.of(StepResult.word(result.outcome())))
                            .and("conclusion", Value.of(StepResult.word(result.conclusion()))));
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
    public void fail(JobOutcome outcome) {
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
