package dev.minijenkin.runner.container;

import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobContainers;
import java.util.Map;

/// The containers of one job, from before its first step to its end: a job without any costs
/// nothing. Used by the job's thread alone.
public interface ContainersOfJob extends AutoCloseable {
    /// Whether a job of this definition has any before its first step.
    boolean isNeeded(JobContainers definition);

    /// Where the steps of a job run, once its containers do. Throws `ExpressionException` if a text
    /// of them cannot be evaluated.
    ///
    /// @param scope of what the runner does on the machine before the first step
    /// @param beside variables of the runner's own programs, in a job whose steps run in a
    ///   container
    StepHost start(
            JobContainers definition,
            Contexts contexts,
            StepScope scope,
            Map<String, String> beside)
            throws ContainerException, InterruptedException;

    /// Carries out an action that is a container, on the files of the job.
    StepOutcome run(ContainerRun run, StepScope scope) throws InterruptedException;

    /// What steps find in the context `job` besides.
    Map<String, Value> context();

    /// Ends and removes all of them, whatever the thread is told meanwhile.
    @Override
    void close();
}
