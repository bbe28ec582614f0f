package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// A pod as an administrator has written it, from which those of runners are made.
///
/// @param name begins the names of its pods
/// @param labels what its runners can do
/// @param most how many there may be at a time
record PodTemplate(String name, Set<String> labels, int most, Pod pod) {
    /// Of the template: the labels of its runners, with commas.
    static final String LABELS = "mini-jenkin.dev/labels";

    /// Of the template: how many pods there may be.
    static final String MOST = "mini-jenkin.dev/most";

    /// Of each pod, and the name of its template.
    static final String TEMPLATE = "mini-jenkin.dev/template";

    /// The container in which a runner runs, where there are several.
    static final String CONTAINER = "runner";

    private static final int USUAL_MOST = 10;
    private static final String RUNNER_NAME = "MINI_JENKIN_NAME";
    private static final String RUNNER_LABELS = "MINI_JENKIN_LABELS";

    /// Those of a file.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    static List<PodTemplate> read(Path file, KubernetesClient client) {
        return PodFile.read(file, client).stream().map(pod -> of(pod, file)).toList();
    }

    private static PodTemplate of(Pod pod, Path file) {
        String name = pod.getMetadata().getName();
        Map<String, String> notes =
                Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
        Set<String> labels = new TreeSet<>(List.of("self-hosted"));
        Arrays.stream(notes.getOrDefault(LABELS, "").split(",", -1))
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        if (labels.size() == 1) {
            throw new IllegalArgumentException(
                    "%s: the pod %s does not say what its runners can do: it needs the annotation %s, such as linux,x64"
                            .formatted(file, name, LABELS));
        }
        PodTemplate template = new PodTemplate(name, labels, most(notes, name, file), pod);
        if (PodFile.container(pod, CONTAINER).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: none of the containers of the pod %s is called %s"
                            .formatted(file, name, CONTAINER));
        }
        return template;
    }

    private static int most(Map<String, String> notes, String name, Path file) {
        String most = notes.getOrDefault(MOST, Integer.toString(USUAL_MOST));
        if (!most.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "%s: the annotation %s of the pod %s is a number from 1 to 9999, unlike '%s'"
                            .formatted(file, MOST, name, most));
        }
        return Integer.parseInt(most);
    }

    boolean serves(List<String> asked) {
        return labels.containsAll(asked);
    }

    /// A new pod. Its runner has its name, so that both are known for each other.
    ///
    /// @param suffix that no other has
    Pod instance(String suffix) {
        Pod made =
                new PodBuilder(pod)
                        .editMetadata()
                        .withName(name + "-" + suffix)
                        .withGenerateName(null)
                        .withNamespace(null)
                        .addToLabels(Cluster.MANAGED, Cluster.MANAGER)
                        .addToLabels(TEMPLATE, name)
                        .endMetadata()
                        .editOrNewSpec()
                        .withRestartPolicy("Never")
                        .endSpec()
                        .build();
        Container runner = PodFile.container(made, CONTAINER).orElseThrow();
        List<EnvVar> variables = new ArrayList<>(runner.getEnv());
        variables.removeIf(
                each -> each.getName().equals(RUNNER_NAME) || each.getName().equals(RUNNER_LABELS));
        variables.add(new EnvVar(RUNNER_NAME, made.getMetadata().getName(), null));
        variables.add(new EnvVar(RUNNER_LABELS, String.join(",", labels), null));
        runner.setEnv(variables);
        return made;
    }
}
