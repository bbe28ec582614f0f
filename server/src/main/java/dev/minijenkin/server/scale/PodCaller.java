package dev.minijenkin.server.scale;

import dev.minijenkin.kubernetes.PodRunners;
import java.util.HashSet;
import java.util.Optional;

/// Has pods of a Kubernetes made and removed by what a message says.
record PodCaller(PodRunners pods) implements ScaleCaller {
    @Override
    public Optional<String> call(ScaleMessage message) {
        return pods.reconcile(
                message.rows().stream()
                        .map(row -> new PodRunners.Need(row.demand().labels(), row.needed()))
                        .toList(),
                new HashSet<>(message.online()));
    }

    @Override
    public void close() {
        pods.close();
    }
}
