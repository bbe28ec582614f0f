package dev.minijenkin.runner.job.scope;

import dev.minijenkin.runner.job.queue.PostSteps;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.expression.Contexts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What the steps of one list share: those of the job, or those of an action inside of a step.
///
/// @param contexts what stays the same from the first to the last of them
/// @param posts takes what they leave for the end of the job
/// @param env of the step around them, which later steps do not see
/// @param survivesCancel whether the step around them goes on although the job is cancelled mildly
/// @param depth how many actions of steps are around
/// @param carrier of all steps of the job
/// @param end of the time of the step around them, on the clock of `System.nanoTime`
public record StepFrame(
        JobScope job,
        JobProgress state,
        JobContexts contexts,
        PostSteps posts,
        Map<String, String> env,
        BooleanSupplier survivesCancel,
        Optional<Long> end,
        int depth,
        Carrier carrier) {
    /// Carries out a step of a frame.
    @FunctionalInterface
    public interface Carrier {
        StepResult run(StepFrame frame, QueuedStep step) throws InterruptedException;
    }

    /// That of the job.
    public static StepFrame of(JobScope job, JobProgress state, Carrier carrier) {
        return new StepFrame(
                job,
                state,
                job.contexts(),
                job.queue(),
                Map.of(),
                () -> true,
                Optional.empty(),
                0,
                carrier);
    }

    /// That of a step which the others do not wait for.
    ///
    /// @param own what it sees and leaves
    /// @param signal that stops it
    /// @param survives whether it goes on although that is asked mildly
    public StepFrame beside(JobProgress own, StopSignal signal, BooleanSupplier survives) {
        return new StepFrame(
                job.with(signal), own, contexts, posts, env, survives, end, depth, carrier);
    }

    /// Of workflow, job, what steps wrote into `GITHUB_ENV`, and the step around.
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(state.environment());
        environment.putAll(env);
        return environment;
    }

    /// Contexts of the moment.
    ///
    /// @param environment that the expression sees
    public Contexts contexts(Map<String, String> environment, boolean survives) {
        return contexts.now(
                state,
                environment,
                StopCheck.of(job.stop(), survives && survivesCancel.getAsBoolean()));
    }

    /// Carries out one of its steps.
    public StepResult run(QueuedStep step) throws InterruptedException {
        return carrier.run(this, step);
    }

    /// How long a step may take that has a limit of its own, or none.
    public Optional<Duration> limit(Optional<Duration> own) {
        if (end.isEmpty()) {
            return own;
        }
        Duration left = Duration.ofNanos(Math.max(1, end.get() - System.nanoTime()));
        return Optional.of(own.filter(limit -> limit.compareTo(left) < 0).orElse(left));
    }

    /// Whether the time of the step around is over.
    public boolean isOver() {
        return end.isPresent() && end.get() - System.nanoTime() <= 0;
    }
}
