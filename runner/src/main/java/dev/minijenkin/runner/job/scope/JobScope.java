package dev.minijenkin.runner.job.scope;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.job.queue.StepHandlers;
import dev.minijenkin.runner.job.queue.StepQueue;
import dev.minijenkin.runner.job.resource.JobResources;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.matcher.ProblemMatchers;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.definition.JobDefinition;

/// What all steps of one job share.
///
/// @param host where its steps run
/// @param handlers of its steps
/// @param queue of the steps that are still to be done
/// @param summaries that its steps write for people
public record JobScope(
        ClaimedJob job,
        JobDefinition definition,
        RunnerServices services,
        JobResources resources,
        StepHost host,
        Masks masks,
        ProblemMatchers matchers,
        StopSignal stop,
        JobContexts contexts,
        StepHandlers handlers,
        StepQueue queue,
        JobSummaries summaries) {
    /// Contexts of what is evaluated after the last step.
    public Contexts atTheEnd(JobProgress state) {
        return contexts.now(state, state.environment(), StopCheck.of(stop, true));
    }

    /// Prints into the log of a step.
    public StepPrinter printer(int step) {
        return new StepPrinter(resources.log(), step, masks);
    }

    /// The same for a step that can be stopped alone.
    public JobScope with(StopSignal other) {
        return new JobScope(
                job,
                definition,
                services,
                resources,
                host,
                masks,
                matchers,
                other,
                contexts,
                handlers,
                queue,
                summaries);
    }
}
