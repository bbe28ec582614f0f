package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.hook.Received;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.engine.trace.TraceContext;
import java.util.Optional;

/// Checks the signature over the raw bytes ([HookSignature]), keeps the delivery, and wakes the
/// processor. Knows nothing of HTTP but its headers. Thread-safe.
final class HookReceiver {
    private static final String WRONG_SIGNATURE =
            "The signature is missing or wrong: give the hook the secret of this repository";

    private static final String NO_JSON =
            "The body is not a JSON object: set the hook's content type to JSON";
    private static final String NOT_UTF_8 =
            "The body is not UTF-8, perhaps by the name of a branch or a tag: such a ref starts no run; give it another name";

    /// Digits.
    private static final int LEAST_THAT_NAMES_A_COMMIT = 40;

    /// Of a body in memory at most: itself, the JSON in a form, and what the driver sends.
    private static final int COPIES = 3;

    private final Database database;
    private final OpenedSecrets secrets;
    private final ByteBudget memory;
    private final Runnable wakeProcessor;

    /// @param keys open the secrets of hooks
    /// @param memory for all bodies whose signature is right
    HookReceiver(Database database, KeyRing keys, ByteBudget memory, Runnable wakeProcessor) {
        this.database = database;
        this.secrets = new OpenedSecrets(keys);
        this.memory = memory;
        this.wakeProcessor = wakeProcessor;
    }

    /// @throws dev.minijenkin.db.seal.SealException where its secret cannot be opened here
    Optional<HookedRepository> find(String name) {
        return database.statement(tx ->
                Repositories.find(tx, name)
                        .map(repository ->
                                new HookedRepository(
                                        repository.id(),
                                        secrets.open(
                                                repository.name(),
                                                HookSecrets.of(tx, repository.id())))));
    }

    /// @param body whole
    HookAnswer receive(HookedRepository repository, Headers headers, HookBody body) {
        HookDialect dialect = HookDialect.of(headers);
        if (!repository.signature().matches(dialect, headers, body.signed())) {
            return new HookAnswer.Refused(401, WRONG_SIGNATURE);
        }
        try (ByteBudget.Share share = memory.share()) {
            Optional<byte[]> bytes =
                    share.take(body.size() * COPIES) ? body.bytes() : Optional.empty();
            return bytes.isPresent()
                    ? receive(repository, dialect, headers, bytes.get(), body.hashed())
                    : new HookAnswer.Busy();
        }
    }

    private HookAnswer receive(
            HookedRepository repository,
            HookDialect dialect,
            Headers headers,
            byte[] body,
            byte[] bodyHash) {
        Optional<byte[]> payload = HookPayload.of(headers.find("Content-Type").orElse(""), body);
        if (payload.isEmpty()) {
            return new HookAnswer.Refused(400, HookPayload.isUtf8(body) ? NO_JSON : NOT_UTF_8);
        }
        String event = dialect.event(headers);
        if (event.equals("ping")) {
            return new HookAnswer.Pong();
        }
        NewDelivery delivery =
                new NewDelivery(
                        repository.id(),
                        dialect.source(),
                        DeliveryKey.of(dialect, headers, bodyHash),
                        event,
                        payload.get(),
                        0,
                        headers.find("traceparent")
                                .flatMap(TraceContext::ofHeader)
                                .map(TraceContext::header)
                                .orElse(null));
        boolean replayable = !dialect.carriesToken() && body.length >= LEAST_THAT_NAMES_A_COMMIT;
        return keep(delivery, replayable ? Optional.of(bodyHash) : Optional.empty());
    }

    /// @param bodyHash of what the signature is of; empty where the sender shows the secret itself,
    ///   and could sign anything, or where the body is too short to mean anything by itself
    private HookAnswer keep(NewDelivery delivery, Optional<byte[]> bodyHash) {
        Received received =
                database.transaction(tx ->
                        bodyHash.isPresent()
                                ? Deliveries.receiveSigned(tx, delivery, bodyHash.get())
                                : Deliveries.receive(tx, delivery));
        return switch (received) {
            case Received.Fresh(DeliveryId id) -> {
                wakeProcessor.run();
                yield new HookAnswer.Accepted(id, Optional.empty());
            }
            case Received.Again(DeliveryId id) -> new HookAnswer.Accepted(id, Optional.empty());
            case Received.SameBody(DeliveryId id) ->
                    new HookAnswer.Accepted(
                            id,
                            Optional.of(
                                    "The same body came within the last hour under another id, and counts once"));
        };
    }
}
