package dev.minijenkin.runner.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import java.time.LocalDate;

/// Whose log it is.
public record LogOwner(ClaimId claim, JobId job, LocalDate day) {}
