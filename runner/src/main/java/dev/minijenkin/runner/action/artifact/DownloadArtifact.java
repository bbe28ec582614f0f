package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `uses: actions/download-artifact`: brings back what jobs of the run kept.
///
/// @param with evaluated
public record DownloadArtifact(Map<String, String> with, RunRecord record) implements StepHandler {
    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        try {
            return download(scope);
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        } catch (ArtifactTransfer.EndException e) {
            return e.outcome();
        } catch (IOException e) {
            throw DiskTrouble.explain("bring an artifact back", scope.workspace().source(), e);
        }
    }

    private StepOutcome download(StepScope scope)
            throws ArtifactTransfer.EndException, IOException, InterruptedException {
        if (!InputTexts.text(with, "run-id").isEmpty()
                && !InputTexts.text(with, "run-id")
                        .equals(scope.environment().get("GITHUB_RUN_ID"))) {
            throw new IllegalArgumentException(
                    "asks for artifacts of another run, which are not given away");
        }
        ArtifactTransfer transfer = new ArtifactTransfer(scope, record);
        String name = InputTexts.text(with, "name");
        List<Artifact> wanted = wanted(transfer.list(), name);
        if (!name.isEmpty() && wanted.isEmpty()) {
            throw ArtifactTransfer.failed(
                    "asks for the artifact '" + name + "', which the run has not");
        }
        boolean together =
                !name.isEmpty()
                        || InputTexts.is(with, "merge-multiple")
                        || (wanted.size() == 1 && !InputTexts.text(with, "artifact-ids").isEmpty());
        Path folder = folder(scope);
        for (Artifact artifact : wanted) {
            Path place = together ? folder : folder.resolve(artifact.name());
            if (InputTexts.is(with, "skip-decompress")) {
                transfer.downloadWhole(artifact, place);
            } else {
                transfer.download(artifact, place);
            }
        }
        scope.printer()
                .line(
                        wanted.isEmpty()
                                ? "The run has no such artifacts."
                                : "Brought back: "
                                        + wanted.stream()
                                                .map(Artifact::name)
                                                .collect(Collectors.joining(", ")));
        scope.effects().output("download-path", folder.toString());
        return new StepOutcome.Succeeded();
    }

    private List<Artifact> wanted(List<Artifact> all, String name) {
        if (!name.isEmpty()) {
            return all.stream().filter(artifact -> artifact.name().equals(name)).toList();
        }
        List<String> ids =
                List.of(InputTexts.text(with, "artifact-ids").replace(" ", "").split(",", -1));
        if (!ids.equals(List.of(""))) {
            return all.stream()
                    .filter(artifact -> ids.contains(Long.toString(artifact.id().value())))
                    .toList();
        }
        return matching(all, InputTexts.text(with, "pattern"));
    }

    /// Those whose name a pattern takes in; all where it is empty.
    static List<Artifact> matching(List<Artifact> all, String pattern) {
        NamePattern names = NamePattern.of(pattern);
        return all.stream()
                .filter(artifact -> pattern.isEmpty() || names.fits(artifact.name()))
                .toList();
    }

    private Path folder(StepScope scope) {
        String path = InputTexts.text(with, "path");
        try {
            String home = scope.environment().getOrDefault("HOME", "");
            return scope.workspace()
                    .source()
                    .resolve(path.startsWith("~/") ? home + path.substring(1) : path)
                    .normalize();
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException("has the path '" + path + "', which is none");
        }
    }
}
