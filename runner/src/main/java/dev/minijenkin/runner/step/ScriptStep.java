package dev.minijenkin.runner.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.workspace.JobFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// A step that runs a script.
///
/// @param shell as the file names it; empty: the default of the host
/// @param workingDirectory relative to the workspace; empty: the workspace
public record ScriptStep(String script, String shell, String workingDirectory)
        implements StepHandler {
    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        Shell used;
        try {
            used = Shell.of(shell, scope.host(), scope.environment().getOrDefault("PATH", ""));
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        }
        Path folder;
        try {
            folder =
                    scope.workspace()
                            .source()
                            .resolve(scope.host().outside(workingDirectory))
                            .normalize();
        } catch (InvalidPathException _) {
            return wrongFolder("is no path");
        }
        if (!scope.host().hasFolder(folder)) {
            return wrongFolder("does not exist");
        }
        announce(scope.printer(), used);
        Path file = write(scope, used);
        return StepProcess.run(
                scope,
                used.commandFor(scope.host().inside(file.toString())),
                folder,
                scope.environment());
    }

    private StepOutcome wrongFolder(String why) {
        return new StepOutcome.Failed(
                Cause.WORKFLOW_INVALID,
                "has the working directory '" + workingDirectory + "', which " + why);
    }

    private void announce(StepPrinter printer, Shell used) {
        String text = script.stripTrailing();
        printer.heading("##[group]Run " + text.lines().findFirst().orElse(""));
        printer.heading(text);
        printer.heading("shell: " + used);
        printer.heading("##[endgroup]");
    }

    private Path write(StepScope scope, Shell used) {
        Path file = scope.workspace().control().resolve("step_" + scope.number() + used.suffix());
        try {
            byte[] content = used.fileContent(script).getBytes(StandardCharsets.UTF_8);
            scope.files().run(() -> JobFiles.write(file, content));
        } catch (IOException e) {
            throw DiskTrouble.explain("write the script of the step", file, e);
        }
        scope.host().copyIn(List.of(file));
        return file;
    }
}
