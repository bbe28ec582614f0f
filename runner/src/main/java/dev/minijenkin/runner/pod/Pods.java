package dev.minijenkin.runner.pod;

import dev.minijenkin.kubernetes.JobPods;
import dev.minijenkin.kubernetes.KubernetesException;
import dev.minijenkin.runner.container.Containers;
import dev.minijenkin.runner.container.ContainersOfJob;
import dev.minijenkin.runner.container.JobNeeds;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.container.PodSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Each job of a runner gets a pod of its own. Thread-safe.
public final class Pods implements Containers {
    private static final Logger LOG = LoggerFactory.getLogger(Pods.class);

    private final PodSource source;
    private final JobPods pods;

    private Pods(PodSource source, JobPods pods) {
        this.source = source;
        this.pods = pods;
    }

    /// Those of a work folder. What an earlier process left in it is removed first.
    ///
    /// @param owner tells the work folder from every other one, on whatever host
    /// @throws RunnerException if Kubernetes or the template says no
    public static Pods open(PodSource source, String owner) {
        try {
            JobPods pods = JobPods.of(source.namespace(), source.template(), owner);
            List<String> left = pods.removeLeft();
            if (!left.isEmpty()) {
                LOG.info("Removed pods that an earlier runner left: {}", String.join(" ", left));
            }
            return new Pods(source, pods);
        } catch (IllegalArgumentException | KubernetesException e) {
            throw new RunnerException("There can be no pods for jobs: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean canStart() {
        return true;
    }

    @Override
    public ContainersOfJob ofJob(JobNeeds needs) {
        return new PodOfJob(pods, source, needs);
    }

    @Override
    public void close() {
        pods.close();
    }
}
