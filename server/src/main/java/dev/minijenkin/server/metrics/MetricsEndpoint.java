package dev.minijenkin.server.metrics;

import dev.minijenkin.server.http.Route;
import dev.minijenkin.server.http.Routes;

/// `GET /metrics`, for Prometheus.
public final class MetricsEndpoint {
    private final ServerMetrics metrics;

    public MetricsEndpoint(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    public Routes routes() {
        return Routes.of(
                "metrics",
                Route.get(
                        "/metrics",
                        context ->
                                context.contentType("text/plain; version=0.0.4; charset=utf-8")
                                        .result(metrics.text())));
    }
}
