package dev.minijenkin.runner.action;

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

/// An action that lies on this host.
///
/// @param shown how the workflow names it
/// @param folder of its file
/// @param origin where it came from; empty texts for one of the workspace
record LoadedAction(String shown, Path folder, Origin origin, ActionFile file) {
    /// Where an action came from.
    ///
    /// @param repository `owner/name`
    /// @param ref as the workflow names it
    record Origin(String repository, String ref) {
        static final Origin WORKSPACE = new Origin("", "");
    }

    /// Reads what lies in a folder.
    static LoadedAction read(String shown, Path folder, Origin origin)
            throws UnusableActionException {
        for (String name : List.of("action.yml", "action.yaml")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return new LoadedAction(shown, folder, origin, read(shown, file));
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
    boolean isLocal() {
        return origin.equals(Origin.WORKSPACE);
    }

    /// What its processes and its steps find in `github`.
    Map<String, String> github() {
        Map<String, String> github = new LinkedHashMap<>();
        github.put("action_path", folder.toString());
        github.put("action_repository", origin.repository());
        github.put("action_ref", origin.ref());
        return github;
    }

    private static ActionFile read(String shown, Path file) throws UnusableActionException {
        try {
            return ActionFileReader.read(
                    file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnusableActionException(
                    "uses '" + shown + "', whose file cannot be read: " + e.getMessage());
        } catch (UnreadableActionException e) {
            throw new UnusableActionException("uses '" + shown + "': " + e.getMessage());
        }
    }
}
