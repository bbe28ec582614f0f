package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the pods of the jobs of one runner. Thread-safe.
public final class JobPods implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobPods.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Whose pod it is.
    private static final String RUNNER = "mini-jenkin.dev/runner";

    private static final String CLAIM = "mini-jenkin.dev/claim";

    private static final String USUAL_REGISTRY = "https://index.docker.io/v1/";

    private final KubernetesClient client;
    private final JobTemplate template;
    private final String owner;
    private final Optional<OwnerReference> runner;

    JobPods(KubernetesClient client, Path template, String owner, Optional<String> ownPod) {
        this.client = client;
        this.template = JobTemplate.read(template, client);
        this.owner = owner;
        this.runner = ownPod.flatMap(this::reference);
    }

    /// In the cluster that this process runs in, or that of its `kubeconfig`.
    ///
    /// @param namespace empty: that of this process
    /// @param template file of the pod from which those of jobs are made
    /// @param owner tells this runner from every other one: letters and digits
    /// @throws IllegalArgumentException with a sentence for a person
    public static JobPods of(String namespace, Path template, String owner) {
        boolean inside = System.getenv("KUBERNETES_SERVICE_HOST") != null;
        return new JobPods(
                Cluster.client(namespace, LIMIT),
                template,
                owner,
                inside ? Optional.ofNullable(System.getenv("HOSTNAME")) : Optional.empty());
    }

    /// With the pod of the runner go those of its jobs, where both lie in one namespace.
    private Optional<OwnerReference> reference(String pod) {
        try {
            return Optional.ofNullable(client.pods().withName(pod).get())
                    .map(own ->
                            new OwnerReferenceBuilder()
                                    .withApiVersion("v1")
                                    .withKind("Pod")
                                    .withName(pod)
                                    .withUid(own.getMetadata().getUid())
                                    .build());
        } catch (KubernetesClientException e) {
            LOG.info("The pod of this runner is not known: {}", Cluster.sentence(e));
            return Optional.empty();
        }
    }

    /// Removes what an earlier process of this runner left: none of its jobs runs any more.
    ///
    /// @return the names of its pods
    /// @throws KubernetesException if that cannot be done
    public List<String> removeLeft() {
        try {
            List<Pod> left = client.pods().withLabel(RUNNER, owner).list().getItems();
            List<Secret> secrets = client.secrets().withLabel(RUNNER, owner).list().getItems();
            left.forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
            secrets.forEach(secret -> client.resource(secret).delete());
            return left.stream().map(pod -> pod.getMetadata().getName()).toList();
        } catch (KubernetesClientException e) {
            throw new KubernetesException(e);
        }
    }

    /// Makes the pod of a job; it comes later.
    ///
    /// @throws KubernetesException if it is refused
    public JobPod make(JobPodRequest request) {
        String name =
                "mini-jenkin-"
                        + owner.substring(0, Math.min(8, owner.length()))
                        + "-"
                        + request.claim();
        Map<String, String> labels =
                Map.of(
                        Cluster.MANAGED,
                        Cluster.MANAGER,
                        RUNNER,
                        owner,
                        CLAIM,
                        Long.toString(request.claim()));
        List<Secret> secrets = new ArrayList<>();
        variables(request, name).ifPresent(secrets::add);
        Optional<Secret> registries = registries(request, name + "-registries");
        registries.ifPresent(secrets::add);
        Pod pod =
                template.instance(
                        request,
                        new JobTemplate.Names(
                                name,
                                labels,
                                runner,
                                registries.map(secret -> secret.getMetadata().getName())));
        JobPod made =
                new JobPod(
                        client,
                        name,
                        template.main(),
                        template.containerNames(request),
                        secrets.stream().map(secret -> secret.getMetadata().getName()).toList());
        try {
            for (Secret secret : secrets) {
                client.resource(marked(secret, labels)).create();
            }
            client.resource(pod).create();
            return made;
        } catch (KubernetesClientException e) {
            made.close();
            throw new KubernetesException(e);
        }
    }

    private Secret marked(Secret secret, Map<String, String> labels) {
        return new SecretBuilder(secret)
                .editMetadata()
                .withLabels(labels)
                .withOwnerReferences(runner.stream().toList())
                .endMetadata()
                .build();
    }

    private static Optional<Secret> variables(JobPodRequest request, String name) {
        Map<String, String> all = new LinkedHashMap<>();
        request.services()
                .forEach((service, one) ->
                        one.environment()
                                .forEach((variable, value) ->
                                        all.put(JobTemplate.key(service, variable), value)));
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withStringData(all)
                                .build());
    }

    private static Optional<Secret> registries(JobPodRequest request, String name) {
        Map<String, Map<String, String>> logins = new LinkedHashMap<>();
        for (JobPodRequest.Login login : request.logins()) {
            String both = login.username() + ":" + login.password();
            logins.put(
                    login.registry().isEmpty() ? USUAL_REGISTRY : login.registry(),
                    Map.of(
                            "auth",
                            Base64.getEncoder()
                                    .encodeToString(both.getBytes(StandardCharsets.UTF_8))));
        }
        return logins.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withType("kubernetes.io/dockerconfigjson")
                                .withStringData(
                                        Map.of(
                                                ".dockerconfigjson",
                                                Serialization.asJson(Map.of("auths", logins))))
                                .build());
    }

    @Override
    public void close() {
        client.close();
    }
}
