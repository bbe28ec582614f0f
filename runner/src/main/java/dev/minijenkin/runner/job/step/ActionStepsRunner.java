package dev.minijenkin.runner.job.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.job.end.JobOutcome;
import dev.minijenkin.runner.job.queue.ActionNames;
import dev.minijenkin.runner.job.queue.PostSteps;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.job.queue.QueuedStep.Listing;
import dev.minijenkin.runner.job.queue.StepHandlers;
import dev.minijenkin.runner.job.queue.StepQueue;
import dev.minijenkin.runner.job.scope.JobContexts;
import dev.minijenkin.runner.job.scope.JobProgress;
import dev.minijenkin.runner.job.scope.StepFrame;
import dev.minijenkin.runner.job.scope.StepResult;
import dev.minijenkin.runner.step.ActionSteps;
import dev.minijenkin.runner.step.NestedSteps;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.plan.definition.RunDefaults;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The steps of an action inside of one step: they have a list of steps, a state and contexts of
/// their own, and share variables, path, masks and log with the job. Used by the job's thread
/// alone.
final class ActionStepsRunner implements NestedSteps {
    private static final int MOST_DEEP = 10;

    private final StepFrame around;
    private final QueuedStep step;
    private final Map<String, String> env;
    private final StepEffects effects;
    private final BooleanSupplier survivesCancel;
    private final Optional<Duration> timeout;

    private boolean failed;

    /// What the steps left for the end of the job.
    private final Deque<LeftPost> posts = new ArrayDeque<>();

    private record LeftPost(StepHandler.Post post, QueuedStep leftBy) {}

    /// @param around in which the step is
    /// @param env of the step, which its steps see too
    /// @param effects of the step: the outputs of the action are its outputs
    ActionStepsRunner(
            StepFrame around,
            QueuedStep step,
            Map<String, String> env,
            StepEffects effects,
            BooleanSupplier survivesCancel,
            Optional<Duration> timeout) {
        this.around = around;
        this.step = step;
        this.env = env;
        this.effects = effects;
        this.survivesCancel = survivesCancel;
        this.timeout = timeout;
    }

    @Override
    public StepOutcome run(ActionSteps action) throws InterruptedException {
        if (around.depth() == MOST_DEEP) {
            return new StepOutcome.Failed(
                    Cause.WORKFLOW_INVALID,
                    "uses actions that use actions, more than " + MOST_DEEP + " deep");
        }
        JobContexts contexts = around.contexts().inAction(action);
        StepFrame frame = frame(around.state().nested(), contexts, leaving(contexts));
        StepOutcome outcome = carryOut(frame, queued(action));
        try {
            action.outputs()
                    .forEach((name, text) ->
                            effects.output(
                                    name,
                                    Texts.text(text, frame.contexts(frame.environment(), true))));
        } catch (ExpressionException e) {
            if (outcome instanceof StepOutcome.Succeeded) {
                return new StepOutcome.Failed(
                        Cause.WORKFLOW_INVALID,
                        "has an output that cannot be evaluated: " + e.getMessage());
            }
        }
        return outcome;
    }

    /// Whether the failure of one of the steps counted.
    boolean failed() {
        return failed;
    }

    private List<QueuedStep> queued(ActionSteps action) {
        StepHandlers handlers = around.job().handlers().with(new RunDefaults("", ""));
        ActionNames names = new ActionNames();
        List<QueuedStep> queued = new ArrayList<>();
        for (StepDefinition inner : action.steps()) {
            String key = StepQueue.keyInside(step.key(), queued.size());
            queued.add(
                    new QueuedStep(
                            step.number(),
                            key,
                            names.of(inner),
                            inner.head(),
                            Listing.NEVER,
                            around.job().queue().stateOf(key),
                            false,
                            found -> handlers.of(inner, found)));
        }
        return queued;
    }

    private StepOutcome carryOut(StepFrame frame, List<QueuedStep> steps)
            throws InterruptedException {
        boolean cancelled = false;
        for (QueuedStep inner : steps) {
            if (frame.job().stop().killed() || frame.isOver()) {
                break;
            }
            StepResult result = frame.run(inner);
            failed |= result.failed();
            cancelled |= result.outcome() == Conclusion.CANCELLED;
        }
        Optional<StopReason> stop = frame.job().stop().reason();
        if (stop.isPresent() && (cancelled || frame.job().stop().killed())) {
            return new StepOutcome.Stopped(stop.get());
        }
        if (frame.isOver()) {
            return new StepOutcome.TimedOut();
        }
        return frame.state()
                .failure()
                .<StepOutcome>map(ActionStepsRunner::failed)
                .orElseGet(StepOutcome.Succeeded::new);
    }

    /// With what its step said, as a part of the sentence of the step around.
    static StepOutcome failed(JobOutcome failure) {
        String message = String.valueOf(failure.message());
        String part = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return new StepOutcome.Failed(
                failure.cause() == null ? Cause.RUNNER_ERROR : failure.cause(),
                "failed: " + part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1));
    }

    /// With the first one that they leave, their step leaves one for all of them.
    private PostSteps leaving(JobContexts contexts) {
        return (post, leftBy) -> {
            if (posts.isEmpty()) {
                around.posts()
                        .push(
                                new StepHandler.Post(
                                        "Post " + step.head().name(),
                                        "always()",
                                        scope -> runPosts(scope, contexts)),
                                step);
            }
            posts.push(new LeftPost(post, leftBy));
        };
    }

    private StepOutcome runPosts(StepScope scope, JobContexts contexts)
            throws InterruptedException {
        List<QueuedStep> steps = new ArrayList<>();
        for (LeftPost left : posts) {
            steps.add(
                    StepQueue.post(
                            left.post(),
                            left.leftBy(),
                            scope.number(),
                            step.key() + "_post_" + (steps.size() + 1),
                            Listing.NEVER));
        }
        StepFrame frame =
                frame(
                        around.state().nested(),
                        contexts,
                        (_, _) -> {
                            throw new IllegalStateException("A post step leaves no other");
                        });
        return carryOut(frame, steps);
    }

    private StepFrame frame(JobProgress state, JobContexts contexts, PostSteps left) {
        return new StepFrame(
                around.job(),
                state,
                contexts,
                left,
                env,
                survivesCancel,
                timeout.map(limit -> System.nanoTime() + limit.toNanos()),
                around.depth() + 1,
                around.carrier());
    }
}
