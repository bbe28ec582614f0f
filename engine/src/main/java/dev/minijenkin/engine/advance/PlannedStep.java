package dev.minijenkin.engine.advance;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.engine.run.OpenRun;
import dev.minijenkin.engine.run.PlannerJobs;
import dev.minijenkin.engine.run.StoredConditions;
import dev.minijenkin.workflow.next.Decisions;
import dev.minijenkin.workflow.next.NextJobs;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Asks the planner once what is next in a run, and does what it says. Used by one thread, within
/// one transaction.
final class PlannedStep {
    private final OpenRun open;
    private final Tx tx;
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final StoredConditions conditions;
    private final Admission admission;

    private PlannedStep(OpenRun open, PendingHandovers handovers) {
        this.open = open;
        tx = open.tx();
        open.jobs().forEach(job -> jobs.put(job.id(), job));
        conditions = new StoredConditions(open);
        admission = new Admission(open, handovers);
    }

    /// What a step did.
    ///
    /// @param leavesMore whether the planner must be asked again at once, about the jobs as they
    ///   are now
    record Taken(Decisions decisions, boolean leavesMore) {}

    static Taken take(OpenRun open, PendingHandovers handovers) {
        PlannedStep step = new PlannedStep(open, handovers);
        Decisions decisions = step.take();
        return new Taken(decisions, decisions.areOnlyTheFirst() || step.admission.failed());
    }

    private Decisions take() {
        open.definitions().preload(due());
        Decisions decisions =
                NextJobs.next(open.jobs().stream().map(PlannerJobs::of).toList(), conditions);
        stop(decisions.stopped());
        skip(decisions.skipped());
        decisions
                .broken()
                .forEach((id, message) ->
                        finish(
                                List.of(new JobId(id)),
                                Conclusion.FAILURE,
                                Cause.WORKFLOW_INVALID,
                                message));
        end(decisions.called().keySet());
        JobExpansion expansion = new JobExpansion(open, admission);
        decisions.expanding().stream()
                .map(this::job)
                .forEach(job -> expansion.expand(job, conditions.needsOf(job.key())));
        start(decisions.starting().stream().map(this::job).toList());
        return decisions;
    }

    /// Ends calls; some of their jobs may have ended just now.
    private void end(Set<Long> calls) {
        OpenRun now = open.again();
        calls.forEach(id -> CallCompletion.end(now, job(id)));
    }

    /// One leg of each blocked job whose turn has come at first sight: its condition is that of
    /// all.
    private List<JobId> due() {
        Set<String> unfinished = new HashSet<>();
        jobs.values().stream()
                .filter(job -> job.state() != JobState.FINISHED)
                .forEach(job -> unfinished.add(job.key()));
        Set<String> seen = new HashSet<>();
        return jobs.values().stream()
                .filter(job -> job.state() == JobState.BLOCKED)
                .filter(job -> job.needs().stream().noneMatch(unfinished::contains))
                .filter(job -> seen.add(job.key()))
                .map(Job::id)
                .toList();
    }

    /// Jobs that end for the same reason end with one statement.
    private void skip(Map<Long, String> skipped) {
        record Reason(Cause cause, String message) {}
        Map<Reason, List<JobId>> together = new LinkedHashMap<>();
        skipped.forEach((id, message) -> {
            Cause cause =
                    conditions.isConditional(job(id).key()) ? Cause.CONDITION : Cause.DEPENDENCY;
            together.computeIfAbsent(new Reason(cause, message), _ -> new ArrayList<>())
                    .add(new JobId(id));
        });
        together.forEach(
                (reason, ids) -> finish(ids, Conclusion.SKIPPED, reason.cause(), reason.message()));
    }

    private void stop(Map<Long, String> stopped) {
        Map<String, List<Job>> together = new LinkedHashMap<>();
        stopped.forEach((id, message) ->
                together.computeIfAbsent(message, _ -> new ArrayList<>()).add(job(id)));
        together.forEach(
                (message, stopping) -> StopJobs.stop(tx, stopping, Cause.DEPENDENCY, message));
    }

    private void finish(List<JobId> ids, Conclusion conclusion, Cause cause, String message) {
        Jobs.finish(tx, ids, JobResult.withoutRunner(conclusion, cause, message));
    }

    private void start(List<Job> starting) {
        Map<String, List<JobId>> needing = new LinkedHashMap<>();
        starting.stream()
                .filter(job -> !job.needs().isEmpty())
                .forEach(job ->
                        needing.computeIfAbsent(job.key(), _ -> new ArrayList<>()).add(job.id()));
        needing.forEach((key, ids) ->
                Jobs.setNeeds(tx, ids, JobDefinitions.context(conditions.needsOf(key))));
        admission.admit(
                starting,
                job -> open.definitions().of(job.id()).withNeeds(conditions.needsOf(job.key())));
    }

    private Job job(long id) {
        return Objects.requireNonNull(jobs.get(new JobId(id)));
    }
}
