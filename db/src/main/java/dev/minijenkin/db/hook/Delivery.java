package dev.minijenkin.db.hook;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;

/// A delivery that was taken to be processed.
///
/// @param attempts this one included
public record Delivery(
        DeliveryId id,
        RepositoryId repository,
        DeliverySource source,
        String event,
        byte[] payload,
        int attempts) {}
