package dev.minijenkin.db.group;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import org.jspecify.annotations.Nullable;

/// What is to be done in a concurrency group next.
///
/// @param member id of its row
/// @param run of the member: to be locked before anything is done
/// @param job null where the run as a whole is the member
/// @param because the newer member, or the one that it waits for, for people; empty where there is
///   none
public record GroupStep(
        Kind kind, long member, RunId run, @Nullable JobId job, String name, String because) {
    /// What becomes of the member.
    public enum Kind {
        /// Nobody is active, and it has waited for longest.
        PROMOTE,
        /// It waits, and a newer one takes its place.
        SUPERSEDE,
        /// It is active, and a newer one wants it cancelled.
        CANCEL,
        /// It waits for a run that cannot end before the run of the member does.
        BREAK
    }
}
