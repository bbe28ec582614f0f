package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.job.ResultRecorder.LogSize;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.LogOwner;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.log.LogStorage;
import dev.minijenkin.runner.process.OrphanProcesses;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.workspace.Workspace;

/// What a job has of its own while it runs: folders, log, journal, and the id by which its
/// processes are known.
record JobResources(
        Workspace workspace,
        JobLog log,
        LogShipper shipper,
        JobJournal journal,
        String trackingId)
        implements AutoCloseable {
    static final LogSize NO_LOG = new LogSize(0, 0, false);

    /// @throws dev.minijenkin.runner.RunnerException if the disk refuses
    static JobResources make(
            ClaimedJob job, RunnerServices services, ClaimClock clock, StopSignal stop) {
        Workspace workspace =
                services.folder().workspace(job.source().repository(), job.key(), job.claim().value());
        JobLog log =
                new JobLog(
                        new LogOwner(job.claim(), job.job(), job.terms().logDay()),
                        new LogStorage(job.terms().logLimitBytes(), workspace.spool().resolve("log")),
                        clock,
                        services.shipper());
        services.shipper().ship(log, () -> stop.ask(StopReason.CLAIM_LOST));
        String name = "job-" + job.job().value();
        return new JobResources(
                workspace,
                log,
                services.shipper(),
                new JobJournal(name, services.database(), job.run(), stop),
                services.folder().trackingId(job.claim().value()));
    }

    /// Ends what steps left running, and waits until the database has all that was written.
    void settle() throws InterruptedException {
        OrphanProcesses.kill(trackingId);
        journal.flush();
        log.flush();
    }

    LogSize logSize() {
        return new LogSize(log.lines(), log.bytes(), log.truncated());
    }

    @Override
    public void close() {
        journal.close();
        log.close();
        shipper.forget(log);
        OrphanProcesses.kill(trackingId);
        workspace.delete();
    }
}
