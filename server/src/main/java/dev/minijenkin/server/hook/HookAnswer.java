package dev.minijenkin.server.hook;

import dev.minijenkin.db.DeliveryId;

/// What a sender is told.
sealed interface HookAnswer {
    /// Kept; a second arrival gets the first one's answer.
    record Accepted(DeliveryId delivery) implements HookAnswer {}

    record Pong() implements HookAnswer {}

    /// Nothing was kept.
    ///
    /// @param error one sentence
    record Refused(int status, String error) implements HookAnswer {}

    /// Nothing was kept, and the rest of the body was not read.
    ///
    /// @param limit in bytes
    record TooLarge(long limit) implements HookAnswer {}
}
