package dev.minijenkin.runner.process;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what the steps of a job left in the background, once the job is over.
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int ROUNDS = 5;

    private Leftovers() {}

    /// Kills every process that was started under the tracking id.
    public static void kill(String trackingId) {
        for (int round = 0; round < ROUNDS; round++) {
            Set<Long> alive = ProcessTable.tracked(trackingId);
            if (alive.isEmpty()) {
                return;
            }
            LOG.info("Ending {} processes that job {} left behind", alive.size(), trackingId);
            Signals.send("KILL", alive);
        }
    }
}
