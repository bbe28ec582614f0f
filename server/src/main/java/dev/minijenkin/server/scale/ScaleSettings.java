package dev.minijenkin.server.scale;

import java.time.Duration;

/// When a scale hook is told what.
///
/// @param calm so long further changes are awaited before it is told: a push queues many jobs
/// @param looks from one look at the queue to the next where nobody hints at a change
/// @param answer how long the receiver may take
/// @param firstPause after a call that failed; it doubles up to
/// @param longestPause the longest one
/// @param missing it is told again after so long though nothing changed, while jobs find no runner
/// @param again the same while none is missing
public record ScaleSettings(
        Duration calm,
        Duration looks,
        Duration answer,
        Duration firstPause,
        Duration longestPause,
        Duration missing,
        Duration again) {
    public static final ScaleSettings USUAL =
            new ScaleSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5));

    /// @throws IllegalArgumentException with a sentence for a person
    public ScaleSettings {
        if (!answer.isPositive()) {
            throw new IllegalArgumentException(
                    "The scale hook needs a second at least, not " + answer.toSeconds());
        }
    }

    /// So long the server that tells it holds on to that, from one look to the next: another one
    /// takes over when it has not looked again by then.
    Duration lease() {
        return answer.plus(looks.multipliedBy(2));
    }

    /// For pods: those that have ended are to be removed soon.
    public static final Duration PODS_AGAIN = Duration.ofSeconds(20);

    /// The same that tells so often though nothing changed.
    public ScaleSettings withAgain(Duration otherAgain) {
        return new ScaleSettings(
                calm, looks, answer, firstPause, longestPause, missing, otherAgain);
    }

    /// The same with another time for an answer.
    public ScaleSettings with(Duration otherAnswer) {
        return new ScaleSettings(
                calm, looks, otherAnswer, firstPause, longestPause, missing, again);
    }
}
