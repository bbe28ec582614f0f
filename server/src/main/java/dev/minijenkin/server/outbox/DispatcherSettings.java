package dev.minijenkin.server.outbox;

import dev.minijenkin.db.poll.PollLoop;
import java.time.Duration;

/// How messages are delivered.
///
/// @param looks how often the database is asked for what is due; soon while something is under way
/// @param connect how long a connection may take
/// @param answer how long an attempt may take from its begin to its answer
/// @param lease how long a message belongs to this process: longer than an attempt takes
/// @param firstPause before a second attempt; each further one doubles it
/// @param longestPause that it is doubled to
/// @param ofTarget attempts at the same time to one target
/// @param slots attempts at the same time in all
/// @param circuit failures in a row after which a target is left alone for a while
/// @param longestRest of a target that is left alone
public record DispatcherSettings(
        PollLoop.Periods looks,
        Duration connect,
        Duration answer,
        Duration lease,
        Duration firstPause,
        Duration longestPause,
        int ofTarget,
        int slots,
        int circuit,
        Duration longestRest) {
    private static final int LEASE_OF_ANSWERS = 4;

    public static final DispatcherSettings USUAL =
            new DispatcherSettings(
                    new PollLoop.Periods(Duration.ofSeconds(5), Duration.ofSeconds(1)),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(30),
                    4,
                    256,
                    8,
                    Duration.ofMinutes(10));

    public DispatcherSettings {
        if (lease.compareTo(answer.plus(connect)) <= 0) {
            throw new IllegalArgumentException(
                    "A message must belong to its process for longer than an attempt takes");
        }
    }

    /// With another time for an answer and another longest pause, and all that follows from them.
    DispatcherSettings within(Duration newAnswer, Duration newLongestPause) {
        return new DispatcherSettings(
                looks,
                newAnswer.compareTo(connect) < 0 ? newAnswer : connect,
                newAnswer,
                newAnswer.multipliedBy(LEASE_OF_ANSWERS),
                shorter(firstPause, newLongestPause),
                newLongestPause,
                ofTarget,
                slots,
                circuit,
                shorter(longestRest, newLongestPause));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
