package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.lease.LeasePass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The machine of the runner for a job that deploys: no process of it may run once the lease is
/// over. The runner ends them in time, and the watchdog where the runner itself stands still.
///
/// Between the look at the lease and the start of a process the runner may be stopped for any time;
/// so the process looks once more by itself, before it becomes what the step asked for.
final class DeploymentHost implements StepHost {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentHost.class);
    private static final long LOOK_AGAIN_MILLIS = 200;

    /// Its argument: milliseconds since the host was started. `EX_TEMPFAIL` says that they are
    /// over.
    private static final String GATE =
            """
            read -r now _ < /proc/uptime
            ((10#${now/./}0 < $1)) || exit 75
            shift
            exec "$@"
            """;

    private final LocalHost host;
    private final long claim;
    private final LeasePass pass;
    private final Watchdog watchdog;

    private DeploymentHost(LocalHost host, long claim, LeasePass pass, Watchdog watchdog) {
        this.host = host;
        this.claim = claim;
        this.pass = pass;
        this.watchdog = watchdog;
    }

    /// @throws RunnerException where nothing could watch it
    static DeploymentHost open(LocalHost host, long claim, LeasePass pass, Watchdog watchdog) {
        watchdog.guard(claim);
        return new DeploymentHost(host, claim, pass, watchdog);
    }

    @Override
    public Map<String, String> environment() {
        return host.environment();
    }

    @Override
    public Map<String, String> ownEnvironment() {
        return host.ownEnvironment();
    }

    @Override
    public StepHost own() {
        return host.ofRunner().orElse(this);
    }

    @Override
    public Optional<String> findProgram(String program, String path) {
        return host.findProgram(program, path);
    }

    @Override
    public void copyIn(Collection<Path> paths) {
        host.copyIn(paths);
    }

    @Override
    public void copyOut(Collection<Path> paths) {
        host.copyOut(paths);
    }

    @Override
    public HostProcess start(HostCommand command, OutputSink output) throws IOException {
        watchdog.ensureAlive();
        // Without BASH_ENV and what else of the step's environment would be carried out here.
        List<String> gate =
                List.of(
                        Programs.BASH,
                        "-p",
                        "-c",
                        GATE,
                        "mini-jenkin-gate",
                        Long.toString(pass.until()));
        return JobProcess.start(command, host.trackingId(), host.launcher().with(gate), output);
    }

    /// Returns when none of its processes is left, however long that takes: only then somebody else
    /// may deploy. A runner that gives up leaves them to the watchdog.
    @Override
    public void close() {
        boolean said = false;
        try {
            while (!host.end()) {
                if (!said) {
                    said = true;
                    LOG.warn(
                            "Processes of the deployment under claim {} cannot be ended: its environment"
                                    + " stays locked until they are",
                            claim);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
            watchdog.release(claim);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
