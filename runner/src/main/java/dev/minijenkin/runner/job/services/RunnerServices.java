package dev.minijenkin.runner.job.services;

import dev.minijenkin.db.access.RunnerAccess;
import dev.minijenkin.db.deployment.DeploymentSigns;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.container.Containers;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.log.LogShipper;
import dev.minijenkin.runner.toolkit.ToolkitServer;
import dev.minijenkin.runner.user.JobUsers;
import dev.minijenkin.runner.workspace.WorkFolder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/// What all jobs of a runner share.
///
/// @param access its door to the database
/// @param users as whom jobs run
/// @param signs of deployments, for who may show them
/// @param keys open secrets
/// @param containers of its jobs
/// @param terms of somebody who has the runner alone
/// @param toolkit what programs of actions speak to
/// @param workspaceBytes how much of the disk the folders of one job may take
/// @param grace how long a job that was asked to stop may still clean up
public record RunnerServices(
        RunnerAccess access,
        Ledger ledger,
        WorkFolder folder,
        JobUsers users,
        StepHosts hosts,
        Containers containers,
        Actions actions,
        LogShipper shipper,
        RunnerFacts facts,
        Lease lease,
        Optional<DeploymentSigns> signs,
        ScheduledExecutorService timers,
        KeyRing keys,
        LocalTerms terms,
        ToolkitServer toolkit,
        long workspaceBytes,
        Duration grace) {
    /// How long a cancelled job may still clean up, unless a test says otherwise.
    public static final Duration USUAL_GRACE = Duration.ofMinutes(5);

    /// What the times of all jobs run out on: one thread, that keeps nothing of a job which is
    /// over. Once it is shut down it forgets what it is asked.
    public static ScheduledExecutorService newTimers() {
        ScheduledThreadPoolExecutor timers =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("job-timers").factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }
}
