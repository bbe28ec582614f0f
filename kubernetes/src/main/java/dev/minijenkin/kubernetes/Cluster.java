package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;

/// How a Kubernetes is reached.
final class Cluster {
    /// Of what belongs to this product.
    static final String MANAGED = "app.kubernetes.io/managed-by";

    static final String MANAGER = "mini-jenkin";

    private Cluster() {}

    /// The one that this process runs in, or that of its `kubeconfig`.
    ///
    /// @param namespace empty: that of this process
    /// @param limit how long an answer may take
    static KubernetesClient client(String namespace, Duration limit) {
        ConfigBuilder config =
                new ConfigBuilder(Config.autoConfigure(null))
                        .withRequestTimeout((int) limit.toMillis())
                        .withRequestRetryBackoffLimit(0);
        if (!namespace.isEmpty()) {
            config.withNamespace(namespace);
        }
        return new KubernetesClientBuilder().withConfig(config.build()).build();
    }

    /// Why it did not do what it was asked for.
    static String sentence(KubernetesClientException e) {
        return "Kubernetes refuses: "
                + (e.getStatus() != null && e.getStatus().getMessage() != null
                        ? e.getStatus().getMessage()
                        : e.getCause() == null
                                ? String.valueOf(e.getMessage())
                                : e.getMessage() + " (" + e.getCause().getMessage() + ")");
    }
}
