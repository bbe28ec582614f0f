package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.StepHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The machine of the runner, as the user of the runner. It sees the workspace itself, so that
/// there is nothing to copy.
///
/// @param trackingId by which the processes of the job are known
record LocalHost(Map<String, String> environment, Launcher launcher, String trackingId)
        implements StepHost {
    @Override
    public boolean hasProgram(String program, String path) {
        return Programs.exist(program, path);
    }

    @Override
    public void copyIn(Path path) {}

    @Override
    public void copyOut(Path path) {}

    @Override
    public HostProcess start(HostCommand command, OutputSink output) throws IOException {
        return JobProcess.start(command, trackingId, launcher, output);
    }

    @Override
    public void close() {
        OrphanProcesses.kill(trackingId);
    }
}
