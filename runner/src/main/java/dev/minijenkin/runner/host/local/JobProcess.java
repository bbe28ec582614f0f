package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.FarProcess;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.ProcessExit;
import dev.minijenkin.runner.host.StopLadder;
import dev.minijenkin.runner.host.StopTimeouts;
import dev.minijenkin.runner.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/// A running process of a step on this machine. One thread starts and awaits it.
final class JobProcess implements HostProcess {
    private final CompletableFuture<Integer> exit;
    private final ProcessTree tree;
    private final OutputReader reader;
    private final StopTimeouts timeouts;
    private final Optional<FarProcess> far;

    private JobProcess(
            StartedProcess process,
            OutputReader reader,
            StopTimeouts timeouts,
            Optional<FarProcess> far) {
        this.exit = process.exit();
        this.tree = process.tree();
        this.reader = reader;
        this.timeouts = timeouts;
        this.far = far;
    }

    /// Starts it.
    ///
    /// @param trackingId in the environment as `RUNNER_TRACKING_ID`: finds what outlives its parent
    /// @throws IOException if the command cannot be executed; its message says which
    static JobProcess start(
            HostCommand command, String trackingId, Launcher launcher, OutputSink sink)
            throws IOException {
        String program = command.command().getFirst();
        // What says that a program is missing would look like output of the step.
        if (!Programs.exist(program, command.environment().getOrDefault("PATH", ""))) {
            throw new IOException("there is no program of this name on the PATH");
        }
        Path pipe = launcher.pipes().take();
        OutputReader reader = OutputReader.open(pipe, sink);
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.put(ProcessTable.TRACKING_VARIABLE, trackingId);
        HostCommand tracked =
                new HostCommand(launcher.wrap(command.command()), command.directory(), environment);
        try {
            StartedProcess process = launcher.starter().start(tracked, pipe);
            reader.connected();
            return new JobProcess(process, reader, launcher.timeouts(), command.standsFor());
        } catch (IOException | RuntimeException e) {
            reader.abandon();
            throw e;
        }
    }

    @Override
    public ProcessExit await(
            StopSignal stop, BooleanSupplier survivesCancel, Optional<Duration> timeout)
            throws InterruptedException {
        try {
            ProcessExit end =
                    new StopLadder(exit, new Whole(), timeouts)
                            .await(stop, survivesCancel, timeout);
            reader.drain(timeouts.output(), stop::lost);
            return end;
        } catch (CompletionException e) {
            tree.kill();
            throw new RunnerException(
                    "Nothing is known of the end of the step's process: "
                            + exit.exceptionNow().getMessage(),
                    e);
        } catch (InterruptedException | RuntimeException | Error e) {
            tree.kill();
            throw e;
        }
    }

    /// The process, and what it stands for.
    private final class Whole implements FarProcess {
        @Override
        public void ask(String signal) throws InterruptedException {
            if (far.isPresent()) {
                far.get().ask(signal);
            } else {
                tree.ask(signal);
            }
        }

        @Override
        public void kill() throws InterruptedException {
            try {
                if (far.isPresent()) {
                    far.get().kill();
                }
            } finally {
                tree.kill();
            }
        }
    }
}
