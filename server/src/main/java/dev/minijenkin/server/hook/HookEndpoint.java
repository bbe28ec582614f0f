package dev.minijenkin.server.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/// `POST /hooks/<repository>`: checks the signature over the raw bytes, keeps the delivery, answers
/// and wakes the processor.
public final class HookEndpoint implements Handler {
    public static final String PATH = "/hooks/<repository>";

    private static final String WRONG_SIGNATURE =
            "The signature is missing or wrong: give the hook the secret of this repository";
    private static final int THROWN_AWAY_TIMES = 8;

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
            case HookAnswer.Accepted(var delivery) ->
                    context.status(202).json(Map.of("delivery", delivery.value()));
            case HookAnswer.Pong() -> context.status(200).json(Map.of("answer", "pong"));
            case HookAnswer.Refused(int status, String error) ->
                    context.status(status).json(Map.of("error", error));
            case HookAnswer.TooLarge(long limit) -> refuseTooLarge(context, limit);
        }
    }

    /// Answers at once and reads on only then: the sender need not finish to see the answer.
    private static void refuseTooLarge(Context context, long limit) throws IOException {
        String error = "The body is larger than the limit of " + limit + " bytes";
        byte[] json =
                context.jsonMapper()
                        .toJsonString(Map.of("error", error), Map.class)
                        .getBytes(UTF_8);
        context.status(413)
                .header("Connection", "close")
                .header("Content-Length", Integer.toString(json.length))
                .contentType("application/json");
        context.outputStream().write(json);
        context.outputStream().flush();
        if (context.header("Expect") != null) {
            // It waits to be asked for the body, and is not.
            return;
        }
        HookBody.throwAway(context.bodyInputStream(), limit * THROWN_AWAY_TIMES);
    }

    private HookAnswer answer(Context context) throws IOException {
        String name = context.pathParam("repository");
        Optional<Known> known = find(name);
        if (known.isEmpty()) {
            return new HookAnswer.Refused(
                    404, "There is no repository \"" + name + "\" here: register it first");
        }
        if (context.req().getContentLengthLong() > bodyLimit) {
            return new HookAnswer.TooLarge(bodyLimit);
        }
        Optional<byte[]> body = HookBody.read(context.bodyInputStream(), bodyLimit);
        if (body.isEmpty()) {
            return new HookAnswer.TooLarge(bodyLimit);
        }
        Headers headers = header -> Optional.ofNullable(context.header(header));
        return answer(known.get(), headers, body.get());
    }

    private HookAnswer answer(Known repository, Headers headers, byte[] body) {
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
        Received received =
                receive(
                        new NewDelivery(
                                repository.id(),
                                dialect.source(),
                                DeliveryKey.of(dialect, headers, body),
                                event,
                                payload.get()));
        return new HookAnswer.Accepted(received.id());
    }

    private Received receive(NewDelivery delivery) {
        Received received = database.statement(tx -> Deliveries.receive(tx, delivery));
        if (!received.duplicate()) {
            wakeProcessor.run();
        }
        return received;
    }

    private Optional<Known> find(String name) {
        return database.statement(tx ->
                Repositories.find(tx, name)
                        .map(repository ->
                                new Known(
                                        repository.id(),
                                        new HookSignature(
                                                Repositories.hookSecret(tx, repository.id())))));
    }
}
