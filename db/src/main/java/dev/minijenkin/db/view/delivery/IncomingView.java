package dev.minijenkin.db.view.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery that came in, as a list shows it.
///
/// @param what it is: `push` of a repository
/// @param duplicates how often it came again and was not counted
/// @param hasBody whether it can be carried out again
/// @param started what came of it
public record IncomingView(
        DeliveryId id,
        What what,
        Progress progress,
        int duplicates,
        boolean hasBody,
        Instant received,
        List<StartedRun> started) {
    /// What it is, and from where.
    public record What(String repository, DeliverySource source, String event) {}

    /// How far it is.
    ///
    /// @param error why it failed, was ignored or has to wait; empty: neither
    /// @param nextAttempt while it is open; null: it has ended
    public record Progress(
            DeliveryState state, int attempts, String error, @Nullable Instant nextAttempt) {}

    /// A run that it started.
    ///
    /// @param name `ci #12`
    public record StartedRun(RunId id, String name) {}
}
