package dev.minijenkin.runner.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.process.Ending;
import dev.minijenkin.runner.process.JobProcess;
import dev.minijenkin.runner.process.ProcessRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs one command of a step to its end.
final class StepProcess {
    private StepProcess() {}

    static StepEnding run(
            StepSetting setting, List<String> command, Path folder, Map<String, String> environment)
            throws InterruptedException {
        StepOutput output = setting.output();
        try {
            JobProcess process =
                    JobProcess.start(
                            new ProcessRequest(command, folder, environment, setting.trackingId()),
                            setting.launcher(),
                            output,
                            setting.patience());
            return ending(
                    process.await(setting.stop(), setting.survivesCancel(), setting.timeout()));
        } catch (IOException e) {
            return new StepEnding.Failed(
                    Cause.RUNNER_ERROR,
                    "needs '"
                            + command.getFirst()
                            + "', which cannot be started: "
                            + e.getMessage());
        }
    }

    private static StepEnding ending(Ending ending) {
        return switch (ending) {
            case Ending.Exited(int code) when code == 0 -> new StepEnding.Succeeded();
            case Ending.Exited(int code) -> new StepEnding.ExitedWith(code);
            case Ending.TimedOut() -> new StepEnding.TimedOut();
            case Ending.Stopped(var reason) -> new StepEnding.Stopped(reason);
        };
    }
}
