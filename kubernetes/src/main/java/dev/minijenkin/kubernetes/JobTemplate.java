package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A pod as an administrator has written it, from which those of jobs are made.
///
/// @param main name of the container in which steps run
record JobTemplate(Pod pod, String main) {
    /// The container of the template in which steps run, where there are several.
    static final String JOB = "job";

    /// The container of the template that services are like, if there is one.
    static final String SERVICE = "service";

    private static final String VOLUME = "mini-jenkin";
    private static final Duration AFTER_LIMIT = Duration.ofMinutes(15);

    /// The one of a file.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    static JobTemplate read(Path file, KubernetesClient client) {
        List<Pod> pods = PodFile.read(file, client);
        if (pods.size() > 1) {
            throw new IllegalArgumentException(
                    "%s has %d pods: those of jobs are made from one".formatted(file, pods.size()));
        }
        Container main =
                PodFile.container(pods.getFirst(), JOB)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s: none of the containers of the pod is called %s"
                                                .formatted(file, JOB)));
        if (main.getImage() == null || main.getImage().isBlank()) {
            throw new IllegalArgumentException(
                    "%s: the container %s needs an image, for jobs that name none"
                            .formatted(file, main.getName()));
        }
        return new JobTemplate(pods.getFirst(), main.getName());
    }

    /// What a pod is called, and whose it is.
    ///
    /// @param owner what it ends with, if there is such a thing
    /// @param registries secret with the logins of registries
    record Names(
            String pod,
            Map<String, String> labels,
            Optional<OwnerReference> owner,
            Optional<String> registries) {}

    /// The pod of a job. Variables of its services lie in a secret that is called like it.
    Pod instance(JobPodRequest request, Names names) {
        Map<String, String> services = containerNames(request);
        List<Container> containers = new ArrayList<>();
        for (Container each : pod.getSpec().getContainers()) {
            if (each.getName().equals(main)) {
                containers.addFirst(job(each, request));
            } else if (!each.getName().equals(SERVICE)) {
                containers.add(each);
            }
        }
        List<Volume> volumes = new ArrayList<>(pod.getSpec().getVolumes());
        volumes.add(emptyFolder());
        request.services()
                .forEach((name, service) ->
                        containers.add(
                                service(
                                        name,
                                        services.getOrDefault(name, name),
                                        service,
                                        names.pod())));
        List<LocalObjectReference> registries =
                new ArrayList<>(pod.getSpec().getImagePullSecrets());
        names.registries().map(LocalObjectReference::new).ifPresent(registries::add);
        List<HostAlias> aliases = new ArrayList<>(pod.getSpec().getHostAliases());
        if (!services.isEmpty()) {
            aliases.add(new HostAlias(List.copyOf(services.values()), "127.0.0.1"));
        }
        boolean token = Boolean.TRUE.equals(pod.getSpec().getAutomountServiceAccountToken());
        return new PodBuilder(pod)
                .editMetadata()
                .withName(names.pod())
                .withGenerateName(null)
                .withNamespace(null)
                .addToLabels(names.labels())
                .withOwnerReferences(names.owner().stream().toList())
                .endMetadata()
                .editSpec()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(request.limit().plus(AFTER_LIMIT).toSeconds())
                .withAutomountServiceAccountToken(token)
                .withContainers(containers)
                .withVolumes(volumes)
                .withImagePullSecrets(registries)
                .withHostAliases(aliases)
                .endSpec()
                .build();
    }

    /// Whatever its image does by itself is left out: it waits for commands.
    private static Container job(Container template, JobPodRequest request) {
        List<VolumeMount> mounts = new ArrayList<>(template.getVolumeMounts());
        request.folders().forEach(folder -> mounts.add(mount(folder)));
        return new ContainerBuilder(template)
                .withImage(request.image().orElse(template.getImage()))
                .withCommand("tail", "-f", "/dev/null")
                .withArgs(List.of())
                .withVolumeMounts(mounts)
                .build();
    }

    private static VolumeMount mount(JobPodRequest.Folder folder) {
        return new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(folder.inside())
                .withSubPath(folder.part())
                .build();
    }

    private Container service(
            String name, String container, JobPodRequest.Service service, String secret) {
        ContainerBuilder like =
                pod.getSpec().getContainers().stream()
                        .filter(each -> each.getName().equals(SERVICE))
                        .findFirst()
                        .map(ContainerBuilder::new)
                        .orElseGet(ContainerBuilder::new);
        List<EnvVar> variables = new ArrayList<>(like.buildEnv());
        for (String variable : new TreeMap<>(service.environment()).keySet()) {
            variables.add(
                    new EnvVarBuilder()
                            .withName(variable)
                            .withNewValueFrom()
                            .withNewSecretKeyRef(key(name, variable), secret, false)
                            .endValueFrom()
                            .build());
        }
        List<VolumeMount> mounts = new ArrayList<>(like.buildVolumeMounts());
        service.folders().forEach(folder -> mounts.add(mount(folder)));
        if (!service.entrypoint().isEmpty()) {
            like.withCommand(service.entrypoint());
        }
        if (!service.command().isEmpty()) {
            like.withArgs(service.command());
        }
        return like.withName(container)
                .withImage(service.image())
                .withEnv(variables)
                .withVolumeMounts(mounts)
                .withStartupProbe(service.check().map(JobTemplate::probe).orElse(null))
                .build();
    }

    private static Probe probe(JobPodRequest.Check check) {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("/bin/sh", "-c", check.command())
                .endExec()
                .withInitialDelaySeconds(seconds(check.delay(), 0))
                .withPeriodSeconds(seconds(check.interval(), 1))
                .withTimeoutSeconds(seconds(check.timeout(), 1))
                .withFailureThreshold(Math.max(1, check.retries()))
                .build();
    }

    private static int seconds(Duration time, int least) {
        return (int) Math.max(least, Math.min(Integer.MAX_VALUE, time.toSeconds()));
    }

    private static Volume emptyFolder() {
        return new VolumeBuilder().withName(VOLUME).withNewEmptyDir().endEmptyDir().build();
    }

    /// Under which a variable of a service lies in the secret of its pod.
    static String key(String service, String variable) {
        return service + "." + variable;
    }

    /// Of the services, which are hosts as well. Kubernetes allows small letters, digits and
    /// hyphens.
    Map<String, String> containerNames(JobPodRequest request) {
        Map<String, String> names = new TreeMap<>();
        for (String service : request.services().keySet()) {
            String name =
                    service.toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9-]", "-")
                            .replaceAll("^-+|-+$", "");
            String free = name.isEmpty() || name.equals(main) ? "service-" + name.length() : name;
            for (int more = 2; names.containsValue(free); more++) {
                free = name + "-" + more;
            }
            names.put(service, free);
        }
        return names;
    }
}
