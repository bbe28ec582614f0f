package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import java.util.Set;

/// What became of an append.
///
/// @param live the claims whose chunks are stored; the others' are refused for good
public record AppendOutcome(Set<ClaimId> live) {}
