package dev.minijenkin.server.outbox;

import java.time.Duration;
import java.util.Optional;

/// What came back for a request.
public sealed interface Response {
    /// From the begin of the request until it came.
    Duration took();

    /// The receiver answered.
    ///
    /// @param retryAfter what the receiver asks for; empty: nothing
    /// @param excerpt of its body, for people
    record Http(Duration took, int status, Optional<Duration> retryAfter, String excerpt)
            implements Response {}

    /// None came.
    ///
    /// @param error one sentence
    record None(Duration took, String error) implements Response {}
}
