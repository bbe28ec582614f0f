package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.db.artifact.Artifact;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.PathPatterns;
import dev.minijenkin.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// `uses: actions/upload-artifact/merge`: makes one artifact of several.
///
/// @param with evaluated
public record MergeArtifacts(Map<String, String> with, RunRecord record) implements StepHandler {
    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        Path folder = scope.workspace().actions().resolve(UUID.randomUUID().toString());
        try {
            try {
                return merge(scope, folder);
            } finally {
                scope.files().run(() -> Trees.delete(folder));
            }
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        } catch (ArtifactTransfer.EndException e) {
            return e.outcome();
        } catch (IOException e) {
            throw DiskTrouble.explain("merge artifacts", folder, e);
        }
    }

    private StepOutcome merge(StepScope scope, Path folder)
            throws ArtifactTransfer.EndException, IOException, InterruptedException {
        ArtifactInputs.Kept kept = ArtifactInputs.kept(with, "merged-artifacts");
        int level = Math.max(1, ArtifactInputs.number(with, "compression-level", 1, 0, 9));
        ArtifactTransfer transfer = new ArtifactTransfer(scope, record);
        List<Artifact> parts =
                DownloadArtifact.matching(transfer.list(), InputTexts.text(with, "pattern"));
        if (parts.isEmpty()) {
            throw ArtifactTransfer.failed("finds no artifacts to merge");
        }
        boolean apart = InputTexts.is(with, "separate-directories");
        for (Artifact part : parts) {
            transfer.download(part, apart ? folder.resolve(part.name()) : folder);
        }
        Set<Path> files =
                scope.files()
                        .call(() ->
                                new PathPatterns(folder, folder, () -> {})
                                        .files(List.of(folder.toString())));
        ArtifactTransfer.Uploaded merged = transfer.upload(kept, folder, files, level);
        if (InputTexts.is(with, "delete-merged")) {
            for (Artifact part : parts) {
                transfer.remove(part);
            }
        }
        scope.printer()
                .line("Merged %d artifacts into '%s'".formatted(parts.size(), merged.name()));
        scope.effects().output("artifact-id", Long.toString(merged.id().value()));
        scope.effects().output("artifact-digest", merged.digest());
        return new StepOutcome.Succeeded();
    }
}
