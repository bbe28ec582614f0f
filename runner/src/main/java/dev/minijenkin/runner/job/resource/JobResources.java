package dev.minijenkin.runner.job.resource;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.deployment.DeploymentSigns;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.ledger.StepBook;
import dev.minijenkin.runner.log.JobLog;
import dev.minijenkin.runner.log.LogOwner;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.log.LogStorage;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a job has of its own while it runs: folders, the host of its processes, log, steps; and its
/// pass, where it deploys.
public record JobResources(
        Workspace workspace,
        StepHost host,
        JobLog log,
        LogShipper shipper,
        StepBook steps,
        InstantSource clock,
        Optional<LeasePass> pass,
        Runnable whenClosed)
        implements AutoCloseable {
    /// Takes a user, makes the folders, and opens host, log and steps.
    ///
    /// @throws dev.minijenkin.runner.fault.RunnerException if the disk refuses
    public static JobResources make(
            ClaimedJob job, RunnerServices services, ClaimClock clock, StopSignal stop)
            throws InterruptedException {
        JobUser user = services.users().take();
        try {
            return make(job, services, clock, stop, user);
        } catch (RuntimeException | Error e) {
            services.users().giveBack(user);
            throw e;
        }
    }

    private static JobResources make(
            ClaimedJob job,
            RunnerServices services,
            ClaimClock clock,
            StopSignal stop,
            JobUser user) {
        Workspace workspace =
                services.folder()
                        .workspace(job.source().repository(), job.key(), job.claim().value(), user);
        Optional<LeasePass> pass =
                job.terms().deployment().map(_ -> LeasePass.of(services.lease()));
        StepHost host = services.hosts().open(job.claim(), workspace, pass);
        Runnable hide = show(job, services.signs());
        JobLog log = openLog(job, services, clock, stop, workspace.spool());
        return new JobResources(
                workspace,
                host,
                log,
                services.shipper(),
                services.ledger().open(job.claim(), () -> stop.ask(StopReason.CLAIM_LOST)),
                clock,
                pass,
                () -> {
                    hide.run();
                    services.folder().release(workspace, job.source().repository());
                    services.users().giveBack(user);
                });
    }

    /// The log of the claim, on its way to the database.
    ///
    /// @param spool file for what the database does not take; made when needed
    public static JobLog openLog(
            ClaimedJob job,
            RunnerServices services,
            ClaimClock clock,
            StopSignal stop,
            Path spool) {
        JobLog log =
                new JobLog(
                        new LogOwner(job.claim(), job.job(), job.terms().logDay()),
                        new LogStorage(job.terms().logLimitBytes(), spool),
                        clock,
                        services.shipper());
        services.shipper().ship(log, () -> stop.ask(StopReason.CLAIM_LOST));
        return log;
    }

    /// Shows that a deployment is under way here; what ends that again.
    private static Runnable show(ClaimedJob job, Optional<DeploymentSigns> signs) {
        if (job.terms().deployment().isEmpty() || signs.isEmpty()) {
            return () -> {};
        }
        EnvironmentId environment = job.terms().deployment().get().environment();
        signs.get().show(environment);
        return () -> signs.get().hide(environment);
    }

    /// Variables of a home of the repository's own, for processes on the machine.
    public Map<String, String> home(RunnerServices services, String repository) {
        return Map.of(
                "HOME", services.folder().home(repository, workspace.user()).toString(),
                "GIT_CONFIG_GLOBAL", workspace.gitSettings().toString());
    }

    /// Whether it deploys, and no process of it may run any more.
    public boolean leaseOver() {
        return pass.filter(LeasePass::isOver).isPresent();
    }

    /// Watches over the lease of a deployment from now on.
    public LeaseWatch watchLease(StopSignal stop) {
        return new LeaseWatch(pass, stop);
    }

    /// Watches over what its folders take of the disk from now on.
    ///
    /// @param limit in bytes
    public WorkspaceWatch watchSize(StepHosts hosts, long limit, StopSignal stop) {
        return new WorkspaceWatch(
                hosts,
                List.of(workspace.root(), workspace.control()),
                limit,
                () -> stop.ask(StopReason.WORKSPACE_FULL));
    }

    /// Ends what steps left running: nothing is printed after that.
    public void endProcesses() {
        host.close();
    }

    /// Waits until the database has all that was written, or refuses it.
    public void settle() throws InterruptedException {
        steps.flush();
        log.flush();
    }

    /// How much it has logged so far.
    public LogSize logSize() {
        return LogSize.of(log);
    }

    @Override
    public void close() {
        steps.close();
        log.close();
        shipper.forget(log);
        host.close();
        whenClosed.run();
    }
}
