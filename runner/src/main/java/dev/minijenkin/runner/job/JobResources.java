package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.job.ResultRecorder.LogSize;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.LogOwner;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.log.LogStorage;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.workspace.Workspace;

/// What a job has of its own while it runs: folders, the host of its processes, log, journal.
record JobResources(
        Workspace workspace, StepHost host, JobLog log, LogShipper shipper, JobJournal journal)
        implements AutoCloseable {
    static final LogSize NO_LOG = new LogSize(0, 0, false);

    /// @throws dev.minijenkin.runner.fault.RunnerException if the disk refuses
    static JobResources make(
            ClaimedJob job, RunnerServices services, ClaimClock clock, StopSignal stop) {
        Workspace workspace =
                services.folder()
                        .workspace(job.source().repository(), job.key(), job.claim().value());
        StepHost host = services.hosts().open(job.claim(), workspace);
        JobLog log =
                new JobLog(
                        new LogOwner(job.claim(), job.job(), job.terms().logDay()),
                        new LogStorage(
                                job.terms().logLimitBytes(), workspace.spool().resolve("log")),
                        clock,
                        services.shipper());
        services.shipper().ship(log, () -> stop.ask(StopReason.CLAIM_LOST));
        String name = "job-" + job.job().value();
        return new JobResources(
                workspace,
                host,
                log,
                services.shipper(),
                new JobJournal(name, services.database(), job.run(), stop));
    }

    /// Ends what steps left running, and waits until the database has all that was written.
    void settle() throws InterruptedException {
        host.close();
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
        host.close();
        workspace.delete();
    }
}
