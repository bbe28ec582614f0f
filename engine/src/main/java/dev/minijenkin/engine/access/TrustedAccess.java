package dev.minijenkin.engine.access;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.db.log.AppendOutcome;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.Steps;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.engine.advance.RunProgress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The door of runners on trusted hosts: they write what they do, and let runs go on.
public final class TrustedAccess implements RunnerAccess {
    private final Database database;
    private final boolean everyLabel;

    /// @param everyLabel whether it takes jobs of all labels, whatever its own are
    public TrustedAccess(Database database, boolean everyLabel) {
        this.database = database;
        this.everyLabel = everyLabel;
    }

    @Override
    public RegistrationOutcome register(RunnerRegistration registration, Set<UUID> dead) {
        return database.transaction(tx -> Runners.register(tx, registration, dead));
    }

    @Override
    public Heartbeat beat(
            RunnerId runner, UUID instance, float load, List<Integer> wanted, boolean counting) {
        return database.statement(tx -> Runners.beat(tx, runner, instance, load, wanted, counting));
    }

    @Override
    public void drain(RunnerId runner) {
        database.run(tx -> Runners.setDraining(tx, runner, true));
    }

    @Override
    public void stop(RunnerId runner, UUID instance) {
        database.run(tx -> Runners.stop(tx, runner, instance));
    }

    @Override
    public List<Integer> labelSets(List<String> labels) {
        return database.statement(
                tx -> everyLabel ? LabelSets.all(tx) : LabelSets.servedBy(tx, labels));
    }

    @Override
    public List<ClaimedJob> take(
            RunnerId runner, UUID instance, List<Integer> labelSets, ClaimFloor floor, int limit) {
        return database.statement(tx -> Claims.take(tx, runner, instance, labelSets, floor, limit));
    }

    @Override
    public JobExchange exchange(
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int free,
            List<JobEnding> ending) {
        return database.statement(
                tx -> Claims.exchange(tx, runner, instance, labelSets, floor, free, ending));
    }

    @Override
    public Set<ClaimId> succeeded(List<JobEnding> jobs) {
        return database.statement(tx -> RunProgress.jobsSucceeded(tx, jobs));
    }

    @Override
    public AppendOutcome append(List<LogChunk> chunks) {
        return database.statement(tx -> Logs.append(tx, chunks));
    }

    @Override
    public Set<ClaimId> write(Map<ClaimId, List<StepReport>> reports) {
        return database.statement(tx -> Steps.write(tx, reports));
    }

    @Override
    public boolean giveBack(ClaimId claim, boolean heardOf, Cause cause, String message) {
        return database.transaction(tx ->
                heardOf
                        ? RunProgress.jobReturned(tx, claim, cause, message)
                        : RunProgress.jobUnheardOf(tx, claim, cause, message));
    }

    @Override
    public JobAccess of(ClaimedJob job) {
        return new TrustedJob(database, job);
    }
}
