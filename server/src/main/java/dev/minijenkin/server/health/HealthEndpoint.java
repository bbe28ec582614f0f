package dev.minijenkin.server.health;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.stats.Backlog;
import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// `GET /health/live` says that the process runs; `GET /health/ready` that it can work: the
/// database answers and can be written, and hints are heard.
public final class HealthEndpoint {
    private static final String RETRY_SECONDS = "5";

    private final Database database;
    private final BooleanSupplier hears;

    /// @param hears whether the connection for hints is there
    public HealthEndpoint(Database database, BooleanSupplier hears) {
        this.database = database;
        this.hears = hears;
    }

    public Routes routes() {
        return Routes.of(
                "health",
                Route.get("/health/live", HealthEndpoint::alive),
                Route.get("/health/ready", this::ready));
    }

    private static void alive(Context context) {
        context.json(Map.of("status", "alive"));
    }

    private void ready(Context context) {
        String databaseState = databaseState();
        boolean ready = databaseState.equals("writable");
        context.status(ready ? 200 : 503)
                .json(
                        Map.of(
                                "status", ready ? "ready" : "not ready",
                                "database", databaseState,
                                // Without them it polls: slower, but it works.
                                "hints", hears.getAsBoolean() ? "heard" : "polled"));
        if (!ready) {
            context.header("Retry-After", RETRY_SECONDS);
        }
    }

    private String databaseState() {
        try {
            return database.statement(Backlog::read).standby() ? "read-only" : "writable";
        } catch (DatabaseException e) {
            return "away";
        }
    }
}
