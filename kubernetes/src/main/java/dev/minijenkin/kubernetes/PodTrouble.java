package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a pod does not come, or ended badly, as a sentence for a person.
final class PodTrouble {
    private static final Set<String> OF_IMAGES =
            Set.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull");

    private static final Set<String> OF_STARTS =
            Set.of(
                    "CreateContainerConfigError",
                    "CreateContainerError",
                    "RunContainerError",
                    "CrashLoopBackOff");

    private PodTrouble() {}

    /// Empty where nothing is known against it.
    ///
    /// @param fine exit codes of the runner that mean no harm
    static Optional<String> of(Pod pod, Set<Integer> fine) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return Optional.empty();
        }
        String name = "The pod " + pod.getMetadata().getName();
        if (status.getReason() != null && !status.getReason().isEmpty()) {
            return Optional.of(
                    "%s was ended (%s)%s"
                            .formatted(name, status.getReason(), after(status.getMessage())));
        }
        for (PodCondition condition : status.getConditions()) {
            if ("PodScheduled".equals(condition.getType())
                    && "False".equals(condition.getStatus())) {
                return Optional.of(
                        "%s finds no node that takes it%s"
                                .formatted(name, after(condition.getMessage())));
            }
        }
        List<ContainerStatus> containers = new ArrayList<>(status.getInitContainerStatuses());
        containers.addAll(status.getContainerStatuses());
        return containers.stream()
                .map(each -> of(name, pod, each, fine))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> of(
            String name, Pod pod, ContainerStatus container, Set<Integer> fine) {
        if (container.getState() == null) {
            return Optional.empty();
        }
        ContainerStateWaiting waiting = container.getState().getWaiting();
        if (waiting != null) {
            return waits(name, container, waiting);
        }
        ContainerStateTerminated ended = container.getState().getTerminated();
        if (ended == null || ended.getExitCode() == null || fine.contains(ended.getExitCode())) {
            return Optional.empty();
        }
        if ("OOMKilled".equals(ended.getReason())) {
            return Optional.of(
                    "%s was ended because its container %s took more memory than it may%s"
                            .formatted(name, container.getName(), limit(pod, container.getName())));
        }
        return Optional.of(
                "%s failed: its container %s ended with %d%s"
                        .formatted(
                                name,
                                container.getName(),
                                ended.getExitCode(),
                                after(ended.getMessage())));
    }

    private static Optional<String> waits(
            String name, ContainerStatus container, ContainerStateWaiting waiting) {
        String reason = waiting.getReason() == null ? "" : waiting.getReason();
        if (OF_IMAGES.contains(reason)) {
            return Optional.of(
                    "%s does not start: its image %s cannot be pulled (%s)%s"
                            .formatted(
                                    name,
                                    container.getImage(),
                                    reason,
                                    after(waiting.getMessage())));
        }
        if (OF_STARTS.contains(reason)) {
            return Optional.of(
                    "%s does not start: its container %s cannot be begun (%s)%s"
                            .formatted(
                                    name,
                                    container.getName(),
                                    reason,
                                    after(waiting.getMessage())));
        }
        return Optional.empty();
    }

    private static String limit(Pod pod, String container) {
        return pod.getSpec().getContainers().stream()
                .filter(each -> each.getName().equals(container))
                .map(Container::getResources)
                .map(PodTrouble::memory)
                .flatMap(Optional::stream)
                .findFirst()
                .map(" (%s)"::formatted)
                .orElse("");
    }

    private static Optional<Quantity> memory(@Nullable ResourceRequirements resources) {
        Map<String, Quantity> limits = resources == null ? null : resources.getLimits();
        return Optional.ofNullable(limits).map(all -> all.get("memory"));
    }

    private static String after(@Nullable String message) {
        return message == null || message.isBlank() ? "" : ": " + message.strip();
    }
}
