package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A file of pods as an administrator has written them, one a document.
final class PodFile {
    private PodFile() {}

    /// Its pods: at least one, each with a name.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    static List<Pod> read(Path file, KubernetesClient client) {
        List<Pod> pods = new ArrayList<>();
        try {
            for (Object each :
                    client.load(new ByteArrayInputStream(Files.readAllBytes(file))).items()) {
                if (!(each instanceof Pod pod)) {
                    throw new IllegalArgumentException(
                            "%s has something else than pods".formatted(file));
                }
                pods.add(named(pod, file));
            }
        } catch (IOException | KubernetesClientException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read: %s"
                            .formatted(
                                    file, Objects.requireNonNullElse(e.getCause(), e).getMessage()),
                    e);
        }
        if (pods.isEmpty()) {
            throw new IllegalArgumentException("%s has no pod".formatted(file));
        }
        return pods;
    }

    private static Pod named(Pod pod, Path file) {
        String name = Objects.requireNonNullElse(pod.getMetadata().getName(), "");
        if (!name.matches("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "%s: a pod needs a name of small letters, digits and hyphens, at most 52, unlike '%s'"
                            .formatted(file, name));
        }
        return pod;
    }

    /// The only container of a pod, or that of a name.
    static Optional<Container> container(Pod pod, String name) {
        List<Container> containers =
                pod.getSpec() == null ? List.of() : pod.getSpec().getContainers();
        return containers.size() == 1
                ? Optional.of(containers.getFirst())
                : containers.stream().filter(each -> name.equals(each.getName())).findFirst();
    }
}
