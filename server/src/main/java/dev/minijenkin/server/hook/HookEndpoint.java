package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.hook.Received;
import dev.minijenkin.db.repository.Repositories;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `POST /hooks/<repository>`: checks the signature over the raw bytes, keeps the delivery, answers
/// and wakes the processor. Reads the body as a stream, so that a large one costs no more than the
/// limit.
public final class HookEndpoint implements Handler {
    public static final String PATH = "/hooks/<repository>";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final String WRONG_SIGNATURE =
            "The signature is missing or wrong: give the hook the secret of this repository";

    private final Database database;
    private final long bodyLimit;
    private final Runnable wakeProcessor;

    /// @param bodyLimit in bytes
    /// @param wakeProcessor called right after a delivery is committed; returns at once
    public HookEndpoint(Database database, long bodyLimit, Runnable wakeProcessor) {
        this.database = database;
        this.bodyLimit = bodyLimit;
        this.wakeProcessor = wakeProcessor;
    }

    private record Known(RepositoryId id, HookSignature signature) {}

    @Override
    public void handle(Context context) throws IOException {
        switch (answer(context)) {
            case HookAnswer.Accepted(Received received) ->
                    context.status(202)
                            .json(new Receipt(received.id().value(), received.duplicate()));
            case HookAnswer.Pong() -> context.status(200).json(Map.of("answer", "pong"));
            case HookAnswer.Refused(int status, String error) ->
                    context.status(status).json(Map.of("error", error));
        }
    }

    private record Receipt(long delivery, boolean duplicate) {}

    private HookAnswer answer(Context context) throws IOException {
        String name = context.pathParam("repository");
        Optional<Known> known = find(name);
        if (known.isEmpty()) {
            return new HookAnswer.Refused(
                    404, "There is no repository \"" + name + "\" here: register it first");
        }
        Optional<byte[]> body =
                HookBody.read(
                        context.req().getInputStream(),
                        context.req().getContentLengthLong(),
                        bodyLimit);
        if (body.isEmpty()) {
            return new HookAnswer.Refused(
                    413, "The body is larger than the limit of " + bodyLimit + " bytes");
        }
        Headers headers = header -> Optional.ofNullable(context.header(header));
        return answer(known.get(), headers, body.get());
    }

    private HookAnswer answer(Known repository, Headers headers, byte[] body) {
        HookDialect dialect = HookDialect.of(headers);
        if (!repository.signature().matches(dialect, headers, body)) {
            return new HookAnswer.Refused(401, WRONG_SIGNATURE);
        }
        if (!HookBody.isJsonObject(body)) {
            return new HookAnswer.Refused(
                    400, "The body is not a JSON object: set the hook's content type to JSON");
        }
        String event = dialect.event(headers);
        if (event.equals("ping")) {
            return new HookAnswer.Pong();
        }
        String key = DeliveryKey.of(dialect, headers, body);
        NewDelivery delivery = new NewDelivery(repository.id(), dialect.source(), key, event, body);
        Received received = database.statement(tx -> Deliveries.receive(tx, delivery));
        if (!received.duplicate()) {
            wakeProcessor.run();
        }
        return new HookAnswer.Accepted(received);
    }

    private Optional<Known> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return database.statement(tx ->
                Repositories.find(tx, name)
                        .map(repository ->
                                new Known(
                                        repository.id(),
                                        new HookSignature(
                                                Repositories.hookSecret(tx, repository.id())))));
    }
}
