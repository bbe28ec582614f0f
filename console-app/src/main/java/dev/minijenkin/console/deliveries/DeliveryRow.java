package dev.minijenkin.console.deliveries;

import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.view.delivery.IncomingView;

/// A row of the list of deliveries.
sealed interface DeliveryRow {
    /// What tells it apart from the others.
    Object key();

    boolean marked();

    /// What came in.
    record Incoming(IncomingView delivery, boolean marked) implements DeliveryRow {
        @Override
        public Object key() {
            return delivery.id();
        }
    }

    /// What goes out.
    record Outgoing(Message message, boolean marked) implements DeliveryRow {
        @Override
        public Object key() {
            return message.id();
        }
    }
}
