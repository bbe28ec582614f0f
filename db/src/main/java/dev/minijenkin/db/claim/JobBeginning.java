package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import java.util.List;

/// What a runner says when it is about to begin with a job.
///
/// @param stepKeys `id` of each step in the file, empty where it has none
/// @param stepNames as people see them, as many
public record JobBeginning(
        ClaimId claim, RunId run, List<String> stepKeys, List<String> stepNames) {}
