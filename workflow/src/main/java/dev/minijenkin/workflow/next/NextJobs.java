package dev.minijenkin.workflow.next;

import dev.minijenkin.workflow.next.JobConditions.Ancestors;
import dev.minijenkin.workflow.next.RunJob.Stage;
import dev.minijenkin.workflow.plan.JobKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule by which a run goes on. Pure, and the same whatever order the jobs come or finish in.
///
/// A job's turn comes when everything that it needs has finished; then its `if` decides, which by
/// default asks all its ancestors for success. A job that is skipped here is finished for those
/// after it in the same call. The legs of a matrix have their turn together, but no more of them
/// than may be under way at a time; one that fails stops the others, unless its strategy says
/// otherwise. A call is under way while one of its jobs is, and ends with them.
public final class NextJobs {
    private final RunGraph graph;
    private final JobConditions conditions;
    private final Map<String, ConditionOutcome> outcomes = new HashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final List<Long> starting = new ArrayList<>();
    private final List<Long> expanding = new ArrayList<>();
    private final Map<Long, String> skipped = new LinkedHashMap<>();
    private final Map<Long, String> broken = new LinkedHashMap<>();
    private final Map<Long, String> stopped = new LinkedHashMap<>();
    private final Map<Long, Result> called = new LinkedHashMap<>();

    private NextJobs(List<RunJob> jobs, JobConditions conditions) {
        this.conditions = conditions;
        graph = new RunGraph(jobs);
    }

    /// Looks at all jobs of the current attempt of a run.
    public static Decisions next(List<RunJob> jobs, JobConditions conditions) {
        List<RunJob> sorted = jobs.stream().sorted(Comparator.comparingLong(RunJob::id)).toList();
        return new NextJobs(sorted, conditions).look(sorted);
    }

    private Decisions look(List<RunJob> jobs) {
        jobs.forEach(this::endCall);
        graph.jobs().forEach(this::stopLegs);
        for (RunJob job : jobs) {
            if (isUnderWay(job)) {
                underWay.merge(job.key(), 1, Integer::sum);
            }
        }
        List<RunJob> blocked = jobs.stream().filter(this::isBlocked).toList();
        boolean moved = true;
        while (moved) {
            List<RunJob> stillBlocked = blocked.stream().filter(job -> !decide(job)).toList();
            moved = stillBlocked.size() < blocked.size();
            blocked = stillBlocked;
        }
        jobs.forEach(this::endCall);
        if (nothingGoesOn(jobs)) {
            blocked.forEach(this::giveUp);
            jobs.forEach(this::endCall);
        }
        Result end = graph.results().size() < jobs.size() ? null : Result.together(graph.results());
        return new Decisions(starting, expanding, skipped, broken, stopped, called, end);
    }

    private boolean isBlocked(RunJob job) {
        return job.stage() instanceof Stage.Blocked && !graph.isFinished(job);
    }

    private static boolean isUnderWay(RunJob job) {
        return job.stage() instanceof Stage.Waiting || isOpen(job);
    }

    private static boolean isOpen(RunJob job) {
        return job.stage() instanceof Stage.Open || job.stage() instanceof Stage.Stopping;
    }

    /// What needs the call has its turn when its outputs are known: that is, when the planner is
    /// asked again.
    private void endCall(RunJob job) {
        if (job.kind() == JobKind.CALL && isOpen(job)) {
            Result result = graph.together(graph.called(job));
            if (result != null) {
                called.put(job.id(), result);
            }
        }
    }

    private void stopLegs(List<RunJob> legs) {
        for (RunJob leg : legs) {
            if (leg.strategy().failFast() && graph.resultOf(leg) == Result.FAILURE) {
                String message =
                        "Cancelled because another leg of the matrix (%s) failed"
                                .formatted(leg.leg());
                legs.forEach(other -> stop(other, message));
                return;
            }
        }
    }

    private void stop(RunJob job, String message) {
        switch (job.stage()) {
            case Stage.Blocked() -> {
                stopped.put(job.id(), message);
                graph.finish(job, Result.CANCELLED);
                graph.called(job).forEach(inner -> stop(inner, message));
            }
            case Stage.Waiting(), Stage.Open() -> {
                if (!called.containsKey(job.id())) {
                    stopped.put(job.id(), message);
                    graph.called(job).forEach(inner -> stop(inner, message));
                }
            }
            case Stage.Stopping(), Stage.Finished _ -> {}
        }
    }

    /// Decides about a blocked job; false where its turn has not come.
    private boolean decide(RunJob job) {
        Optional<Ancestors> ancestors = graph.ancestors(job);
        if (ancestors.isEmpty() || !hasRoom(job) || !graph.isLetOn(job)) {
            return false;
        }
        // The legs of a job have the same condition, which cannot ask for their values.
        ConditionOutcome outcome =
                outcomes.computeIfAbsent(job.key(), _ -> conditions.decide(job, ancestors.get()));
        switch (outcome) {
            case ConditionOutcome.Runs() -> {
                underWay.merge(job.key(), 1, Integer::sum);
                (job.kind() == JobKind.STEPS ? starting : expanding).add(job.id());
            }
            case ConditionOutcome.Skipped(String message) -> {
                skipped.put(job.id(), message);
                graph.finish(job, Result.SKIPPED);
            }
            case ConditionOutcome.Broken(String message) -> {
                broken.put(job.id(), message);
                graph.finish(job, Result.FAILURE);
            }
        }
        return true;
    }

    private boolean hasRoom(RunJob job) {
        int most = job.strategy().maxParallel();
        return most == 0 || underWay.getOrDefault(job.key(), 0) < most;
    }

    private boolean nothingGoesOn(List<RunJob> jobs) {
        return starting.isEmpty()
                && expanding.isEmpty()
                && called.isEmpty()
                && jobs.stream().noneMatch(NextJobs::holdsOthersUp);
    }

    /// A call goes on as long as its jobs do.
    private static boolean holdsOthersUp(RunJob job) {
        return job.kind() == JobKind.CALL ? job.stage() instanceof Stage.Waiting : isUnderWay(job);
    }

    /// What is still blocked then waits for something that will never be.
    private void giveUp(RunJob job) {
        skipped.put(job.id(), "Skipped because what it needs does not exist");
        graph.finish(job, Result.SKIPPED);
    }
}
