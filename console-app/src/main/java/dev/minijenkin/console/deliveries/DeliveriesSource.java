package dev.minijenkin.console.deliveries;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.view.delivery.DeliveryAttempt;
import dev.minijenkin.db.view.delivery.IncomingView;
import dev.minijenkin.db.view.delivery.OutgoingView;
import java.util.List;

/// Where deliveries and messages come from. Called on workers.
public interface DeliveriesSource {
    Now now();

    /// The raw body of a delivery, as far as a person reads it; empty where it is gone.
    String payload(DeliveryId delivery);

    /// The tries of a message, the newest first.
    List<DeliveryAttempt> attempts(MessageId message);

    /// All of both ways, as one reading brought it.
    ///
    /// @param incoming the newest first
    record Now(List<IncomingView> incoming, OutgoingView outgoing) {}
}
