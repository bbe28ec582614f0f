package dev.minijenkin.engine.advance;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Job;
import dev.minijenkin.db.run.JobResult;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.engine.run.PlannerJobs;
import dev.minijenkin.engine.run.RunEvents;
import dev.minijenkin.engine.run.RunFiles;
import dev.minijenkin.engine.run.StoredConditions;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.next.Decisions;
import dev.minijenkin.workflow.next.NextJobs;
import dev.minijenkin.workflow.next.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Lets a run go on as far as it can now: asks the planner and does what it says. Its transaction
/// holds the lock of the run's row, or has inserted it.
final class Advance {
    private final Tx tx;
    private final Run run;
    private final Definitions definitions;
    private final RunFiles files;
    private Map<JobId, Job> jobs = Map.of();
    private Admission admission;

    private Advance(Tx tx, Run run) {
        this.tx = tx;
        this.run = run;
        this.definitions = new Definitions(tx);
        this.files = new RunFiles(tx, run);
        this.admission = new Admission(tx, run, files);
    }

    static void run(Tx tx, Run run) {
        tx.hint(Topic.RUN, run.id().value());
        if (run.state() != RunState.FINISHED) {
            new Advance(tx, run).go();
        }
    }

    private void go() {
        List<Job> first = look();
        if (run.state() != RunState.WAITING || allFinished()) {
            Decisions decisions = step(first);
            while (decisions.areOnlyTheFirst() || admission.failed()) {
                decisions = step(look());
            }
            decisions.end().ifPresent(this::end);
        }
        if (jobs.values().stream().anyMatch(Job::guarded)) {
            Admission.leave(tx, run);
        }
    }

    private List<Job> look() {
        List<Job> all = Jobs.ofRun(tx, run.id(), run.attempt());
        jobs = new LinkedHashMap<>();
        all.forEach(job -> jobs.put(job.id(), job));
        return all;
    }

    /// A run that waits as a whole only ends.
    private boolean allFinished() {
        return jobs.values().stream().allMatch(job -> job.state() == JobState.FINISHED);
    }

    private Decisions step(List<Job> all) {
        admission = new Admission(tx, run, files);
        definitions.preload(due());
        StoredConditions conditions = new StoredConditions(run, all, definitions, files);
        Decisions decisions = NextJobs.next(all.stream().map(PlannerJobs::of).toList(), conditions);
        stop(decisions.stopped());
        skip(decisions.skipped(), conditions);
        decisions
                .broken()
                .forEach((id, message) ->
                        finish(
                                List.of(new JobId(id)),
                                Conclusion.FAILURE,
                                Cause.WORKFLOW_INVALID,
                                message));
        end(decisions.called().keySet());
        JobExpansion expansion = new JobExpansion(tx, run, files, definitions, all);
        decisions.expanding().stream()
                .map(this::job)
                .forEach(job -> expansion.expand(job, conditions.needsOf(job.key())));
        start(decisions.starting().stream().map(JobId::new).toList(), conditions);
        return decisions;
    }

    /// Ends calls; some of their jobs may have ended just now.
    private void end(Set<Long> calls) {
        List<Job> now = calls.isEmpty() ? List.of() : Jobs.ofRun(tx, run.id(), run.attempt());
        for (long id : calls) {
            String scope = job(id).position().scope();
            List<Job> called =
                    now.stream().filter(job -> job.position().caller().equals(scope)).toList();
            CallCompletion.end(tx, job(id), called, files, definitions);
        }
    }

    /// One leg of each blocked job whose turn has come at first sight: its condition is that of
    /// all.
    private List<JobId> due() {
        Set<String> open = new HashSet<>();
        jobs.values().stream()
                .filter(job -> job.state() != JobState.FINISHED)
                .forEach(job -> open.add(job.key()));
        Set<String> seen = new HashSet<>();
        return jobs.values().stream()
                .filter(job -> job.state() == JobState.BLOCKED)
                .filter(job -> job.needs().stream().noneMatch(open::contains))
                .filter(job -> seen.add(job.key()))
                .map(Job::id)
                .toList();
    }

    /// Jobs that end for the same reason end with one statement.
    private void skip(Map<Long, String> skipped, StoredConditions conditions) {
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
        together.forEach((message, open) -> StopJobs.stop(tx, open, Cause.DEPENDENCY, message));
    }

    private void finish(List<JobId> ids, Conclusion conclusion, Cause cause, String message) {
        Jobs.finish(tx, ids, JobResult.withoutRunner(conclusion, cause, message));
    }

    private void start(List<JobId> starting, StoredConditions conditions) {
        Map<String, List<JobId>> needing = new LinkedHashMap<>();
        for (JobId id : starting) {
            Job job = job(id.value());
            if (!job.needs().isEmpty()) {
                needing.computeIfAbsent(job.key(), _ -> new ArrayList<>()).add(id);
            }
        }
        needing.forEach((key, ids) -> Jobs.setNeeds(tx, ids, Json.text(conditions.needsOf(key))));
        admission.admit(
                starting.stream().map(id -> job(id.value())).toList(),
                job -> definitions.of(job.id()).withNeeds(conditions.needsOf(job.key())));
    }

    private Job job(long id) {
        return Objects.requireNonNull(jobs.get(new JobId(id)));
    }

    private void end(Result result) {
        List<Job> finished = Jobs.ofRun(tx, run.id(), run.attempt());
        RunConclusion end = RunConclusion.of(run, result, finished);
        Runs.finish(tx, run.id(), end.conclusion(), end.cause());
        RunEvents.completed(tx, run.id());
        RunGroup.leave(tx, run);
    }
}
