package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.engine.start.StartableRun;
import java.util.List;

/// What comes of a delivery.
sealed interface DeliveryOutcome {
    /// Runs begin.
    ///
    /// @param runs at least one
    record Starts(List<StartableRun> runs) implements DeliveryOutcome {}

    /// No run.
    ///
    /// @param reason one sentence for a person
    record Ends(DeliveryState state, String reason) implements DeliveryOutcome {}

    /// Done, without a run.
    ///
    /// @param outcome one sentence for a person
    record Done(String outcome) implements DeliveryOutcome {}

    static DeliveryOutcome ignored(String reason) {
        return new Ends(DeliveryState.IGNORED, reason);
    }

    static DeliveryOutcome failed(String reason) {
        return new Ends(DeliveryState.FAILED, reason);
    }
}
