package dev.minijenkin.db.poll;

import dev.minijenkin.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a statement for as long as the database is away, with pauses that double from the first
/// to the longest, each up to half longer. Immutable but for its [WakeUp], which one thread waits
/// on at a time.
///
/// @param what waits, for the log: "the result of job 7"
/// @param sooner ends a pause at once; rung by whoever ends the waiting
public record WhileAway(String what, Duration first, Duration longest, WakeUp sooner) {
    private static final Logger LOG = LoggerFactory.getLogger(WhileAway.class);

    /// One try.
    @FunctionalInterface
    public interface Attempt<T> {
        /// Does it once.
        ///
        /// @param again whether one before got no answer: its commit may have taken place all the
        ///   same
        T make(boolean again);
    }

    /// Tries until there is an answer, of whatever kind: what the database refuses is thrown on.
    ///
    /// @param givenUp asked before each try
    /// @return empty where it was given up
    public <T> Optional<T> repeat(BooleanSupplier givenUp, Attempt<T> attempt)
            throws InterruptedException {
        Duration pause = first;
        boolean again = false;
        while (!givenUp.getAsBoolean()) {
            try {
                return Optional.of(attempt.make(again));
            } catch (DatabaseUnavailableException e) {
                LOG.debug("{} waits for the database: {}", what, e.getMessage());
                again = true;
                sooner.await(spread(pause));
                pause = min(pause.multipliedBy(2), longest);
            }
        }
        return Optional.empty();
    }

    private static Duration spread(Duration pause) {
        return pause.plusNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2 + 1));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
