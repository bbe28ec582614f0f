package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Arrival;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.hook.Received;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.engine.trace.TraceContext;
import java.util.Optional;

/// Checks the signature over the raw bytes ([HookSignature]), keeps the delivery, and wakes the
/// processor. Knows nothing of HTTP but its headers. Thread-safe.
final class HookReceiver implements AutoCloseable {
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

    /// Larger ones go alone, so that no statement is too large for memory.
    private static final int LARGEST_TOGETHER = 64 << 10;

    private final Database database;
    private final HookedRepositories repositories;
    private final HookIntake intake;
    private final ByteBudget memory;
    private final Runnable wakeProcessor;

    /// @param keys open the secrets of hooks
    /// @param memory for all bodies whose signature is right
    HookReceiver(Database database, KeyRing keys, ByteBudget memory, Runnable wakeProcessor) {
        this.database = database;
        this.repositories = new HookedRepositories(database, keys);
        this.intake = new HookIntake(database, wakeProcessor);
        this.memory = memory;
        this.wakeProcessor = wakeProcessor;
    }

    /// @throws dev.minijenkin.db.seal.SealException where its secret cannot be opened here
    Optional<HookedRepository> find(String name) {
        return repositories.find(name);
    }

    @Override
    public void close() {
        intake.close();
    }

    /// @param name of the repository
    /// @param found by that name; its secret signed the body
    /// @param body whole
    /// @throws dev.minijenkin.db.seal.SealException where its secret cannot be opened here
    HookAnswer receive(String name, HookedRepository found, Headers headers, HookBody body) {
        HookDialect dialect = HookDialect.of(headers);
        boolean matches = found.signature().matches(dialect, headers, body.signed());
        Optional<HookedRepository> now = matches ? Optional.of(found) : repositories.lookUp(name);
        if (now.isEmpty()) {
            return unknown(name);
        }
        if (!matches && now.get().secret().equals(found.secret())) {
            return new HookAnswer.Refused(401, WRONG_SIGNATURE);
        }
        try (ByteBudget.Share share = memory.share()) {
            Optional<byte[]> bytes =
                    share.take(body.size() * COPIES) ? body.bytes() : Optional.empty();
            if (bytes.isEmpty()) {
                return new HookAnswer.Busy();
            }
            SignedBody signed = new SignedBody(dialect, headers, bytes.get(), body.hashed());
            return matches || signed.isBy(now.get())
                    ? receive(name, now.get(), signed)
                    : new HookAnswer.Refused(401, WRONG_SIGNATURE);
        }
    }

    static HookAnswer unknown(String name) {
        return new HookAnswer.Refused(
                404, "There is no repository \"" + name + "\" here: register it first");
    }

    private record SignedBody(HookDialect dialect, Headers headers, byte[] bytes, byte[] sha256) {
        boolean isBy(HookedRepository repository) {
            HookSignature signature = repository.signature();
            return signature.matches(dialect, headers, signature.mac().doFinal(bytes));
        }

        String event() {
            return dialect.event(headers);
        }

        /// Empty where the sender shows the secret itself, and could sign anything, or where the
        /// body is too short to mean anything by itself.
        Optional<byte[]> replayableHash() {
            return !dialect.carriesToken() && bytes.length >= LEAST_THAT_NAMES_A_COMMIT
                    ? Optional.of(sha256)
                    : Optional.empty();
        }

        NewDelivery delivery(RepositoryId repository, byte[] payload) {
            return new NewDelivery(
                    repository,
                    dialect.source(),
                    DeliveryKey.of(dialect, headers, sha256),
                    event(),
                    payload,
                    0,
                    headers.find("traceparent")
                            .flatMap(TraceContext::ofHeader)
                            .map(TraceContext::header)
                            .orElse(null));
        }
    }

    private HookAnswer receive(String name, HookedRepository repository, SignedBody body) {
        Optional<byte[]> payload =
                HookPayload.of(body.headers().find("Content-Type").orElse(""), body.bytes());
        if (payload.isEmpty()) {
            return new HookAnswer.Refused(
                    400, HookPayload.isUtf8(body.bytes()) ? NO_JSON : NOT_UTF_8);
        }
        if (body.event().equals("ping")) {
            return new HookAnswer.Pong();
        }
        if (payload.get().length <= LARGEST_TOGETHER) {
            Arrival arrival =
                    new Arrival(
                            body.delivery(repository.id(), payload.get()),
                            body.replayableHash(),
                            repository.secret());
            try {
                Optional<DeliveryId> kept = intake.keep(arrival);
                if (kept.isPresent()) {
                    return new HookAnswer.Accepted(kept.get(), Optional.empty());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new HookAnswer.Busy();
            }
        }
        return keepAlone(name, repository, body, payload.get());
    }

    /// What is there already, what is large, and what came while its repository changed.
    private HookAnswer keepAlone(
            String name, HookedRepository repository, SignedBody body, byte[] payload) {
        Optional<HookedRepository> now = repositories.lookUp(name);
        if (now.isEmpty()) {
            return unknown(name);
        }
        if (!now.get().secret().equals(repository.secret()) && !body.isBy(now.get())) {
            return new HookAnswer.Refused(401, WRONG_SIGNATURE);
        }
        NewDelivery delivery = body.delivery(now.get().id(), payload);
        Optional<byte[]> hash = body.replayableHash();
        try {
            return answer(
                    database.transaction(tx ->
                            hash.isPresent()
                                    ? Deliveries.receiveSigned(tx, delivery, hash.get())
                                    : Deliveries.receive(tx, delivery)));
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (DatabaseException e) {
            // Perhaps because the repository was deleted in the meantime.
            if (repositories.lookUp(name).isEmpty()) {
                return unknown(name);
            }
            throw e;
        }
    }

    private HookAnswer answer(Received received) {
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
