package dev.minijenkin.runner.job;

import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.workflow.plan.StepDefinition;
import dev.minijenkin.workflow.plan.StepDefinition.StepHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What a job has still to do: the steps of the workflow file in their order, then the post steps
/// that they left, the last one first. Used by the job's thread alone.
final class StepQueue {
    private final Deque<QueuedStep> steps = new ArrayDeque<>();
    private final Deque<LeftPost> posts = new ArrayDeque<>();
    private int lastNumber;

    /// It gets its number when its place has come, so that people see the steps in the order in
    /// which they were done.
    private record LeftPost(StepHandler.Post post, StepHead leftBy) {}

    StepQueue(List<StepDefinition> definitions, StepHandlers handlers) {
        for (StepDefinition step : definitions) {
            lastNumber++;
            steps.add(
                    new QueuedStep(
                            lastNumber,
                            step.head(),
                            false,
                            contexts -> handlers.of(step, contexts)));
        }
    }

    /// The next step; empty where all is done.
    Optional<QueuedStep> next() {
        if (!steps.isEmpty()) {
            return Optional.of(steps.remove());
        }
        return Optional.ofNullable(posts.poll()).map(this::queued);
    }

    /// Leaves a post step for the end of the job.
    ///
    /// @param leftBy the step that does, whose environment it shares
    void push(StepHandler.Post post, StepHead leftBy) {
        posts.push(new LeftPost(post, leftBy));
    }

    /// The highest number that a step has so far.
    int lastNumber() {
        return lastNumber;
    }

    private QueuedStep queued(LeftPost left) {
        lastNumber++;
        StepHandler.Post post = left.post();
        StepHead head =
                new StepHead("", post.name(), post.condition(), left.leftBy().env(), "", "");
        return new QueuedStep(lastNumber, head, true, _ -> post.handler());
    }
}
