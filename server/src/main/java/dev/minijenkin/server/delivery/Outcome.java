package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.pipeline.progress.NewRun;
import java.util.List;

/// What comes of a delivery.
sealed interface Outcome {
    /// Runs begin.
    ///
    /// @param runs at least one
    record Starts(List<NewRun> runs) implements Outcome {}

    /// No run.
    ///
    /// @param reason one sentence for a person
    record Ends(DeliveryState state, String reason) implements Outcome {}

    static Outcome ignored(String reason) {
        return new Ends(DeliveryState.IGNORED, reason);
    }

    static Outcome failed(String reason) {
        return new Ends(DeliveryState.FAILED, reason);
    }
}
