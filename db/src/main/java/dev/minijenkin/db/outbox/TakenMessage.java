package dev.minijenkin.db.outbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that this process is to deliver, and nobody else as long as its lease lasts.
///
/// @param event the word
/// @param body JSON object
/// @param key the same in every attempt
/// @param attempt number of this one, from 1
public record TakenMessage(
        MessageId id,
        Receiver receiver,
        String event,
        String subject,
        String body,
        boolean onlyIfChanged,
        UUID key,
        int attempt) {
    /// Whom it is for.
    ///
    /// @param url which everybody may see
    /// @param sealedTo fingerprint of the key; null: there is no secret
    /// @param sealedSecret null: there is none
    public record Receiver(
            TargetId id,
            String name,
            TargetKind kind,
            String url,
            @Nullable String sealedTo,
            byte @Nullable [] sealedSecret) {}
}
