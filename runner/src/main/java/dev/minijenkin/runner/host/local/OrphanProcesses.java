package dev.minijenkin.runner.host.local;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends processes whose job is over.
final class OrphanProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanProcesses.class);
    private static final int ROUNDS = 5;

    private OrphanProcesses() {}

    /// Kills every process that was started under the tracking id: what the steps of a job left in
    /// the background.
    ///
    /// @return whether none is left
    static boolean kill(String trackingId) {
        return kill(() -> ProcessTable.tracked(trackingId), trackingId);
    }

    /// The same with all that is in the scope of the job.
    static boolean kill(String trackingId, ProcessScope scope) {
        return scope.end()
                || kill(
                        () -> {
                            Set<Long> found = new LinkedHashSet<>(ProcessTable.tracked(trackingId));
                            found.addAll(scope.members());
                            return found;
                        },
                        trackingId);
    }

    /// Kills every process whose tracking id begins like this: what a runner that died left behind.
    static void killUnder(String prefix) {
        killUnder(prefix, ProcessScope.NONE);
    }

    /// The same with all that is in a scope.
    static void killUnder(String prefix, ProcessScope scope) {
        kill(
                () -> {
                    Set<Long> found = new LinkedHashSet<>(ProcessTable.trackedUnder(prefix));
                    found.addAll(scope.members());
                    return found;
                },
                prefix);
    }

    private static boolean kill(Supplier<Set<Long>> find, String name) {
        for (int round = 0; round < ROUNDS; round++) {
            Set<Long> alive = find.get();
            if (alive.isEmpty()) {
                return true;
            }
            LOG.info("Ending {} processes that {} left behind", alive.size(), name);
            Signals.send("KILL", alive);
        }
        return find.get().isEmpty();
    }
}
