package dev.minijenkin.runner.job;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.Begun;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.JobBeginning;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.Steps;
import dev.minijenkin.engine.advance.RunProgress;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.plan.DisplayNames;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.StepDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tells the database that the job begins, with the list of its steps, and reads what did not come
/// with the claim: together with other jobs, or in a transaction of its own where something is in
/// the way.
final class JobStart {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final Ledger.Page page;
    private final ClaimedJob job;
    private final List<StepDefinition> steps;

    /// @param definition empty where it cannot be read: then there is nothing to plan
    JobStart(
            RunnerServices services,
            Ledger.Page page,
            ClaimedJob job,
            Optional<JobDefinition> definition) {
        this.database = services.database();
        this.page = page;
        this.job = job;
        this.steps = definition.map(JobDefinition::steps).orElse(List.of());
    }

    /// Tries for as long as the database is away.
    ///
    /// @return the payload of the event, JSON; empty where the claim is lost
    Optional<byte[]> begin(StopSignal stop) throws InterruptedException {
        JobBeginning beginning = new JobBeginning(job.claim(), job.run(), keys(), names());
        return switch (page.begin(beginning)) {
            case Begun.Began(byte[] event) -> Optional.of(event);
            case Begun.Alone(boolean unsure) -> beginAlone(stop, unsure);
        };
    }

    private Optional<byte[]> beginAlone(StopSignal stop, boolean unsure)
            throws InterruptedException {
        return new WhileAway("The beginning of " + job.job(), PAUSE, PAUSE, new WakeUp())
                .repeat(
                        stop::killed,
                        again -> database.transaction(tx -> begin(tx, unsure || again)))
                .flatMap(payload -> payload);
    }

    /// @param unsure whether a commit may have taken place although its answer was lost
    private Optional<byte[]> begin(Tx tx, boolean unsure) {
        if (RunProgress.jobBegan(tx, job.claim(), job.run())) {
            Steps.plan(tx, job.claim(), job.job(), keys(), names());
        } else if (!unsure || !Claims.isAcknowledged(tx, job.claim())) {
            return Optional.empty();
        }
        return Optional.of(Runs.source(tx, job.run()).eventPayload());
    }

    private List<String> keys() {
        return steps.stream().map(step -> step.head().id()).toList();
    }

    private List<String> names() {
        return steps.stream().map(step -> DisplayNames.shown(step.head().name())).toList();
    }
}
