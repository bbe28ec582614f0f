package dev.minijenkin.server.hook;

import dev.minijenkin.db.DeliveryId;
import java.util.Optional;

/// What a sender is told.
sealed interface HookAnswer {
    /// Kept; a second arrival gets the first one's answer.
    ///
    /// @param note one sentence; empty where there is nothing to say
    record Accepted(DeliveryId delivery, Optional<String> note) implements HookAnswer {}

    record Pong() implements HookAnswer {}

    /// Nothing was kept.
    ///
    /// @param error one sentence
    record Refused(int status, String error) implements HookAnswer {}

    /// Nothing was kept, and the rest of the body was not read: there is too much to do.
    record Busy() implements HookAnswer {}

    /// Nothing was kept, and the rest of the body was not read: it came too slowly.
    record TooSlow() implements HookAnswer {}

    /// Nothing was kept, and the rest of the body was not read.
    ///
    /// @param limit in bytes
    record TooLarge(long limit) implements HookAnswer {}
}
