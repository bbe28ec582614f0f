package dev.minijenkin.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes pods for jobs that find no runner, and removes those that have ended. What there is it
/// reads from Kubernetes each time: another server, or the next start of this one, goes on with the
/// pods of the one before. Used by one thread.
public final class PodRunners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodRunners.class);

    /// Of a runner that has done what it was for, and of one that got no job.
    private static final Set<Integer> FINE = Set.of(0, 3);

    /// So long one that failed stays, and counts: else whatever is wrong with it made as many pods
    /// as there are looks.
    private static final Duration FAILED_STAYS = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final List<PodTemplate> templates;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Map<String, Long> failedSince = new HashMap<>();
    private Set<String> told = Set.of();

    PodRunners(
            KubernetesClient client,
            Path templates,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.client = client;
        this.templates = PodTemplate.read(templates, client);
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /// In the cluster that this process runs in, or that of its `kubeconfig`.
    ///
    /// @param namespace empty: that of this process
    /// @param templates file of pods, one a document
    /// @param limit how long an answer of Kubernetes may take
    /// @throws IllegalArgumentException with a sentence for a person
    public static PodRunners of(String namespace, Path templates, Duration limit) {
        return new PodRunners(
                Cluster.client(namespace, limit),
                templates,
                RandomGenerator.getDefault(),
                System::nanoTime);
    }

    /// What is needed of one set of labels.
    ///
    /// @param needed jobs for which nothing is free
    public record Need(List<String> labels, long needed) {}

    /// Makes and removes what is to be.
    ///
    /// @param online names of the runners that the server knows
    /// @return why that cannot be done, in one sentence; empty: it is done
    public Optional<String> reconcile(List<Need> needs, Set<String> online) {
        try {
            Set<String> troubles = new HashSet<>();
            Map<PodTemplate, Long> needed = needed(needs, troubles);
            List<Pod> pods =
                    client.pods()
                            .withLabel(Cluster.MANAGED, Cluster.MANAGER)
                            .withLabel(PodTemplate.TEMPLATE)
                            .list()
                            .getItems();
            for (Pod pod : pods) {
                PodTrouble.of(pod, FINE).ifPresent(troubles::add);
            }
            List<Pod> left = withoutEnded(pods);
            for (PodTemplate template : templates) {
                fit(template, needed.getOrDefault(template, 0L), left, online);
            }
            tell(troubles);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(Cluster.sentence(e));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /// A set of labels is for the first template that has all of them.
    private Map<PodTemplate, Long> needed(List<Need> needs, Set<String> troubles) {
        Map<PodTemplate, Long> needed = new HashMap<>();
        for (Need need : needs) {
            if (need.needed() > 0) {
                templates.stream()
                        .filter(template -> template.serves(need.labels()))
                        .findFirst()
                        .ifPresentOrElse(
                                template -> needed.merge(template, need.needed(), Long::sum),
                                () ->
                                        troubles.add(
                                                "No pod is made for jobs that ask for %s: no template has these labels"
                                                        .formatted(
                                                                String.join(", ", need.labels()))));
            }
        }
        return needed;
    }

    /// Removes those that have ended; what is left.
    private List<Pod> withoutEnded(List<Pod> pods) {
        List<Pod> left = new ArrayList<>();
        Set<String> failed = new HashSet<>();
        for (Pod pod : pods) {
            if (!hasEnded(pod)) {
                left.add(pod);
            } else if (PodTrouble.of(pod, FINE).isPresent() && !isOver(pod, failed)) {
                left.add(pod);
            } else {
                delete(pod);
            }
        }
        failedSince.keySet().retainAll(failed);
        return left;
    }

    private boolean isOver(Pod pod, Set<String> failed) {
        String id = pod.getMetadata().getName();
        failed.add(id);
        long since = failedSince.computeIfAbsent(id, _ -> nanoTime.getAsLong());
        return nanoTime.getAsLong() - since > FAILED_STAYS.toNanos();
    }

    /// As many are to come as jobs find no runner, but not more altogether than there may be.
    private void fit(PodTemplate template, long needed, List<Pod> left, Set<String> online) {
        List<Pod> own =
                left.stream()
                        .filter(pod ->
                                template.name()
                                        .equals(
                                                pod.getMetadata()
                                                        .getLabels()
                                                        .get(PodTemplate.TEMPLATE)))
                        .toList();
        List<Pod> coming =
                own.stream().filter(pod -> !online.contains(pod.getMetadata().getName())).toList();
        long more = Math.min(needed - coming.size(), (long) template.most() - own.size());
        for (long pod = 0; pod < more; pod++) {
            Pod made = template.instance(HexFormat.of().toHexDigits(random.nextInt()));
            client.pods().resource(made).create();
            LOG.info("Made the pod {} for a job", made.getMetadata().getName());
        }
        coming.stream()
                .filter(pod -> isPhase(pod, "Pending") && !isLeaving(pod))
                .sorted(Comparator.comparing(PodRunners::made).reversed())
                .limit(Math.max(0, coming.size() - needed))
                .forEach(this::delete);
    }

    private void delete(Pod pod) {
        if (!isLeaving(pod)) {
            client.pods().resource(pod).delete();
            LOG.info("Removed the pod {}", pod.getMetadata().getName());
        }
    }

    private void tell(Set<String> troubles) {
        troubles.stream().filter(trouble -> !told.contains(trouble)).sorted().forEach(LOG::warn);
        told = troubles;
    }

    private static boolean hasEnded(Pod pod) {
        return isPhase(pod, "Succeeded") || isPhase(pod, "Failed");
    }

    private static boolean isLeaving(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /// One that Kubernetes has said nothing of waits.
    private static boolean isPhase(Pod pod, String phase) {
        String now = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return phase.equals(now == null ? "Pending" : now);
    }

    private static String made(Pod pod) {
        String at = pod.getMetadata().getCreationTimestamp();
        return at == null ? "" : at;
    }
}
