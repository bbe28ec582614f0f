package dev.minijenkin.engine.run;

import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.Job;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.LegRules;
import dev.minijenkin.workflow.next.RunJob;
import dev.minijenkin.workflow.next.RunJob.Stage;
import dev.minijenkin.workflow.plan.JobKind;
import dev.minijenkin.workflow.plan.leg.Strategy;

/// The jobs of a run as the planner sees them.
public final class PlannerJobs {
    private PlannerJobs() {}

    public static RunJob of(Job job) {
        LegRules rules = job.plan().rules();
        return new RunJob(
                job.id().value(),
                job.key(),
                job.position().leg(),
                job.needs(),
                form(job),
                // What failed in an earlier attempt stops nothing in this one.
                new Strategy(rules.failFast() && !job.reused(), rules.maxParallel()),
                stage(job));
    }

    private static JobKind form(Job job) {
        return switch (job.form()) {
            case STEPS -> JobKind.STEPS;
            case CALL -> JobKind.CALL;
            case DEFERRED -> JobKind.DEFERRED;
        };
    }

    private static Stage stage(Job job) {
        Conclusion conclusion = job.conclusion();
        if (conclusion != null) {
            return new Stage.Finished(FinishedJobs.result(job, conclusion));
        }
        if (job.state() == JobState.BLOCKED) {
            return new Stage.Blocked();
        }
        if (job.state() == JobState.WAITING) {
            return new Stage.Waiting();
        }
        return job.status().cancelRequested() ? new Stage.Stopping() : new Stage.Open();
    }
}
