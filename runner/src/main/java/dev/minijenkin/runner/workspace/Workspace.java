package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.fault.DiskTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of one claim.
///
/// @param source `GITHUB_WORKSPACE`: empty until a step checks something out
/// @param temp `RUNNER_TEMP`: scripts, file commands, whatever steps put there
/// @param spool log that the database has not yet
public record Workspace(Path root, Path source, Path temp, Path spool) {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    static Workspace create(Path root) {
        Workspace workspace =
                new Workspace(
                        root, root.resolve("source"), root.resolve("temp"), root.resolve("spool"));
        try {
            Trees.delete(root);
            Files.createDirectories(workspace.source);
            Files.createDirectories(workspace.temp);
            Files.createDirectory(
                    workspace.spool,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return workspace;
        } catch (IOException e) {
            throw DiskTrouble.explain("make a workspace", root, e);
        }
    }

    /// Deletes everything; what cannot be deleted is left and logged.
    public void delete() {
        try {
            Trees.delete(root);
        } catch (IOException e) {
            LOG.warn("Cannot delete the workspace {}: {}", root, e.getMessage());
        }
    }
}
