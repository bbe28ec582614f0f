package dev.minijenkin.runner.host.local;

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
    static void kill(String trackingId) {
        kill(() -> ProcessTable.tracked(trackingId), trackingId);
    }

    /// Kills every process whose tracking id begins like this: what a runner that died left behind.
    static void killUnder(String prefix) {
        kill(() -> ProcessTable.trackedUnder(prefix), prefix);
    }

    private static void kill(Supplier<Set<Long>> find, String name) {
        for (int round = 0; round < ROUNDS; round++) {
            Set<Long> alive = find.get();
            if (alive.isEmpty()) {
                return;
            }
            LOG.info("Ending {} processes that {} left behind", alive.size(), name);
            Signals.send("KILL", alive);
        }
    }
}
