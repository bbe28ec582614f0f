package dev.minijenkin.runner.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.RunnerException;
import dev.minijenkin.runner.workspace.DiskTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A step that runs a script.
///
/// @param shell as the file names it; empty: the default of this host
/// @param workingDirectory relative to the workspace; empty: the workspace
public record ScriptStep(String script, String shell, String workingDirectory) {
    /// Runs the script.
    ///
    /// @throws RunnerException if the disk refuses the script
    public StepEnding run(StepSetting setting) throws InterruptedException {
        Shell used;
        try {
            used = Shell.of(shell, setting.environment().getOrDefault("PATH", ""));
        } catch (IllegalArgumentException e) {
            return new StepEnding.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        }
        Path folder = setting.workspace().source().resolve(workingDirectory).normalize();
        if (!Files.isDirectory(folder)) {
            return new StepEnding.Failed(
                    Cause.WORKFLOW_INVALID,
                    "has the working directory '" + workingDirectory + "', which does not exist");
        }
        announce(setting.printer(), used);
        Path file = write(setting, used);
        return StepProcess.run(setting, used.commandFor(file), folder, setting.environment());
    }

    private void announce(StepPrinter printer, Shell used) {
        String text = script.stripTrailing();
        printer.heading("##[group]Run " + text.lines().findFirst().orElse(""));
        printer.heading(text);
        printer.heading("shell: " + used);
        printer.heading("##[endgroup]");
    }

    private Path write(StepSetting setting, Shell used) {
        Path file = setting.workspace().temp().resolve("step_" + setting.number() + used.suffix());
        try {
            return Files.write(file, used.fileContent(script).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw DiskTrouble.explain("write the script of the step", file, e);
        }
    }
}
