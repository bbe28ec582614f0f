package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The machine of the runner, as the user of the runner or as another one. It sees the workspace
/// itself, so that there is nothing to copy.
///
/// @param ownEnvironment with which the runner's user reaches repositories
/// @param trackingId by which the processes of the job are known
/// @param scope that they cannot well leave
/// @param ofRunner of the runner itself for the job; empty: it is this one
record LocalHost(
        Map<String, String> environment,
        Map<String, String> ownEnvironment,
        Launcher launcher,
        String trackingId,
        ProcessScope scope,
        Optional<StepHost> ofRunner)
        implements StepHost {
    @Override
    public StepHost own() {
        return ofRunner.orElse(this);
    }

    @Override
    public Optional<String> findProgram(String program, String path) {
        return Programs.find(program, path).map(Path::toString);
    }

    @Override
    public void copyIn(Collection<Path> paths) {}

    @Override
    public void copyOut(Collection<Path> paths) {}

    @Override
    public HostProcess start(HostCommand command, OutputSink output) throws IOException {
        return JobProcess.start(command, trackingId, launcher, output);
    }

    /// Ends all of its processes; whether none is left.
    boolean end() {
        launcher.starter().close();
        boolean ended = OrphanProcesses.kill(trackingId, scope);
        if (ended) {
            scope.discard();
        }
        return ended;
    }

    @Override
    public void close() {
        end();
    }
}
