package dev.minijenkin.runner.job.queue;

import dev.minijenkin.runner.job.queue.QueuedStep.Listing;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a job has still to do: the steps of the workflow file in their order, then the post steps
/// that they left, the last one first. Used by the job's thread; steps leave theirs, and ask for
/// what they save, from any.
public final class StepQueue implements PostSteps {
    private final Deque<QueuedStep> steps = new ArrayDeque<>();
    private final Optional<QueuedStep> testReports;
    private boolean reported;
    // Guarded by this.
    private final Deque<LeftPost> posts = new ArrayDeque<>();
    private final Map<String, Map<String, String>> states = new ConcurrentHashMap<>();
    private int lastNumber;

    /// It gets its number when its place has come, so that people see the steps in the order in
    /// which they were done.
    private record LeftPost(StepHandler.Post post, QueuedStep leftBy) {}

    /// The queue of a job of which nothing is done yet.
    ///
    /// @param testReports patterns of reports that the pipeline wants kept; empty: none
    public StepQueue(List<StepDefinition> definitions, StepHandlers handlers, String testReports) {
        ActionNames names = new ActionNames();
        for (StepDefinition step : definitions) {
            steps.add(queued(step, names, Listing.AT_THE_BEGINNING, handlers));
        }
        this.testReports =
                PipelineTestReports.step(testReports, definitions)
                        .map(step -> queued(step, names, Listing.WHEN_IT_COMES, handlers));
    }

    private QueuedStep queued(
            StepDefinition step, ActionNames names, Listing listing, StepHandlers handlers) {
        lastNumber++;
        return new QueuedStep(
                lastNumber,
                Integer.toString(lastNumber),
                names.of(step),
                step.head(),
                listing,
                stateOf(Integer.toString(lastNumber)),
                step instanceof StepDefinition.Background,
                contexts -> handlers.of(step, contexts));
    }

    /// What the parts of a step save for each other.
    ///
    /// @param key of the step; that of one inside of another begins with that of the other
    public final Map<String, String> stateOf(String key) {
        return states.computeIfAbsent(key, _ -> new ConcurrentHashMap<>());
    }

    /// The key of a step inside of another one.
    ///
    /// @param place from 0
    public static String keyInside(String key, int place) {
        return key + "_" + (place + 1);
    }

    /// A step of the file, before the first one was taken.
    ///
    /// @param place from 0
    public QueuedStep get(int place) {
        return steps.stream().skip(place).findFirst().orElseThrow();
    }

    /// Whether no step of the file is left.
    public boolean fileIsDone() {
        return steps.isEmpty();
    }

    /// The next step; empty where all is done.
    public Optional<QueuedStep> next() {
        if (!steps.isEmpty()) {
            return Optional.of(steps.remove());
        }
        if (!reported && testReports.isPresent()) {
            reported = true;
            return testReports;
        }
        synchronized (this) {
            return Optional.ofNullable(posts.poll()).map(this::queued);
        }
    }

    @Override
    public synchronized void push(StepHandler.Post post, QueuedStep leftBy) {
        posts.push(new LeftPost(post, leftBy));
    }

    /// The highest number that a step has so far.
    public int lastNumber() {
        return lastNumber;
    }

    private QueuedStep queued(LeftPost left) {
        lastNumber++;
        return post(
                left.post(),
                left.leftBy(),
                lastNumber,
                Integer.toString(lastNumber),
                Listing.WHEN_IT_COMES);
    }

    /// A post step whose place has come.
    public static QueuedStep post(
            StepHandler.Post post, QueuedStep leftBy, int number, String key, Listing listing) {
        return new QueuedStep(
                number,
                key,
                leftBy.actionName(),
                new StepHead("", post.name(), post.condition(), leftBy.head().env(), "", ""),
                listing,
                leftBy.state(),
                false,
                _ -> post.handler());
    }
}
