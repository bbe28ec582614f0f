package dev.minijenkin.server.hook;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.seal.KeyRing;
import dev.minijenkin.db.seal.SealException;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /hooks/<repository>`: reads the body ([HookBody]), has the hook received ([HookReceiver]),
/// and answers ([HookResponse]).
public final class HookEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookEndpoint.class);

    private final HookReceiver receiver;
    private final HookLimits limits;
    private final Path folder;
    private final ByteBudget files;
    private final Semaphore requests;

    /// @param keys open the secrets of hooks
    /// @param bodyLimit in bytes
    /// @param folder for bodies that are still coming; made where it is missing
    /// @param wakeProcessor called right after a delivery is committed; returns at once
    public HookEndpoint(
            Database database, KeyRing keys, long bodyLimit, Path folder, Runnable wakeProcessor) {
        this(database, keys, HookLimits.usual(bodyLimit), folder, wakeProcessor);
    }

    HookEndpoint(
            Database database,
            KeyRing keys,
            HookLimits limits,
            Path folder,
            Runnable wakeProcessor) {
        this.receiver =
                new HookReceiver(database, keys, new ByteBudget(limits.verified()), wakeProcessor);
        this.limits = limits;
        this.folder = folder;
        this.files = new ByteBudget(limits.inFiles());
        this.requests = new Semaphore(limits.requests());
    }

    public Routes routes() {
        return Routes.of(
                "hooks",
                Route.post(
                        "/hooks/<repository>",
                        context -> HookResponse.write(context, answer(context))));
    }

    /// After the last request.
    @Override
    public void close() {
        receiver.close();
    }

    private HookAnswer answer(Context context) throws IOException {
        if (!requests.tryAcquire()) {
            return new HookAnswer.Busy();
        }
        try {
            return receive(context);
        } finally {
            requests.release();
        }
    }

    private HookAnswer receive(Context context) throws IOException {
        try {
            return receive(context, context.pathParam("repository"));
        } catch (SealException e) {
            LOG.error("A hook cannot be checked. {}", e.getMessage());
            return new HookAnswer.Refused(
                    503, "This server cannot check the signature just now: its log says why");
        }
    }

    private HookAnswer receive(Context context, String name) throws IOException {
        Optional<HookedRepository> repository = receiver.find(name);
        if (repository.isEmpty()) {
            return HookReceiver.unknown(name);
        }
        if (context.req().getContentLengthLong() > limits.body()) {
            return new HookAnswer.TooLarge(limits.body());
        }
        try (HookBody body =
                new HookBody(limits, folder, files, repository.get().signature().mac())) {
            Headers headers = header -> Optional.ofNullable(context.header(header));
            return switch (body.read(context.bodyInputStream())) {
                case WHOLE -> receiver.receive(name, repository.get(), headers, body);
                case TOO_LARGE -> new HookAnswer.TooLarge(limits.body());
                case TOO_SLOW -> new HookAnswer.TooSlow();
                case NO_ROOM -> new HookAnswer.Busy();
            };
        }
    }
}
