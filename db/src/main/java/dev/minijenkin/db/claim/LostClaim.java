package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// A claim that seems to be lost: to be checked again by the statement that releases it.
///
/// @param outcome why: `RUNNER_LOST` or `UNACKNOWLEDGED`
public record LostClaim(ClaimId claim, JobId job, RunId run, ClaimOutcome outcome) {}
