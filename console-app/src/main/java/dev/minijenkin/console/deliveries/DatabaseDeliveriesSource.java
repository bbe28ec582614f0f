package dev.minijenkin.console.deliveries;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.view.delivery.DeliveryAttempt;
import dev.minijenkin.db.view.delivery.DeliveryViews;
import java.util.List;

/// What the deliveries ask of the database. Called on workers.
public final class DatabaseDeliveriesSource implements DeliveriesSource {
    private static final int SHOWN = 200;
    private static final int READ = 16 * 1024;

    private final Database database;

    public DatabaseDeliveriesSource(Database database) {
        this.database = database;
    }

    @Override
    public Now now() {
        return database.statement(tx ->
                new Now(DeliveryViews.incoming(tx, SHOWN), DeliveryViews.outgoing(tx, SHOWN)));
    }

    @Override
    public String payload(DeliveryId delivery) {
        return database.statement(tx -> DeliveryViews.payload(tx, delivery, READ));
    }

    @Override
    public List<DeliveryAttempt> attempts(MessageId message) {
        return database.statement(tx -> DeliveryViews.attempts(tx, message));
    }
}
