package dev.minijenkin.db.hook;

import dev.minijenkin.db.command.CommandState;
import java.util.Optional;

/// How a delivery ended.
///
/// @param error why it failed or was ignored, or what of it started nothing; empty where nothing
///   went wrong
/// @param commands what becomes of the commands that wait for it
/// @param outcome one sentence for whoever commanded it
public record DeliveryEnd(
        DeliveryState state, Optional<String> error, CommandState commands, String outcome) {
    /// Nothing was started by it.
    public static DeliveryEnd without(DeliveryState state, String reason) {
        return new DeliveryEnd(
                state,
                state == DeliveryState.PROCESSED ? Optional.empty() : Optional.of(reason),
                state == DeliveryState.FAILED ? CommandState.FAILED : CommandState.DONE,
                reason);
    }
}
