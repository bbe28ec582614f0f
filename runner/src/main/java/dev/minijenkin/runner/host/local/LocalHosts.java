package dev.minijenkin.runner.host.local;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.host.StepHosts;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import java.util.Map;

/// Opens the machine of the runner for each job. What the jobs share: pipes for their output, and a
/// watchdog that ends their processes should the runner be killed.
public final class LocalHosts implements StepHosts {
    private final WorkFolder folder;
    private final Map<String, String> environment;
    private final Launcher launcher;
    private final AutoCloseable watchdog;

    private LocalHosts(WorkFolder folder, Launcher launcher, AutoCloseable watchdog) {
        this.folder = folder;
        this.environment = HostEnvironment.withoutCredentials(System.getenv());
        this.launcher = launcher;
        this.watchdog = watchdog;
    }

    /// Begins with ending what a runner left that was killed in this folder where nothing watched
    /// it.
    public static LocalHosts start(WorkFolder folder) {
        OrphanProcesses.killUnder(folder.trackingPrefix());
        ProcessSession session = ProcessSession.ofThisHost();
        AutoCloseable watchdog = Watchdog.start(session, folder.trackingPrefix());
        OutputPipes pipes = new OutputPipes(folder.pipes());
        pipes.prepare();
        return new LocalHosts(folder, new Launcher(session, pipes, StopTimeouts.USUAL), watchdog);
    }

    @Override
    public StepHost open(ClaimId claim, Workspace workspace) {
        return new LocalHost(environment, launcher, folder.trackingId(claim.value()));
    }

    @Override
    public void close() {
        launcher.pipes().close();
        try {
            watchdog.close();
        } catch (Exception e) {
            throw new RunnerException("The watchdog cannot be stopped: " + e.getMessage(), e);
        }
    }
}
