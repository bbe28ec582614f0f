package dev.minijenkin.pipeline.progress;

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
import dev.minijenkin.pipeline.plan.Decisions;
import dev.minijenkin.pipeline.plan.JobDefinitions;
import dev.minijenkin.pipeline.plan.Planner;
import dev.minijenkin.pipeline.plan.Result;
import dev.minijenkin.pipeline.plan.RunJob;
import dev.minijenkin.pipeline.plan.RunJob.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lets a run go on as far as it can now: asks the planner and does what it says. Its transaction
/// holds the lock of the run's row, or has inserted it.
final class Advance {
    private final Tx tx;
    private final Run run;
    private final List<Job> jobs;
    private final Definitions definitions;

    private Advance(Tx tx, Run run) {
        this.tx = tx;
        this.run = run;
        this.jobs = Jobs.ofRun(tx, run.id(), run.attempt());
        this.definitions = new Definitions(tx);
    }

    static void run(Tx tx, Run run) {
        tx.hint(Topic.RUN, run.id().value());
        if (run.state() != RunState.FINISHED) {
            Advance advance = new Advance(tx, run);
            Admission.leave(tx, advance.jobs);
            if (advance.mayGo()) {
                advance.go();
            }
        }
    }

    /// A run that waits as a whole only ends.
    private boolean mayGo() {
        return run.state() != RunState.WAITING
                || jobs.stream().allMatch(job -> job.state() == JobState.FINISHED);
    }

    private void go() {
        definitions.preload(FinishedJobs.failed(jobs));
        definitions.preload(due());
        StoredConditions conditions = new StoredConditions(tx, run, jobs, definitions);
        Decisions decisions = Planner.next(jobs.stream().map(this::runJob).toList(), conditions);
        decisions
                .skipped()
                .forEach((id, message) ->
                        finish(
                                id,
                                Conclusion.SKIPPED,
                                conditions.isConditional(new JobId(id))
                                        ? Cause.CONDITION
                                        : Cause.DEPENDENCY,
                                message));
        decisions
                .broken()
                .forEach((id, message) ->
                        finish(id, Conclusion.FAILURE, Cause.WORKFLOW_INVALID, message));
        start(decisions.starting().stream().map(JobId::new).toList(), conditions);
        decisions.end().ifPresent(this::end);
    }

    /// The blocked jobs whose turn has come at first sight.
    private List<JobId> due() {
        Set<String> open = new HashSet<>();
        jobs.stream()
                .filter(job -> job.state() != JobState.FINISHED)
                .forEach(job -> open.add(job.key()));
        return jobs.stream()
                .filter(job -> job.state() == JobState.BLOCKED)
                .filter(job -> job.needs().stream().noneMatch(open::contains))
                .map(Job::id)
                .toList();
    }

    private RunJob runJob(Job job) {
        Conclusion conclusion = job.conclusion();
        Stage stage =
                conclusion != null
                        ? new Stage.Finished(FinishedJobs.result(job, conclusion, definitions))
                        : job.state() == JobState.BLOCKED ? new Stage.Blocked() : new Stage.Open();
        return new RunJob(job.id().value(), job.key(), job.needs(), stage);
    }

    private void finish(long id, Conclusion conclusion, Cause cause, String message) {
        Jobs.finish(tx, new JobId(id), JobResult.withoutRunner(conclusion, cause, message));
    }

    private void start(List<JobId> starting, StoredConditions conditions) {
        for (Job job : jobs) {
            if (!job.needs().isEmpty() && starting.contains(job.id())) {
                Jobs.setDefinition(
                        tx, job.id(), JobDefinitions.encode(conditions.filled(job.id())));
            }
        }
        Admission admission = new Admission(tx, run, conditions::contexts);
        admission.admit(
                jobs.stream().filter(job -> starting.contains(job.id())).toList(),
                job -> definitions.of(job).guard());
        if (admission.failed()) {
            run(tx, run);
        }
    }

    private void end(Result result) {
        List<Job> finished = Jobs.ofRun(tx, run.id(), run.attempt());
        RunEnd end = RunEnd.of(run, result, finished, definitions);
        Runs.finish(tx, run.id(), end.conclusion(), end.cause());
        RunGroup.leave(tx, run);
    }
}
