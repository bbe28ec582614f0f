package dev.minijenkin.db.hook;

import dev.minijenkin.db.DeliveryId;

/// What became of an arriving delivery.
///
/// @param duplicate whether it was there already; `id` is then the first one's
public record Received(DeliveryId id, boolean duplicate) {}
