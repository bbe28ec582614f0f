package dev.minijenkin.runner.action.call;

import dev.minijenkin.runner.user.FileRights;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.action.ActionFileReader;
import dev.minijenkin.workflow.action.UnreadableActionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An action that lies on this host.
///
/// @param shown how the workflow names it
/// @param folder of its file
/// @param origin where it came from; empty texts for one of the workspace
public record LoadedAction(String shown, Path folder, Origin origin, ActionFile file) {
    /// Where an action came from.
    ///
    /// @param repository `owner/name`
    /// @param ref as the workflow names it
    public record Origin(String repository, String ref) {
        public static final Origin WORKSPACE = new Origin("", "");
    }

    /// Reads what lies in a folder.
    ///
    /// @param files with whose rights
    public static LoadedAction read(String shown, Path folder, Origin origin, FileRights files)
            throws UnusableActionException {
        for (String name : List.of("action.yml", "action.yaml")) {
            Optional<String> text = text(shown, folder.resolve(name), files);
            if (text.isPresent()) {
                return new LoadedAction(shown, folder, origin, read(shown, name, text.get()));
            }
        }
        if (Files.isRegularFile(folder.resolve("Dockerfile"))) {
            return new LoadedAction(
                    shown,
                    folder,
                    origin,
                    new ActionFile(
                            "", Map.of(), Map.of(), ActionFile.Runs.Container.of("Dockerfile")));
        }
        throw new UnusableActionException(
                "uses '"
                        + shown
                        + "', and there is no action.yml, action.yaml or Dockerfile"
                        + (origin.equals(Origin.WORKSPACE)
                                ? " in the workspace: actions of the repository itself need a step"
                                        + " before them that uses actions/checkout"
                                : " in it"));
    }

    /// Whether it is one of the workspace.
    public boolean isLocal() {
        return origin.equals(Origin.WORKSPACE);
    }

    /// What its processes and its steps find in `github`.
    public Map<String, String> github() {
        Map<String, String> github = new LinkedHashMap<>();
        github.put("action_path", folder.toString());
        github.put("action_repository", origin.repository());
        github.put("action_ref", origin.ref());
        return github;
    }

    /// Empty where there is no such file.
    private static Optional<String> text(String shown, Path file, FileRights files)
            throws UnusableActionException {
        try {
            return files.call(() ->
                    Files.isRegularFile(file)
                            ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                            : Optional.empty());
        } catch (IOException e) {
            throw new UnusableActionException(
                    "uses '" + shown + "', whose file cannot be read: " + e.getMessage());
        }
    }

    private static ActionFile read(String shown, String name, String text)
            throws UnusableActionException {
        try {
            return ActionFileReader.read(name, text);
        } catch (UnreadableActionException e) {
            throw new UnusableActionException("uses '" + shown + "': " + e.getMessage());
        }
    }
}
