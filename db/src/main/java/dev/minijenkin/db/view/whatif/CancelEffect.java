package dev.minijenkin.db.view.whatif;

import java.util.List;

/// What it would do to others if a run were cancelled now.
///
/// @param stopped jobs that runners carry out
/// @param unstarted jobs that would not start any more
/// @param couldStart jobs in the queue that could have the slots that get free, at most as many as
///   these; those that a limit or a hold keeps are counted too
/// @param locks that it holds
public record CancelEffect(int stopped, int unstarted, int couldStart, List<FreedLock> locks) {
    /// A deployment lock that gets free.
    ///
    /// @param environment with its repository: `production of shop-web`
    /// @param waiting deployments that wait for it
    public record FreedLock(String environment, int waiting) {}

    public CancelEffect {
        locks = List.copyOf(locks);
    }
}
