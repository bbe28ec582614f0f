package dev.minijenkin.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;

/// `GET /healthz` says that the process runs; `GET /readyz` that it can work: the database answers.
public final class HealthEndpoint implements Handler {
    private final Runnable askDatabase;

    /// @param askDatabase throws where the database does not answer
    public HealthEndpoint(Runnable askDatabase) {
        this.askDatabase = askDatabase;
    }

    static void alive(Context context) {
        context.json(Map.of("status", "alive"));
    }

    @Override
    public void handle(Context context) {
        askDatabase.run();
        context.json(Map.of("status", "ready"));
    }
}
