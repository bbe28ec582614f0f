package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import java.util.List;
import java.util.Set;

/// What came of ending jobs and taking others for their places at once ([Claims#exchange]).
///
/// @param ended claims that ended; of the others nothing was written, and their ends are to be told
///   in transactions of their own
/// @param taken jobs that take the places of those that ended, and the free ones
/// @param more whether there may be more to take, by [Claims#take]: somebody set limits, or others
///   were taking the same jobs
public record JobExchange(Set<ClaimId> ended, List<ClaimedJob> taken, boolean more) {
    public JobExchange {
        ended = Set.copyOf(ended);
        taken = List.copyOf(taken);
    }
}
