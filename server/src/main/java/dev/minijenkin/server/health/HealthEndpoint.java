package dev.minijenkin.server.health;

import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import io.javalin.http.Context;
import java.util.Map;

/// `GET /healthz` says that the process runs; `GET /readyz` that it can work: the database answers.
public final class HealthEndpoint {
    private final Runnable askDatabase;

    /// @param askDatabase throws where the database does not answer
    public HealthEndpoint(Runnable askDatabase) {
        this.askDatabase = askDatabase;
    }

    public Routes routes() {
        return Routes.of(
                "health",
                Route.get("/healthz", HealthEndpoint::alive),
                Route.get("/readyz", this::ready));
    }

    private static void alive(Context context) {
        context.json(Map.of("status", "alive"));
    }

    private void ready(Context context) {
        askDatabase.run();
        context.json(Map.of("status", "ready"));
    }
}
