package dev.minijenkin.runner.pod;

import dev.minijenkin.kubernetes.JobPodRequest;
import dev.minijenkin.runner.container.ContainerFolders;
import dev.minijenkin.runner.host.container.ContainerPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The folders of a job as its pod has them: under the same names as any container of a job.
///
/// @param root before all of them; empty in a real pod
record PodFolders(ContainerFolders folders, String root) {
    ContainerPaths paths() {
        return new ContainerPaths(
                folders.ofJob().mounts().stream()
                        .map(mount ->
                                new ContainerPaths.Mount(
                                        mount.host(),
                                        root + mount.inside(),
                                        mount.readOnly(),
                                        mount.shared()))
                        .toList());
    }

    String home() {
        return root + ContainerFolders.HOME;
    }

    /// What is one folder on the machine is one in the pod.
    List<JobPodRequest.Folder> parts() {
        Map<Path, String> parts = new LinkedHashMap<>();
        List<JobPodRequest.Folder> list = new ArrayList<>();
        Path own = folders.workspace().root();
        for (ContainerPaths.Mount mount : paths().mounts()) {
            if (mount.shared()) {
                String part =
                        mount.host().startsWith(own)
                                ? "job/" + own.relativize(mount.host())
                                : parts.computeIfAbsent(
                                        mount.host(), _ -> "folder-" + (parts.size() + 1));
                list.add(new JobPodRequest.Folder(mount.inside(), part));
            }
        }
        return list;
    }
}
