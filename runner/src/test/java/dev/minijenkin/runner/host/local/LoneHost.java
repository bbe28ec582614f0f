package dev.minijenkin.runner.host.local;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.lease.HostClock;
import dev.minijenkin.runner.lease.Lease;
import dev.minijenkin.runner.lease.LeasePass;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.user.JobUser;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The part of a runner that has processes, as a program of its own: it can be killed.
final class LoneHost {
    private static final Duration LEASE = Duration.ofSeconds(4);

    private LoneHost() {}

    /// Runs a script as a step, says `ready`, and goes on until it is ended.
    ///
    /// @param arguments work folder; number of the kind of scopes; `job` or `deployment`; script
    public static void main(String[] arguments) throws Exception {
        WorkFolder work = WorkFolder.take(Path.of(arguments[0]));
        ProcessScopes scopes =
                LocalHosts.scopes(work.root(), ProcessSession.ofThisHost(), ForkServer.program())
                        .toList()
                        .get(Integer.parseInt(arguments[1]));
        LocalHosts hosts = LocalHosts.start(work, Set.of(), scopes, ForkServer.program());
        HostClock clock = new HostClock();
        Lease lease = new Lease(clock);
        hosts.extended(lease.answered(clock.getAsLong(), LEASE));
        Workspace workspace = work.workspace("team/shop", "build", 1, JobUser.OWN);
        Optional<LeasePass> pass =
                Optional.of(arguments[2])
                        .filter("deployment"::equals)
                        .map(_ -> LeasePass.of(lease));
        StepHost host = hosts.open(new ClaimId(1), workspace, pass);
        host.start(
                        new HostCommand(
                                List.of("bash", "-c", arguments[3]),
                                workspace.source(),
                                host.environment()),
                        new CollectedOutput())
                .await(new StopSignal(), () -> false, Optional.empty());
        System.out.println("ready");
        Thread.sleep(Duration.ofMinutes(5));
        throw new IllegalStateException(host + " was not ended");
    }
}
