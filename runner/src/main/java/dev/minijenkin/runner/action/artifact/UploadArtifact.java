package dev.minijenkin.runner.action.artifact;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.action.call.RunRecord;
import dev.minijenkin.runner.command.StepAnnotation;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.workspace.PathPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `uses: actions/upload-artifact`: keeps files of the job in the database.
///
/// @param with evaluated
public record UploadArtifact(Map<String, String> with, RunRecord record) implements StepHandler {
    /// As fast as it goes, unless the step says otherwise: most of what is kept is packed already.
    private static final int USUAL_LEVEL = 1;

    @Override
    public StepOutcome run(StepScope scope) throws InterruptedException {
        try {
            ArtifactInputs.Kept kept = ArtifactInputs.kept(with, "artifact");
            int level =
                    Math.max(
                            1, ArtifactInputs.number(with, "compression-level", USUAL_LEVEL, 0, 9));
            List<String> patterns = InputTexts.lines(with, "path");
            if (patterns.isEmpty()) {
                throw new IllegalArgumentException("needs the input path");
            }
            return upload(scope, kept, patterns, level);
        } catch (IllegalArgumentException e) {
            return new StepOutcome.Failed(Cause.WORKFLOW_INVALID, String.valueOf(e.getMessage()));
        } catch (ArtifactTransfer.EndException e) {
            return e.outcome();
        } catch (IOException e) {
            throw DiskTrouble.explain("keep an artifact", scope.workspace().source(), e);
        }
    }

    private StepOutcome upload(
            StepScope scope, ArtifactInputs.Kept kept, List<String> patterns, int level)
            throws ArtifactTransfer.EndException, IOException, InterruptedException {
        Path workspace = scope.workspace().source();
        Path home = Path.of(scope.environment().getOrDefault("HOME", workspace.toString()));
        PathPatterns search = new PathPatterns(workspace, home, () -> {});
        Set<Path> files = scope.files().call(() -> search.files(patterns));
        if (!InputTexts.is(with, "include-hidden-files")) {
            files.removeIf(file -> isHidden(workspace, file));
        }
        if (files.isEmpty()) {
            return nothing(scope, patterns);
        }
        ArtifactTransfer transfer = new ArtifactTransfer(scope, record);
        ArtifactTransfer.Uploaded artifact =
                InputTexts.text(with, "archive").equalsIgnoreCase("false")
                        ? asItIs(transfer, files)
                        : transfer.upload(kept, root(search.beginnings(patterns)), files, level);
        scope.printer()
                .line(
                        "Kept the artifact '%s': %d files, %d bytes, sha256 %s"
                                .formatted(
                                        artifact.name(),
                                        files.size(),
                                        artifact.bytes(),
                                        artifact.digest()));
        scope.effects().output("artifact-id", Long.toString(artifact.id().value()));
        scope.effects().output("artifact-digest", artifact.digest());
        return new StepOutcome.Succeeded();
    }

    /// One file, which gives the artifact its name.
    private ArtifactTransfer.Uploaded asItIs(ArtifactTransfer transfer, Set<Path> files)
            throws ArtifactTransfer.EndException, IOException, InterruptedException {
        if (files.size() != 1) {
            throw new IllegalArgumentException(
                    "keeps a file as it is (archive: false), and its path names %d: one at a time"
                            .formatted(files.size()));
        }
        Path file = files.iterator().next();
        return transfer.upload(
                ArtifactInputs.called(String.valueOf(file.getFileName()), with), file);
    }

    private StepOutcome nothing(StepScope scope, List<String> patterns) {
        String message = "No files are there for the artifact: " + String.join(", ", patterns);
        return switch (InputTexts.text(with, "if-no-files-found")) {
            case "error" ->
                    new StepOutcome.Failed(
                            Cause.EXIT_CODE,
                            "found no files for the artifact: " + String.join(", ", patterns));
            case "ignore" -> {
                scope.printer().line(message);
                yield new StepOutcome.Succeeded();
            }
            default -> {
                scope.printer().warning(message);
                scope.effects().annotate(StepAnnotation.of(StepAnnotation.Level.WARNING, message));
                yield new StepOutcome.Succeeded();
            }
        };
    }

    /// The folder that all patterns begin in: names in the artifact are relative to it.
    static Path root(List<Path> beginnings) {
        Path root = folder(beginnings.getFirst());
        for (Path other : beginnings) {
            while (!folder(other).startsWith(root) && root.getParent() != null) {
                root = root.getParent();
            }
        }
        return root;
    }

    private static Path folder(Path beginning) {
        Path parent = beginning.getParent();
        return Files.isDirectory(beginning) || parent == null ? beginning : parent;
    }

    private static boolean isHidden(Path workspace, Path file) {
        Path shown = file.startsWith(workspace) ? workspace.relativize(file) : file.getFileName();
        for (Path name : shown == null ? file : shown) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
