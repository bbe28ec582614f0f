package dev.minijenkin.db.hook;

import dev.minijenkin.db.RepositoryId;
import org.jspecify.annotations.Nullable;

/// Something that asks for runs.
///
/// @param key the sender's id, or a hash of the bytes: the same key again is the same delivery
/// @param event name of the workflow language: `push`, `workflow_dispatch`, …
/// @param payload the raw body
/// @param chain how many runs, each started by the one before, led to it
/// @param traceparent the trace that it belongs to (W3C Trace Context); null: none
public record NewDelivery(
        RepositoryId repository,
        DeliverySource source,
        String key,
        String event,
        byte[] payload,
        int chain,
        @Nullable String traceparent) {
    /// Something that runs led to.
    public NewDelivery(
            RepositoryId repository,
            DeliverySource source,
            String key,
            String event,
            byte[] payload,
            int chain) {
        this(repository, source, key, event, payload, chain, null);
    }

    /// Something that no run led to.
    public NewDelivery(
            RepositoryId repository,
            DeliverySource source,
            String key,
            String event,
            byte[] payload) {
        this(repository, source, key, event, payload, 0, null);
    }
}
