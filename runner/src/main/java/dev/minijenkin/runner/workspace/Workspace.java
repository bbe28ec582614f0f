package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.fault.DiskTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of one claim.
///
/// @param source `GITHUB_WORKSPACE`: empty until a step checks something out
/// @param temp `RUNNER_TEMP`: whatever steps put there
/// @param control scripts and file commands, see [ControlFolder]
public record Workspace(Path root, Path source, Path temp, Path control) {
    private static final int MOST_EVENT_IN_MEMORY = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    /// `GIT_CONFIG_GLOBAL` of the job: what it sets for its user ends with it.
    public Path gitSettings() {
        return root.resolve("gitconfig");
    }

    /// `GITHUB_EVENT_PATH`.
    ///
    /// @param bytes of the event
    public Path eventFile(int bytes) {
        return (bytes > MOST_EVENT_IN_MEMORY ? temp : control).resolve("event.json");
    }

    /// For the log that the database has not yet. Made by whoever needs it.
    public Path spool() {
        return root.resolve("spool");
    }

    static Workspace create(Path root, Path control) {
        Workspace workspace =
                new Workspace(root, root.resolve("source"), root.resolve("temp"), control);
        try {
            Trees.delete(root);
            Files.createDirectories(root);
            Files.createDirectory(workspace.source);
            Files.createDirectory(workspace.temp);
            return workspace.withControl();
        } catch (IOException e) {
            throw DiskTrouble.explain("make a workspace", root, e);
        }
    }

    /// Where memory has no room left, the disk has.
    private Workspace withControl() throws IOException {
        try {
            Files.createDirectories(control);
            return this;
        } catch (IOException e) {
            LOG.warn("Files of steps lie on the disk, not in {}: {}", control, e.getMessage());
            Path onDisk = root.resolve("control");
            Files.createDirectory(onDisk);
            return new Workspace(root, source, temp, onDisk);
        }
    }

    /// Deletes everything; what cannot be deleted is left and logged.
    public void delete() {
        for (Path folder : new Path[] {control, source, temp, root}) {
            try {
                Trees.delete(folder);
            } catch (IOException e) {
                LOG.warn("Cannot delete the workspace {}: {}", folder, e.getMessage());
            }
        }
    }
}
