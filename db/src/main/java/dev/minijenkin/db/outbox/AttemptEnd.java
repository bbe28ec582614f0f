package dev.minijenkin.db.outbox;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of an attempt to deliver a message.
public sealed interface AttemptEnd {
    /// It is there.
    record Delivered() implements AttemptEnd {}

    /// There was nothing new to tell, and nothing was sent.
    record Unchanged() implements AttemptEnd {}

    /// It is tried again, unless it is too old.
    ///
    /// @param error one sentence
    /// @param after how much later
    /// @param pause how long nothing is to be sent to the target; empty: as its failures in a row
    ///   say
    /// @param counts whether it is one of these failures; a target that asks for a pause does not
    ///   fail
    record Failed(String error, Duration after, Optional<Duration> pause, boolean counts)
            implements AttemptEnd {}

    /// It is given up: no other attempt would end otherwise.
    ///
    /// @param error one sentence
    record Refused(String error) implements AttemptEnd {}

    /// What was measured of it.
    ///
    /// @param took until the answer, or until none was waited for any more
    /// @param status of HTTP; null: there was no answer
    record Trial(Duration took, @Nullable Integer status) {
        /// Of one that nothing was sent for.
        public static final Trial NONE = new Trial(Duration.ZERO, null);
    }
}
