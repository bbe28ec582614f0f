package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.hook.Received;
import dev.minijenkin.db.repository.Repositories;
import java.util.Optional;

/// Checks the signature over the raw bytes ([HookSignature]), keeps the delivery, and wakes the
/// processor. Knows nothing of HTTP but its headers. Thread-safe.
final class HookReceiver {
    private static final String WRONG_SIGNATURE =
            "The signature is missing or wrong: give the hook the secret of this repository";

    private final Database database;
    private final Runnable wakeProcessor;

    HookReceiver(Database database, Runnable wakeProcessor) {
        this.database = database;
        this.wakeProcessor = wakeProcessor;
    }

    Optional<HookedRepository> find(String name) {
        return database.statement(tx ->
                Repositories.find(tx, name)
                        .map(repository ->
                                new HookedRepository(
                                        repository.id(),
                                        new HookSignature(
                                                Repositories.hookSecret(tx, repository.id())))));
    }

    HookAnswer receive(HookedRepository repository, Headers headers, byte[] body) {
        HookDialect dialect = HookDialect.of(headers);
        if (!repository.signature().matches(dialect, headers, body)) {
            return new HookAnswer.Refused(401, WRONG_SIGNATURE);
        }
        Optional<byte[]> payload = HookPayload.of(headers.find("Content-Type").orElse(""), body);
        if (payload.isEmpty()) {
            return new HookAnswer.Refused(
                    400, "The body is not a JSON object: set the hook's content type to JSON");
        }
        String event = dialect.event(headers);
        if (event.equals("ping")) {
            return new HookAnswer.Pong();
        }
        return keep(
                new NewDelivery(
                        repository.id(),
                        dialect.source(),
                        DeliveryKey.of(dialect, headers, body),
                        event,
                        payload.get()));
    }

    private HookAnswer keep(NewDelivery delivery) {
        Received received = database.statement(tx -> Deliveries.receive(tx, delivery));
        if (!received.duplicate()) {
            wakeProcessor.run();
        }
        return new HookAnswer.Accepted(received.id());
    }
}
