package dev.minijenkin.server.hook;

import dev.minijenkin.db.hook.Received;

/// What a sender is told.
sealed interface HookAnswer {
    record Accepted(Received received) implements HookAnswer {}

    record Pong() implements HookAnswer {}

    /// Nothing was kept.
    ///
    /// @param error one sentence
    record Refused(int status, String error) implements HookAnswer {}
}
