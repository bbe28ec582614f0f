package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.runner.user.JobUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of one claim.
///
/// @param source `GITHUB_WORKSPACE`, called like the repository: empty until a step checks
///   something out
/// @param temp `RUNNER_TEMP`: whatever steps put there
/// @param control scripts and file commands, see [ControlFolder]
/// @param user whose all of this is
public record Workspace(Path root, Path source, Path temp, Path control, JobUser user) {
    /// What else lies in the root.
    private static final Set<String> OWN =
            Set.of("temp", "control", "gitconfig", "actions", "containers", "registries");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}");
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

    /// The folders that steps and the runner write.
    public List<Path> shared() {
        return List.of(source, temp);
    }

    /// For copies of actions that are the job's own. Made by whoever needs it.
    public Path actions() {
        return root.resolve("actions");
    }

    /// For the log that the database has not yet: beside the folders, for it is the runner's own.
    /// Made by whoever needs it.
    public Path spool() {
        return root.resolveSibling(root.getFileName() + ".spool");
    }

    /// For what programs of actions have brought and the runner has not passed on yet; the runner's
    /// own, as the spool is.
    public Path services() {
        return root.resolveSibling(root.getFileName() + ".services");
    }

    /// What checkouts keep between jobs, of all repositories: the runner's own. Made by whoever
    /// needs it.
    public Path mirrors() {
        return root.resolveSibling("../mirrors").normalize();
    }

    /// With whose rights the runner works here.
    public FileRights files() {
        return user.files();
    }

    /// @param made whether its folders are there, but for the one of control
    static Workspace create(
            Path root, Path control, String repository, JobUser user, boolean made) {
        Workspace workspace =
                new Workspace(
                        root,
                        root.resolve(sourceName(repository)),
                        root.resolve("temp"),
                        control,
                        user);
        try {
            if (!made) {
                Trees.delete(root);
                Files.createDirectory(root);
                workspace.give(root);
                workspace
                        .files()
                        .run(() -> {
                            Files.createDirectory(workspace.source);
                            Files.createDirectory(workspace.temp);
                        });
            }
            return workspace.withControl();
        } catch (IOException e) {
            throw DiskTrouble.explain("make a workspace", root, e);
        }
    }

    /// Programs look at the last folder of the workspace for the name of the repository.
    private static String sourceName(String repository) {
        String name = repository.substring(repository.lastIndexOf('/') + 1);
        return PLAIN.matcher(name).matches() && !OWN.contains(name.toLowerCase(Locale.ROOT))
                ? name
                : "source";
    }

    /// Where memory has no room left, the disk has.
    private Workspace withControl() throws IOException {
        try {
            Files.createDirectories(control);
            give(control);
            return this;
        } catch (IOException e) {
            LOG.warn("Files of steps lie on the disk, not in {}: {}", control, e.getMessage());
            Path onDisk = root.resolve("control");
            files().run(() -> Files.createDirectory(onDisk));
            return new Workspace(root, source, temp, onDisk, user);
        }
    }

    /// Makes a folder that the runner has made in one of its own the user's, and nobody else's.
    private void give(Path folder) throws IOException {
        if (user.user().isPresent()) {
            OwnFolders.give(folder, user.user().get());
        }
    }
}
