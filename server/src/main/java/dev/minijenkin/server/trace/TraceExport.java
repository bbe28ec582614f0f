package dev.minijenkin.server.trace;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.trace.EndedRun;
import dev.minijenkin.db.trace.TraceRows;
import dev.minijenkin.engine.recovery.ChoreWork;
import dev.minijenkin.engine.trace.TraceContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the spans of runs that ended to a collector: each run once, by whichever server takes it,
/// and outside of any transaction. A collector that is away costs a line in the log; what ends
/// meanwhile is kept for a day. Used by one thread.
public final class TraceExport implements ChoreWork {
    private static final Logger LOG = LoggerFactory.getLogger(TraceExport.class);

    /// Runs that are taken at a time.
    private static final int BATCH = 20;

    /// Of a request.
    private static final int MOST_SPANS = 1000;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final TraceCollector collector;
    private final URI pages;
    private final LongSupplier nanoTime;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /// Zero: the collector took what was sent last.
    private Duration pause = Duration.ZERO;

    private long restUntil;

    /// @param pages below which the pages of runs are
    /// @param nanoTime as [System#nanoTime]
    public TraceExport(TraceCollector collector, URI pages, LongSupplier nanoTime) {
        this.collector = collector;
        this.pages = pages;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean perform(Database database) {
        if (!pause.isZero() && nanoTime.getAsLong() - restUntil < 0) {
            return true;
        }
        // Of a collector that was away one run is enough to see whether it is back.
        int most = pause.isZero() ? BATCH : 1;
        List<EndedRun> runs =
                database.transaction(tx -> {
                    if (!TryLock.take(tx, ChoreLock.TRACES)) {
                        return List.of();
                    }
                    LockLimit.set(tx, LockLimit.OF_CHORES);
                    TraceRows.want(tx);
                    return TraceRows.take(tx, most, LEASE);
                });
        for (EndedRun run : runs) {
            Optional<String> trouble = send(database, run);
            if (trouble.isPresent()) {
                rest(trouble.get());
                return true;
            }
            database.run(tx -> TraceRows.done(tx, run.run(), run.attempt()));
            over();
        }
        return runs.size() < most;
    }

    private void rest(String trouble) {
        if (pause.isZero()) {
            LOG.warn(
                    "Traces cannot be sent to {}: {}. What ends is kept for a day and sent when that is over",
                    collector,
                    trouble);
        }
        Duration doubled = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        restUntil = nanoTime.getAsLong() + pause.toNanos();
    }

    private void over() {
        if (!pause.isZero()) {
            pause = Duration.ZERO;
            LOG.info("Traces are sent to {} again", collector);
        }
    }

    /// @return why it is to be tried again; empty where it was taken, or never will be
    private Optional<String> send(Database database, EndedRun run) {
        TraceContext trace = TraceContext.ofKept(run.trace()).orElse(null);
        if (trace == null || !trace.sampled()) {
            return Optional.empty();
        }
        List<Span> spans =
                new RunSpans(trace, pages)
                        .of(
                                run,
                                database.statement(
                                        tx -> TraceRows.jobs(tx, run.run(), run.attempt())));
        for (int from = 0; from < spans.size(); from += MOST_SPANS) {
            List<Span> some = spans.subList(from, Math.min(spans.size(), from + MOST_SPANS));
            Optional<String> trouble = send(run, OtlpJson.request(some));
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }

    private Optional<String> send(EndedRun run, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(collector.traces())
                        .timeout(ANSWER)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        collector.headers().forEach(request::header);
        request.setHeader("Content-Type", "application/json");
        try {
            int status =
                    client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            if (status / 100 == 2) {
                return Optional.empty();
            }
            if (status == 400 || status == 413) {
                LOG.warn(
                        "{} does not take the trace of run {}: {}",
                        collector,
                        run.run().value(),
                        status);
                return Optional.empty();
            }
            return Optional.of("it answers " + status);
        } catch (IOException e) {
            return Optional.of(
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("this server stops");
        }
    }
}
