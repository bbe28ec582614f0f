package dev.minijenkin.db.view.whatif;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What it would do if runs were given another priority now.
///
/// @param moves of their jobs in the queue, the first ones
/// @param queued how many of their jobs are in the queue
/// @param others by pipeline, those of which most move first
public record PriorityEffect(List<Move> moves, long queued, List<OtherJobs> others) {
    /// A job in the line of those with the same labels.
    ///
    /// @param from place, from 1
    /// @param startsBefore in how long it likely begins as it is; empty: nobody can say
    /// @param startsAfter in how long it would; empty: nobody can say
    public record Move(
            String job,
            long from,
            long to,
            Optional<Duration> startsBefore,
            Optional<Duration> startsAfter) {}

    public PriorityEffect {
        moves = List.copyOf(moves);
        others = List.copyOf(others);
    }
}
