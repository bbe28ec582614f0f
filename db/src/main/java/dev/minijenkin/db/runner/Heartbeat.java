package dev.minijenkin.db.runner;

import dev.minijenkin.db.ClaimId;
import java.time.Duration;
import java.util.Set;

/// What the database answers to a heartbeat.
///
/// @param registered false: another process took the name over, and all claims are lost
/// @param draining whether it shall take no more jobs
/// @param live the claims that are still its own
/// @param cancelled those of them that shall be cancelled
/// @param lease how long it may be silent from now on
/// @param queued whether something lies in the queue that it asked for
/// @param labelSets how many label sets are interned: where there are more than before, the runner
///   may serve one that it does not know
/// @param online runners that gave a sign of life in time before this one; 0: it was not asked
/// @param alike those of them that have the same labels; 0: it was not asked
public record Heartbeat(
        boolean registered,
        boolean draining,
        Set<ClaimId> live,
        Set<ClaimId> cancelled,
        Duration lease,
        boolean queued,
        int labelSets,
        int online,
        int alike) {}
