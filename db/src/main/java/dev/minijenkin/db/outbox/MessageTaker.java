package dev.minijenkin.db.outbox;

import java.time.Duration;
import java.util.UUID;

/// A process that delivers messages.
///
/// @param id of this start of the process
/// @param lease how long a message is its own: longer than an attempt can take
/// @param ofTarget how many messages are under way to a target at a time
/// @param circuit after how many failures in a row a target is tried by one message at a time, and
///   after pauses
/// @param longestRest the longest of those pauses, which double
public record MessageTaker(
        UUID id, Duration lease, int ofTarget, int circuit, Duration longestRest) {}
