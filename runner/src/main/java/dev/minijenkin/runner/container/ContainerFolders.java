package dev.minijenkin.runner.container;

import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.host.container.ContainerHost;
import dev.minijenkin.runner.host.container.ContainerPaths;
import dev.minijenkin.runner.host.container.ContainerPaths.Mount;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folders of a job as its containers see them: under the names that the reference gives them.
///
/// @param tools `RUNNER_TOOL_CACHE`
/// @param kept actions of other repositories
public record ContainerFolders(Workspace workspace, Path tools, Path kept) {
    /// `HOME` in every container.
    public static final String HOME = "/github/home";

    /// Where an action that is a container finds the workspace.
    static final String ACTION_SOURCE = "/github/workspace";

    private static final String EVENT = "/github/workflow/event.json";
    private static final String COMMANDS = "/github/file_commands";

    /// Where the steps of a job in a container find the workspace.
    String source() {
        return "/__w/" + workspace.source().getFileName() + "/" + workspace.source().getFileName();
    }

    /// For what no container may see.
    public Path hidden() {
        return workspace.root().resolve("containers");
    }

    /// Of the container in which the steps of a job run.
    public ContainerPaths ofJob() {
        return paths(
                Mount.of(workspace.temp(), "/__w/_temp"),
                Mount.of(workspace.actions(), "/__w/_actions"),
                Mount.readOnly(kept, "/__a"),
                Mount.of(tools, "/__t"),
                Mount.of(workspace.source(), source()),
                Mount.alias(workspace.root(), "/__w/" + workspace.source().getFileName()));
    }

    /// Of a container that is an action.
    ContainerPaths ofAction() {
        return paths(
                Mount.of(workspace.temp(), "/github/runner_temp"),
                Mount.of(tools, "/opt/hostedtoolcache"),
                Mount.of(workspace.source(), ACTION_SOURCE));
    }

    private ContainerPaths paths(Mount... others) {
        return new ContainerPaths(
                Stream.concat(
                                Stream.of(
                                        Mount.alias(
                                                workspace.control().resolve("event.json"), EVENT),
                                        Mount.of(workspace.control(), COMMANDS),
                                        Mount.of(workspace.control(), "/github/workflow"),
                                        Mount.of(home(), HOME)),
                                Stream.of(others))
                        .toList());
    }

    /// Makes what is not there yet, and lets every user of a container write into it.
    public void make() {
        Path settings = home().resolve(".gitconfig");
        try {
            for (Path folder :
                    List.of(
                            workspace.control(),
                            home(),
                            workspace.temp(),
                            workspace.actions(),
                            kept,
                            tools,
                            workspace.source())) {
                JobFiles.makeFolder(folder);
            }
            for (Path folder :
                    List.of(workspace.control(), home(), workspace.temp(), workspace.source())) {
                ContainerHost.open(folder);
            }
            if (!Files.exists(settings, LinkOption.NOFOLLOW_LINKS)) {
                // What lies there belongs to the user of the runner, whoever that is inside.
                JobFiles.write(
                        settings,
                        "[safe]\n\tdirectory = %s\n\tdirectory = %s\n"
                                .formatted(source(), ACTION_SOURCE)
                                .getBytes(StandardCharsets.UTF_8));
                ContainerHost.open(settings);
            }
        } catch (IOException e) {
            throw DiskTrouble.explain("make the folders of a container", home(), e);
        }
    }

    /// Folders, as the container of the job sees them, that are deleted with it.
    List<String> goneWithJob() {
        return List.of(source(), "/__w/_temp", "/__w/_actions");
    }

    /// Whether the runner's user may delete whatever lies there.
    boolean belongToRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(workspace.root(), "unix:uid"));
        } catch (IOException e) {
            throw DiskTrouble.explain("look at the folders of a job", workspace.root(), e);
        }
    }

    private Path home() {
        return workspace.temp().resolve("_github_home");
    }
}
