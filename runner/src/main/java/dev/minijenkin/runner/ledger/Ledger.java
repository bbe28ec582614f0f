package dev.minijenkin.runner.ledger;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.poll.Together;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The way of all jobs of a runner to the database, but for their logs: how their steps stand, and
/// that they succeeded. Thread-safe.
///
/// What a job tells is one row among those of the others, so that a job costs a part of a statement
/// and of a commit. Where something is in the way it is told alone, by the job's own thread: the
/// database is away, somebody holds a run, or the planner has to look.
public final class Ledger implements AutoCloseable {
    /// Others may run for hours, so that this is what most ends wait.
    private static final Duration FOR_ENDINGS = Duration.ofMillis(3);

    private final RunnerAccess access;
    private final Together<JobEnding, Boolean> endings;
    private final StepShipper steps;
    private volatile Exchange exchange = Exchange.NONE;

    /// Ends jobs and takes others for their places with the same statement.
    @FunctionalInterface
    public interface Exchange {
        Exchange NONE = _ -> Optional.empty();

        /// Does so with these.
        ///
        /// @return the claims that ended, as [RunnerAccess#succeeded]; empty where nothing is taken
        ///   just now, so that nothing was written
        /// @throws dev.minijenkin.db.DatabaseException where it may have been written all the same
        Optional<Set<ClaimId>> make(List<JobEnding> jobs);
    }

    public Ledger(RunnerAccess access) {
        this.access = access;
        endings = new Together<>("endings", FOR_ENDINGS, this::end, false);
        steps = new StepShipper(access);
    }

    /// What one job tells here. Others wait a moment for it as long as it may still tell something.
    ///
    /// Used by the thread of the job.
    public final class Page implements AutoCloseable {
        private final Together<JobEnding, Boolean>.Expected ending = endings.expect();

        private Page() {}

        /// The job has succeeded.
        ///
        /// @return false where it is to be told alone; also where no answer came: it may have been
        ///   written all the same
        public boolean succeed(JobEnding job) throws InterruptedException {
            return endings.ask(ending, job);
        }

        /// It tells nothing more.
        @Override
        public void close() {
            ending.close();
        }
    }

    /// For a job that was taken just now.
    public Page page() {
        return new Page();
    }

    /// The steps of a claim that is live.
    ///
    /// @param refused called once if it is not live any more
    public StepBook open(ClaimId claim, Runnable refused) {
        return new StepBook(claim, steps, refused);
    }

    @Override
    public void close() {
        endings.close();
        steps.close();
    }

    /// From now on.
    public void exchangeBy(Exchange other) {
        exchange = other;
    }

    private List<Boolean> end(List<JobEnding> jobs) {
        Set<ClaimId> ended = exchange.make(jobs).orElseGet(() -> access.succeeded(jobs));
        return jobs.stream().map(job -> ended.contains(job.claim())).toList();
    }
}
