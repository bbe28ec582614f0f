package dev.minijenkin.db.hook;

import dev.minijenkin.db.RepositoryId;

/// Something that asks for runs.
///
/// @param key the sender's id, or a hash of the bytes: the same key again is the same delivery
/// @param event name of the workflow language: `push`, `workflow_dispatch`, …
/// @param payload the raw body
public record NewDelivery(
        RepositoryId repository, DeliverySource source, String key, String event, byte[] payload) {}
