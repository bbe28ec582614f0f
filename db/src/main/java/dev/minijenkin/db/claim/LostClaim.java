package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// A claim that seems to be lost: to be checked again by the statement that releases it.
///
/// @param outcome why: `RUNNER_LOST` or `UNACKNOWLEDGED`
/// @param overdue whether only time says so, and the runner may still be there: it was silent for
///   longer than its lease, or has not acknowledged; false where it left or is another process now
public record LostClaim(
        ClaimId claim, JobId job, RunId run, ClaimOutcome outcome, boolean overdue) {}
