package dev.minijenkin.runner.job.end;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.job.resource.ClaimClock;
import dev.minijenkin.runner.job.resource.JobResources;
import dev.minijenkin.runner.job.resource.LogSize;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.stop.StopSignal;

/// The log of a job that did not get as far as to have one: the sentence that says why, for whoever
/// opens it.
public final class LastWords {
    private LastWords() {}

    /// Returns when the database has the sentence, or the claim is lost.
    public static LogSize say(
            String message,
            ClaimedJob job,
            RunnerServices services,
            ClaimClock clock,
            StopSignal stop)
            throws InterruptedException {
        // One line needs no spool.
        JobLog log =
                JobResources.openLog(
                        job, services, clock, stop, services.folder().pipes().resolve("none"));
        try {
            new StepPrinter(log, 0, new Masks()).error(message);
            log.flush();
            return LogSize.of(log);
        } finally {
            log.close();
            services.shipper().forget(log);
        }
    }
}
