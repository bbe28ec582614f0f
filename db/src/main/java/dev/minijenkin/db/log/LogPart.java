package dev.minijenkin.db.log;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import java.time.LocalDate;

/// What one claim wrote of a job's log.
///
/// @param live whether more may come
public record LogPart(JobId job, ClaimId claim, LocalDate day, boolean live) {}
