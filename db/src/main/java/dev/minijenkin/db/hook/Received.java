package dev.minijenkin.db.hook;

import dev.minijenkin.db.DeliveryId;

/// What became of an arriving delivery.
public sealed interface Received {
    DeliveryId id();

    /// It is new, and will be processed.
    record Fresh(DeliveryId id) implements Received {}

    /// One of its key was there before; `id` is that one's.
    record Again(DeliveryId id) implements Received {}

    /// One of its body was there before, within the hour; `id` is that one's.
    record SameBody(DeliveryId id) implements Received {}

    /// Whether it collapsed into another.
    default boolean duplicate() {
        return !(this instanceof Fresh);
    }
}
