package dev.minijenkin.db.access;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.db.log.AppendOutcome;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// All that a runner asks the database for. Each method is whole in itself: one statement, or one
/// transaction. Thread-safe.
///
/// Every method throws [dev.minijenkin.db.DatabaseUnavailableException] where the database is away,
/// and [dev.minijenkin.db.DatabaseException] for any other error of it.
public interface RunnerAccess {
    /// Takes the runner's name ([dev.minijenkin.db.runner.Runners#register]).
    ///
    /// @param dead instances that certainly live no more, and whose name is free at once
    RegistrationOutcome register(RunnerRegistration registration, Set<UUID> dead);

    /// "I am alive".
    ///
    /// @param wanted label sets that it has a free slot for; empty where it asks for no work
    /// @param counting whether the answer says how many others there are
    Heartbeat beat(
            RunnerId runner,
            UUID instance,
            float loadAverage,
            List<Integer> wanted,
            boolean counting);

    /// It takes no more jobs, and leaves when those that it has are done: nobody is to count on its
    /// free slots.
    void drain(RunnerId runner);

    /// The process leaves in good order.
    void stop(RunnerId runner, UUID instance);

    /// The label sets that a runner with these labels serves.
    List<Integer> labelSets(List<String> labels);

    /// Takes the best jobs that a runner can do ([dev.minijenkin.db.claim.Claims#take]).
    List<ClaimedJob> take(
            RunnerId runner, UUID instance, List<Integer> labelSets, ClaimFloor floor, int limit);

    /// Ends jobs that succeeded, and takes others for their places
    /// ([dev.minijenkin.db.claim.Claims#exchange]).
    JobExchange exchange(
            RunnerId runner,
            UUID instance,
            List<Integer> labelSets,
            ClaimFloor floor,
            int free,
            List<JobEnding> ending);

    /// Several jobs have succeeded.
    ///
    /// @return the claims whose jobs ended; of the others nothing was written, and they end alone
    ///   ([JobAccess#finish])
    Set<ClaimId> succeeded(List<JobEnding> jobs);

    /// Stores chunks of any number of jobs.
    AppendOutcome append(List<LogChunk> chunks);

    /// Writes how steps of several jobs stand.
    ///
    /// @return the claims that are live; of the others nothing was written
    Set<ClaimId> write(Map<ClaimId, List<StepReport>> reports);

    /// Gives a claim back that none of its threads carries out.
    ///
    /// @param heardOf whether one had it and left it: a claim of which none ever heard does not
    ///   count
    /// @param cause of the failure where it may not be claimed again
    /// @param message one sentence for a person
    /// @return whether the claim was live
    boolean giveBack(ClaimId claim, boolean heardOf, Cause cause, String message);

    /// What is asked under the claim of a job.
    JobAccess of(ClaimedJob job);
}
