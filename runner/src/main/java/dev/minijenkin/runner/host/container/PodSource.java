package dev.minijenkin.runner.host.container;

import java.nio.file.Path;
import java.time.Duration;

/// A Kubernetes, in which each job gets a pod.
///
/// @param namespace empty: that of this process, or of its `kubeconfig`
/// @param template file of the pod from which those of jobs are made
/// @param patience how long a pod may take until it runs
/// @param root before the paths of a job in its pod; empty but where pods are played
public record PodSource(String namespace, Path template, Duration patience, String root)
        implements ContainerSource {
    /// How long a pod may take, unless somebody says otherwise: nodes may have to come first.
    public static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);

    /// @throws IllegalArgumentException with a sentence for a person
    public PodSource {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException(
                    "A pod needs a second at least to come, not " + patience.toSeconds());
        }
    }

    @Override
    public boolean isNone() {
        return false;
    }

    @Override
    public boolean isNamed() {
        return true;
    }
}
