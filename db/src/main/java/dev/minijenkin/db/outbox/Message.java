package dev.minijenkin.db.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as people see it.
///
/// @param target name
/// @param about the run or job, in few words
/// @param state word
/// @param lastError empty: no attempt failed
/// @param nextAttempt while it is pending
public record Message(
        MessageId id,
        String target,
        String event,
        String about,
        String state,
        int attempts,
        String lastError,
        Instant created,
        @Nullable Instant nextAttempt) {}
