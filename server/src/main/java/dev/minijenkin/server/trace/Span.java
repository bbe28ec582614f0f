package dev.minijenkin.server.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that was done, with its begin and its end.
///
/// @param parent id of the span that it is part of; empty: none
/// @param failure why it failed, in a word; empty: it did not
/// @param attributes texts and whole numbers
record Span(
        String traceId,
        String id,
        Optional<String> parent,
        Kind kind,
        String name,
        Instant start,
        Instant end,
        Optional<String> failure,
        Map<String, Object> attributes) {
    /// Of OTLP, with its number there.
    enum Kind {
        INTERNAL(1),
        SERVER(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /// Ends no sooner than it begins, whatever the clocks of hosts say.
    Span {
        end = end.isBefore(start) ? start : end;
        attributes = Map.copyOf(attributes);
    }
}
