package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.step.StepReport;
import java.util.List;

/// What a runner says when a job has succeeded, with all that it has not said before.
///
/// @param steps whose newest report may not be in the database yet
/// @param log chunks that may not be there yet
public record JobEnding(
        ClaimId claim, RunId run, JobResult result, List<StepReport> steps, List<LogChunk> log) {}
