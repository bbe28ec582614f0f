package dev.minijenkin.server.delivery;

import dev.minijenkin.db.hook.Delivery;

/// A delivery whose runs are planned and not inserted yet.
record PreparedDelivery(Delivery delivery, CarriedOut carriedOut) {}
