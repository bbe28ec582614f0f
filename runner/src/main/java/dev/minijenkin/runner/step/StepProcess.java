package dev.minijenkin.runner.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.runner.host.ProcessExit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs one command of a step to its end, on the host of its job.
public final class StepProcess {
    private StepProcess() {}

    /// What it prints is output of the step.
    ///
    /// @param folder in the workspace
    public static StepOutcome run(
            StepScope scope, List<String> command, Path folder, Map<String, String> environment)
            throws InterruptedException {
        return run(scope, command, folder, environment, scope.output());
    }

    /// The same for a command that stands for a process somewhere else.
    public static StepOutcome run(StepScope scope, HostCommand command)
            throws InterruptedException {
        return run(scope, command, scope.output());
    }

    /// What a command printed.
    ///
    /// @param text at most 4 MiB of it
    public record Answer(StepOutcome outcome, String text) {}

    /// The same for a command that is asked something: the log shows nothing of it.
    public static Answer ask(
            StepScope scope, List<String> command, Path folder, Map<String, String> environment)
            throws InterruptedException {
        AnswerSink sink = new AnswerSink();
        StepOutcome outcome = run(scope, command, folder, environment, sink);
        return new Answer(outcome, sink.text());
    }

    private static StepOutcome run(
            StepScope scope,
            List<String> command,
            Path folder,
            Map<String, String> environment,
            OutputSink output)
            throws InterruptedException {
        return run(scope, new HostCommand(command, folder, environment), output);
    }

    private static StepOutcome run(StepScope scope, HostCommand command, OutputSink output)
            throws InterruptedException {
        try {
            HostProcess process = scope.host().start(command, output);
            return outcome(process.await(scope.stop(), scope.survivesCancel(), scope.timeout()));
        } catch (IOException e) {
            return new StepOutcome.Failed(
                    Cause.RUNNER_ERROR,
                    "needs '"
                            + command.command().getFirst()
                            + "', which cannot be started: "
                            + e.getMessage());
        }
    }

    private static StepOutcome outcome(ProcessExit exit) {
        return switch (exit) {
            case ProcessExit.Exited(int code) when code == 0 -> new StepOutcome.Succeeded();
            case ProcessExit.Exited(int code) -> new StepOutcome.ExitedWith(code);
            case ProcessExit.TimedOut() -> new StepOutcome.TimedOut();
            case ProcessExit.Stopped(var reason) -> new StepOutcome.Stopped(reason);
        };
    }

    /// The reader of the process writes, the step reads.
    private static final class AnswerSink implements OutputSink {
        private static final int MOST = 4 * 1024 * 1024;

        // Guarded by this.
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void bytes(byte[] buffer, int length) {
            bytes.write(buffer, 0, Math.min(length, MOST - bytes.size()));
        }

        @Override
        public void end() {}

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
