package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;

/// A Kubernetes does not do what it is asked for; the message is a sentence for a person.
public final class KubernetesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KubernetesException(KubernetesClientException cause) {
        super(Cluster.sentence(cause), cause);
    }

    KubernetesException(String message, Throwable cause) {
        super(message, cause);
    }
}
