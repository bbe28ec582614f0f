package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pod of one job. Thread-safe.
public final class JobPod implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobPod.class);

    private final KubernetesClient client;
    private final String name;
    private final String main;
    private final Map<String, String> services;
    private final List<String> secrets;

    /// @param main container in which steps run
    /// @param services their containers, by their names in the workflow
    /// @param secrets that go with it
    JobPod(
            KubernetesClient client,
            String name,
            String main,
            Map<String, String> services,
            List<String> secrets) {
        this.client = client;
        this.name = name;
        this.main = main;
        this.services = Map.copyOf(services);
        this.secrets = List.copyOf(secrets);
    }

    public String name() {
        return name;
    }

    /// How far it is.
    ///
    /// @throws KubernetesException if nobody knows
    public PodState state() {
        @Nullable Pod pod;
        try {
            pod = pod().get();
        } catch (KubernetesClientException e) {
            throw new KubernetesException(e);
        }
        if (pod == null || pod.getMetadata().getDeletionTimestamp() != null) {
            return new PodState.Failed(
                    "The pod " + name + " was removed by somebody else", Optional.empty());
        }
        return state(pod);
    }

    private PodState state(Pod pod) {
        Optional<String> trouble = PodTrouble.of(pod, Set.of(0));
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        if ("Failed".equals(phase) || "Succeeded".equals(phase)) {
            return new PodState.Failed(
                    trouble.orElse("The pod " + name + " has ended"), Optional.empty());
        }
        if (!"Running".equals(phase)) {
            return new PodState.Coming(trouble);
        }
        Map<String, ContainerStatus> containers =
                pod.getStatus().getContainerStatuses().stream()
                        .collect(Collectors.toMap(ContainerStatus::getName, Function.identity()));
        if (code(containers.get(main)).isPresent()) {
            return new PodState.Failed(
                    trouble.orElse("The container of the job has ended"), Optional.empty());
        }
        boolean ready = isReady(containers.get(main));
        Map<String, Integer> ended = new LinkedHashMap<>();
        for (Map.Entry<String, String> service : services.entrySet()) {
            ContainerStatus status = containers.get(service.getValue());
            Optional<Integer> code = code(status);
            if (code.isPresent() && isChecked(pod, service.getValue())) {
                return new PodState.Failed(
                        "The service '%s' ended with code %d, or its health check gave it up"
                                .formatted(service.getKey(), code.get()),
                        Optional.of(service.getKey()));
            }
            code.ifPresent(known -> ended.put(service.getKey(), known));
            ready &= code.isPresent() || isReady(status);
        }
        return ready ? new PodState.Ready(ended) : new PodState.Coming(trouble);
    }

    private static boolean isChecked(Pod pod, String container) {
        return pod.getSpec().getContainers().stream()
                .anyMatch(
                        each -> each.getName().equals(container) && each.getStartupProbe() != null);
    }

    private static boolean isReady(@Nullable ContainerStatus status) {
        return status != null
                && status.getState() != null
                && status.getState().getRunning() != null
                && !Boolean.FALSE.equals(status.getStarted());
    }

    private static Optional<Integer> code(@Nullable ContainerStatus status) {
        return status == null
                        || status.getState() == null
                        || status.getState().getTerminated() == null
                ? Optional.empty()
                : Optional.ofNullable(status.getState().getTerminated().getExitCode());
    }

    /// What a service printed; empty where that is not to be had.
    public String log(String service) {
        try {
            return pod().inContainer(services.getOrDefault(service, main))
                    .tailingLines(200)
                    .getLog();
        } catch (KubernetesClientException e) {
            return Cluster.sentence(e);
        }
    }

    /// Starts a command in the container of the job, that reads nothing.
    ///
    /// @param words that everybody may see who may look at the calls of Kubernetes
    /// @param output what it prints; called by one thread at a time
    /// @param errors the same for its other stream
    /// @throws KubernetesException if it cannot be started
    public PodCommand start(List<String> words, OutputStream output, OutputStream errors) {
        try {
            return new PodCommand(
                    container()
                            .writingOutput(output)
                            .writingError(errors)
                            .exec(words.toArray(String[]::new)));
        } catch (KubernetesClientException e) {
            throw new KubernetesException(e);
        }
    }

    /// The same for one that is sent something.
    public PodCommand startReading(List<String> words, OutputStream output, OutputStream errors) {
        try {
            return new PodCommand(
                    container()
                            .redirectingInput()
                            .writingOutput(output)
                            .writingError(errors)
                            .exec(words.toArray(String[]::new)));
        } catch (KubernetesClientException e) {
            throw new KubernetesException(e);
        }
    }

    private ContainerResource container() {
        return pod().inContainer(main);
    }

    private PodResource pod() {
        return client.pods().withName(name);
    }

    /// Ends and removes it at once, with all that belongs to it. What cannot be removed is logged.
    @Override
    public void close() {
        try {
            pod().withGracePeriod(0).delete();
            secrets.forEach(secret -> client.secrets().withName(secret).delete());
        } catch (KubernetesClientException e) {
            LOG.warn("The pod {} may be left: {}", name, Cluster.sentence(e));
        }
    }
}
