package dev.minijenkin.server.http;

import dev.minijenkin.db.SchemaState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.Supplier;

/// `GET /healthz` says that the process runs; `GET /readyz` that it can work: the database answers
/// and its schema is this version's.
public final class HealthEndpoint implements Handler {
    private final Supplier<SchemaState> schema;

    /// @param schema asks the database
    public HealthEndpoint(Supplier<SchemaState> schema) {
        this.schema = schema;
    }

    static void alive(Context context) {
        context.json(Map.of("status", "alive"));
    }

    @Override
    public void handle(Context context) {
        switch (schema.get()) {
            case CURRENT -> context.json(Map.of("status", "ready"));
            case TOO_OLD ->
                    refuse(context, "The database's schema is older: run mini-jenkin migrate");
            case TOO_NEW ->
                    refuse(
                            context,
                            "The database's schema is newer than this server: upgrade the server");
        }
    }

    private static void refuse(Context context, String error) {
        context.status(503).json(Map.of("error", error));
    }
}
