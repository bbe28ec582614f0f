package dev.minijenkin.server.metrics;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.stats.Backlog;
import dev.minijenkin.db.stats.HistogramTotals;
import dev.minijenkin.db.stats.HistogramTotals.Figure;
import dev.minijenkin.db.view.api.stats.ApiFigures;
import dev.minijenkin.db.view.api.stats.ApiStats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The figures of the whole installation, read from the database once for all gauges of a scrape.
/// Where the database is away they are not there (NaN), and `mini_jenkin_database_up` is 0.
/// Thread-safe.
final class InstallationFigures {
    private static final Logger LOG = LoggerFactory.getLogger(InstallationFigures.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Database database;
    private final LongSupplier nanoTime;
    // Guarded by this.
    private @Nullable Read last;

    /// @param histograms empty where the database is away
    private record Read(
            long at,
            @Nullable ApiFigures figures,
            @Nullable Backlog backlog,
            Map<Figure, HistogramTotals> histograms) {}

    InstallationFigures(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    void register(MeterRegistry registry) {
        Gauge.builder("mini_jenkin.database.up", this, it -> it.read().figures() == null ? 0 : 1)
                .description("Whether the database answers")
                .strongReference(true)
                .register(registry);
        figure(
                registry,
                "queue.depth",
                "Jobs that a runner could start now",
                ApiFigures::queueDepth);
        figure(
                registry,
                "queue.oldest.wait.seconds",
                "How long the oldest job of the queue has waited",
                ApiFigures::oldestWaitSeconds);
        figure(registry, "workers.slots.busy", "Live claims", ApiFigures::slotsBusy);
        figure(
                registry,
                "workers.slots.online",
                "Capacity of the runners that are online",
                ApiFigures::slotsTotal);
        figure(
                registry,
                "worker.utilisation",
                "Busy slots of those that are online, 0 to 1; not there without a runner",
                figures -> orNaN(figures.utilisation()));
        figure(registry, "workers.online", "Runners that are online", ApiFigures::runnersOnline);
        latency(registry, "0.5", ApiFigures::startLatencyP50Ms);
        latency(registry, "0.95", ApiFigures::startLatencyP95Ms);
        latency(registry, "0.99", ApiFigures::startLatencyP99Ms);
        figure(
                registry,
                "success.rate",
                "Of runs of the last hour that were neither cancelled nor skipped, 0 to 1",
                figures -> orNaN(figures.successRate()));
        figure(
                registry,
                "throughput.jobs.per.minute",
                "Jobs that ended, over the last hour",
                ApiFigures::jobsPerMinute);
        figure(registry, "runs.open", "Runs that have not ended", ApiFigures::runsOpen);
        figure(
                registry,
                "lock.contention.deployments",
                "Deployments that wait for an environment",
                ApiFigures::locksWaitedFor);
        figure(
                registry,
                "lock.contention.groups",
                "Runs and jobs that wait for their turn in a concurrency group",
                ApiFigures::groupsWaitedFor);
        figure(registry, "locks.held", "Environments that are in use", ApiFigures::locksHeld);
        backlog(registry, "outbox.pending", "Messages to be delivered", Backlog::messagesPending);
        backlog(registry, "outbox.dead", "Messages that were given up", Backlog::messagesDead);
        backlog(registry, "hooks.open", "Deliveries to be processed", Backlog::deliveriesOpen);
        backlog(
                registry,
                "hooks.oldest.seconds",
                "Since when the oldest open delivery waits",
                Backlog::oldestDeliverySeconds);
        backlog(
                registry,
                "commands.pending",
                "Commands that nobody has carried out",
                Backlog::commandsPending);
    }

    /// Of these Micrometer knows none: they are kept in the database.
    void register(PrometheusRegistry registry) {
        registry.register(() ->
                histogram(
                        Figure.JOB_WAIT,
                        "mini_jenkin_job_wait_seconds",
                        "From created to started, of jobs that ended"));
        registry.register(() ->
                histogram(
                        Figure.RUN_DURATION,
                        "mini_jenkin_run_duration_seconds",
                        "From started to finished, of runs of which something ran"));
    }

    private MetricSnapshot histogram(Figure figure, String name, String words) {
        HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder().name(name).help(words);
        HistogramTotals totals = read().histograms().get(figure);
        if (totals != null) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < totals.observations().size(); i++) {
                double bound =
                        i < HistogramTotals.BOUNDS.size()
                                ? HistogramTotals.BOUNDS.get(i)
                                : Double.POSITIVE_INFINITY;
                buckets.bucket(bound, totals.observations().get(i));
            }
            snapshot.dataPoint(
                    HistogramSnapshot.HistogramDataPointSnapshot.builder()
                            .classicHistogramBuckets(buckets.build())
                            .sum(totals.seconds())
                            .build());
        }
        return snapshot.build();
    }

    private void figure(
            MeterRegistry registry, String name, String words, ToDoubleFunction<ApiFigures> of) {
        Gauge.builder(
                        "mini_jenkin." + name,
                        this,
                        it -> {
                            ApiFigures figures = it.read().figures();
                            return figures == null ? Double.NaN : of.applyAsDouble(figures);
                        })
                .description(words)
                .strongReference(true)
                .register(registry);
    }

    private void latency(
            MeterRegistry registry, String quantile, Function<ApiFigures, @Nullable Double> of) {
        Gauge.builder(
                        "mini_jenkin.job.start.latency.seconds",
                        this,
                        it -> {
                            ApiFigures figures = it.read().figures();
                            return figures == null ? Double.NaN : orNaN(of.apply(figures)) / 1000;
                        })
                .tag("quantile", quantile)
                .description("From created to started, of jobs that ended in the last hour")
                .strongReference(true)
                .register(registry);
    }

    private void backlog(
            MeterRegistry registry, String name, String words, ToDoubleFunction<Backlog> of) {
        Gauge.builder(
                        "mini_jenkin." + name,
                        this,
                        it -> {
                            Backlog backlog = it.read().backlog();
                            return backlog == null ? Double.NaN : of.applyAsDouble(backlog);
                        })
                .description(words)
                .strongReference(true)
                .register(registry);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private synchronized Read read() {
        Read known = last;
        long now = nanoTime.getAsLong();
        if (known == null || now - known.at() > FRESH.toNanos()) {
            known = ask(now);
            last = known;
        }
        return known;
    }

    private Read ask(long now) {
        try {
            return new Read(
                    now,
                    database.statement(ApiStats::figures),
                    database.statement(Backlog::read),
                    database.statement(HistogramTotals::read));
        } catch (DatabaseException e) {
            LOG.debug("There are no figures: {}", e.getMessage());
            return new Read(nanoTime.getAsLong(), null, null, Map.of());
        }
    }
}
