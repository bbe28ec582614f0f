package dev.minijenkin.runner.job;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.load.PreparedActions;
import dev.minijenkin.runner.command.CommandRules;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.job.end.JobOutcome;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.job.queue.QueuedStep.Listing;
import dev.minijenkin.runner.job.queue.StepQueue;
import dev.minijenkin.runner.job.resource.JobResources;
import dev.minijenkin.runner.job.scope.JobScope;
import dev.minijenkin.runner.job.scope.StepFrame;
import dev.minijenkin.runner.job.scope.StepResult;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.matcher.ProblemMatchers;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import java.util.Map;
import java.util.Optional;

/// What is done for a job before its first step: actions of other repositories are fetched, and
/// those that have something to do first do it. All of it is told in the part of the log that
/// belongs to no step.
final class JobSetUp {
    private static final int NUMBER = 0;

    private final JobScope scope;
    private final StepFrame frame;

    /// @param frame of the steps of the job
    JobSetUp(StepFrame frame) {
        this.scope = frame.job();
        this.frame = frame;
    }

    /// Why no step may begin; empty where they may.
    Optional<JobOutcome> run() throws InterruptedException {
        return switch (scope.services()
                .actions()
                .prepare(scope.definition().steps(), scope.handlers().fetched(), stepScope())) {
            case PreparedActions.Refused(StepOutcome outcome) ->
                    Optional.of(refused(outcome, scope.printer(NUMBER)));
            case PreparedActions.Ready ready -> {
                for (PreparedActions.Pre pre : ready.first()) {
                    frame.run(queued(pre));
                }
                yield Optional.empty();
            }
        };
    }

    /// Told in the log too.
    static JobOutcome refused(StepOutcome outcome, StepPrinter printer) {
        StepResult result = StepResult.of(outcome);
        String message = "The job " + result.message() + ".";
        printer.error(message);
        return JobOutcome.failure(
                result.cause() == null ? Cause.RUNNER_ERROR : result.cause(), message);
    }

    private QueuedStep queued(PreparedActions.Pre pre) {
        QueuedStep main = scope.queue().get(pre.step());
        String key = main.key();
        for (int place : pre.inside()) {
            key = StepQueue.keyInside(key, place);
        }
        return new QueuedStep(
                NUMBER,
                "pre_" + key,
                main.actionName(),
                new StepHead("", pre.name(), pre.condition(), main.head().env(), "", ""),
                Listing.NEVER,
                scope.queue().stateOf(key),
                false,
                pre::handler);
    }

    /// Of what the runner does on the machine before the first step.
    static StepScope stepScope(
            JobResources resources,
            Masks masks,
            StopSignal stop,
            boolean debug,
            ProblemMatchers matchers) {
        Map<String, String> environment = resources.host().environment();
        return new StepScope(
                NUMBER,
                environment,
                resources.workspace(),
                resources.log(),
                new StepEffects(masks),
                stop,
                () -> false,
                Optional.empty(),
                resources.host(),
                CommandRules.of(debug, environment, matchers),
                Map.of(),
                _ -> {
                    throw new IllegalStateException("No step has begun");
                });
    }

    private StepScope stepScope() {
        return stepScope(
                scope.resources(),
                scope.masks(),
                scope.stop(),
                scope.contexts().runner().debug(),
                scope.matchers());
    }
}
