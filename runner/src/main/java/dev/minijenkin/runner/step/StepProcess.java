package dev.minijenkin.runner.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.host.HostCommand;
import dev.minijenkin.runner.host.HostProcess;
import dev.minijenkin.runner.host.ProcessExit;
import java.io.IOException;
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
        StepOutput output = scope.output();
        try {
            HostProcess process =
                    scope.host().start(new HostCommand(command, folder, environment), output);
            return outcome(process.await(scope.stop(), scope.survivesCancel(), scope.timeout()));
        } catch (IOException e) {
            return new StepOutcome.Failed(
                    Cause.RUNNER_ERROR,
                    "needs '"
                            + command.getFirst()
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
}
