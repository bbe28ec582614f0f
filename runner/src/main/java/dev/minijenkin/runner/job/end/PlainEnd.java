package dev.minijenkin.runner.job.end;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.runner.job.resource.JobResources;
import dev.minijenkin.runner.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/// The end of a job that succeeded and leaves nothing but its outputs: told together with that of
/// others, and with it whatever of its log and its steps the database has not yet.
public final class PlainEnd {
    /// More than that goes the usual way first.
    private static final int MOST_BYTES = 128 * 1024;

    /// Of outputs in letters: so small that no run has jobs enough to come near the limit of all
    /// their outputs together, which is looked at where they are told alone.
    private static final int MOST_OUTPUTS = 1024;

    private final ClaimedJob job;
    private final Ledger.Page page;
    private final JobResources resources;

    /// That of one job.
    ///
    /// @param page of the job in the ledger of its runner
    public PlainEnd(ClaimedJob job, Ledger.Page page, JobResources resources) {
        this.job = job;
        this.page = page;
        this.resources = resources;
    }

    /// Tells it, where it can be told so.
    ///
    /// @return false where it is to be told in the usual way
    public boolean tell(JobReport report) throws InterruptedException {
        if (!isPlain(report)) {
            return false;
        }
        JobResult result = report.result(resources.logSize());
        if (result.outputs().length() > MOST_OUTPUTS) {
            return false;
        }
        Optional<List<LogChunk>> log = resources.log().handOver(MOST_BYTES);
        return log.isPresent() && tell(result, log.get());
    }

    private boolean tell(JobResult result, List<LogChunk> log) throws InterruptedException {
        List<StepReport> steps = resources.steps().handOver();
        JobEnding ending = new JobEnding(job.claim(), job.run(), result, steps, log);
        if (page.succeed(ending)) {
            return true;
        }
        resources.log().takeBack();
        resources.steps().takeBack();
        return false;
    }

    private boolean isPlain(JobReport report) {
        return report.outcome().conclusion() == Conclusion.SUCCESS
                && report.annotations().isEmpty()
                && report.url().isEmpty()
                && job.terms().deployment().isEmpty();
    }
}
