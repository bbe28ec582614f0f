package dev.minijenkin.server.metrics;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PoolState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/// What this process and the installation tell to Prometheus. Thread-safe.
public final class ServerMetrics {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// @param streams how many clients follow something
    public ServerMetrics(Database database, IntSupplier streams) {
        InstallationFigures figures = new InstallationFigures(database, System::nanoTime);
        figures.register(registry);
        figures.register(registry.getPrometheusRegistry());
        pool(database, "active", "Connections in use", PoolState::active);
        pool(database, "idle", "Connections that wait to be used", PoolState::idle);
        pool(database, "most", "Connections at most", PoolState::most);
        pool(database, "waiting", "Threads that wait for a connection", PoolState::waiting);
        Gauge.builder("mini_jenkin.streams.clients", streams, IntSupplier::getAsInt)
                .description("Clients that follow something")
                .strongReference(true)
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private void pool(
            Database database, String name, String words, ToDoubleFunction<PoolState> of) {
        Gauge.builder("mini_jenkin.pool." + name, database, it -> of.applyAsDouble(it.pool()))
                .description(words)
                .strongReference(true)
                .register(registry);
    }

    /// A request was answered.
    ///
    /// @param path as its route has it
    public void answered(String method, String path, int status, Duration took) {
        Timer.builder("mini_jenkin.http.requests")
                .description("Requests, by route; streams not counted")
                .tag("method", method)
                .tag("route", path)
                .tag("status", status / 100 + "xx")
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(took);
    }

    /// In the text format of Prometheus.
    String text() {
        return registry.scrape();
    }
}
