package dev.minijenkin.runner.job;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.Steps;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.StepDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tells the database that the job begins, in one transaction with the list of its steps, and reads
/// what did not come with the claim.
final class JobStart {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final ClaimedJob job;
    private final List<StepDefinition> steps;

    /// @param definition empty where it cannot be read: then there is nothing to plan
    JobStart(Database database, ClaimedJob job, Optional<JobDefinition> definition) {
        this.database = database;
        this.job = job;
        this.steps = definition.map(JobDefinition::steps).orElse(List.of());
    }

    /// Tries for as long as the database is away.
    ///
    /// @return the payload of the event, JSON; empty where the claim is lost
    Optional<byte[]> begin(StopSignal stop) throws InterruptedException {
        return new WhileAway("The beginning of " + job.job(), PAUSE, PAUSE, new WakeUp())
                .repeat(stop::killed, again -> database.transaction(tx -> begin(tx, again)))
                .flatMap(payload -> payload);
    }

    /// @param unsure whether a commit may have taken place although its answer was lost
    private Optional<byte[]> begin(Tx tx, boolean unsure) {
        if (RunProgress.jobBegan(tx, job.claim(), job.run())) {
            Steps.plan(
                    tx,
                    job.claim(),
                    job.job(),
                    steps.stream().map(step -> step.head().id()).toList(),
                    steps.stream().map(step -> PostgresText.text(step.head().name())).toList());
        } else if (!unsure || !begunBefore(tx)) {
            return Optional.empty();
        }
        return Optional.of(Runs.source(tx, job.run()).eventPayload());
    }

    private boolean begunBefore(Tx tx) {
        return Steps.ofJob(tx, job.job()).stream()
                .anyMatch(step -> step.claim().equals(job.claim()));
    }
}
