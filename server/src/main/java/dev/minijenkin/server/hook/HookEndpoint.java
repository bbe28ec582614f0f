package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/// `POST /hooks/<repository>`: reads the body ([HookBody]), has the hook received ([HookReceiver]),
/// and answers ([HookResponse]).
public final class HookEndpoint {
    private final HookReceiver receiver;
    private final long bodyLimit;

    /// @param bodyLimit in bytes
    /// @param wakeProcessor called right after a delivery is committed; returns at once
    public HookEndpoint(Database database, long bodyLimit, Runnable wakeProcessor) {
        this.receiver = new HookReceiver(database, wakeProcessor);
        this.bodyLimit = bodyLimit;
    }

    public Routes routes() {
        return Routes.of(
                "hooks",
                Route.post(
                        "/hooks/<repository>",
                        context -> HookResponse.write(context, answer(context))));
    }

    private HookAnswer answer(Context context) throws IOException {
        String name = context.pathParam("repository");
        Optional<HookedRepository> repository = receiver.find(name);
        if (repository.isEmpty()) {
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
        return receiver.receive(repository.get(), headers, body.get());
    }
}
