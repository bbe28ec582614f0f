package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.HostCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Starts each process as a child of the runner, which enters the scope of its job by itself.
record DirectStarter(ProcessSession session, ProcessScope scope) implements ProcessStarter {
    @Override
    public StartedProcess start(HostCommand command, Path pipe) throws IOException {
        ProcessSession entered = scope.enter(session, command.directory());
        ProcessBuilder builder =
                new ProcessBuilder(entered.wrap(command.command()))
                        .directory(command.directory().toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(pipe.toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        return new StartedProcess(
                process.onExit().thenApply(Process::exitValue),
                new ProcessTree(() -> Optional.of(process.toHandle()), entered.leader()));
    }

    @Override
    public void close() {}
}
