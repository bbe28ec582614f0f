package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.claim.JobExchange;
import java.util.List;
import java.util.Set;

/// Takes jobs from the queue for one session. Used by one thread at a time
/// ([RunningJobs#startTaken]), but for what is marked otherwise.
final class JobClaimer {
    private final RunnerAccess access;
    private final RunnerSession session;
    private final RunnerConfiguration configuration;
    private final ClaimFloor floor = new ClaimFloor(System::nanoTime);
    private volatile List<Integer> labelSets = List.of();
    private volatile boolean stale = true;
    private volatile boolean leftSome;
    // Of the heartbeat's thread.
    private int known;

    JobClaimer(RunnerAccess access, RunnerSession session, RunnerConfiguration configuration) {
        this.access = access;
        this.session = session;
        this.configuration = configuration;
    }

    /// Any thread: whether anything can be taken at all.
    boolean serves() {
        return !labelSets.isEmpty();
    }

    /// Any thread: a label set was seen for the first time.
    void labelSetsChanged() {
        stale = true;
    }

    /// Any thread: those that are served here, as far as they are known.
    List<Integer> labelSets() {
        return labelSets;
    }

    /// The heartbeat's thread: whether label sets were interned that were not looked at yet; the
    /// next take looks at them.
    ///
    /// @param interned how many there are
    boolean knowsNot(int interned) {
        if (interned != known) {
            known = interned;
            stale = true;
        }
        return stale;
    }

    /// Any thread: whether one of these label sets is served here.
    boolean serves(Set<Long> ids) {
        return labelSets.stream().anyMatch(set -> ids.contains((long) set));
    }

    /// The best jobs there are.
    ///
    /// @param hinted whether something was announced that may rank below what was taken last: then
    ///   it looks everywhere before it gives up
    List<ClaimedJob> take(int limit, boolean hinted) {
        refreshWhenDue();
        List<ClaimedJob> jobs = takeOnce(limit);
        if (jobs.isEmpty() && hinted) {
            floor.forget();
            return takeOnce(limit);
        }
        return jobs;
    }

    /// Any thread: whether the last take left jobs that may be taken soon without a hint of them.
    boolean leftSome() {
        return leftSome;
    }

    /// Ends jobs, and takes the best there are for their places.
    ///
    /// @param free slots beside those of the jobs that end
    JobExchange exchange(int free, List<JobEnding> ending) {
        refreshWhenDue();
        return access.exchange(session.id(), session.instance(), labelSets, floor, free, ending);
    }

    private List<ClaimedJob> takeOnce(int limit) {
        List<ClaimedJob> jobs =
                access.take(session.id(), session.instance(), labelSets, floor, limit);
        leftSome = floor.leftSome();
        return jobs;
    }

    private void refreshWhenDue() {
        if (stale) {
            stale = false;
            try {
                labelSets = access.labelSets(configuration.labels());
            } catch (DatabaseException e) {
                stale = true;
                throw e;
            }
        }
    }
}
