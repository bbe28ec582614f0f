package dev.minijenkin.runner.log;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.log.AppendOutcome;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the logs of all jobs of a runner into the database: one append at a time, for all of them
/// together, at most every [#INTERVAL], the first line after silence at once.
///
/// One thread of its own, from construction to [#close]. While the database is away it tries again,
/// and the logs keep what they have.
public final class LogShipper implements LogDelivery, AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(100);
    static final Duration OPEN_LINE_AGE = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(LogShipper.class);
    private static final int APPEND_BYTES = 1024 * 1024;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Function<List<LogChunk>, AppendOutcome> store;
    private final Map<JobLog, Runnable> logs = new ConcurrentHashMap<>();
    private final SendSchedule schedule = new SendSchedule(INTERVAL, OPEN_LINE_AGE);
    private final WhileAway whileAway =
            new WhileAway("What jobs print", FIRST_PAUSE, LONGEST_PAUSE, new WakeUp());
    private final Thread thread;
    private volatile boolean away;
    private volatile boolean closed;

    /// Starts the thread.
    ///
    /// @param store one statement that stores chunks whose claims are live
    public LogShipper(Function<List<LogChunk>, AppendOutcome> store) {
        this.store = store;
        this.thread = Edge.thread("log-shipper", this::run);
        thread.start();
    }

    /// Takes a log on.
    ///
    /// @param refused called once if the database refuses it: its claim is lost
    public void ship(JobLog log, Runnable refused) {
        logs.put(log, refused);
    }

    /// Sends what there is, for a short while, and ends.
    @Override
    public void close() {
        closed = true;
        announce(SendUrgency.NOW);
        whileAway.sooner().ring();
        try {
            if (!thread.join(LONGEST_PAUSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isAway() {
        return away;
    }

    @Override
    public void announce(SendUrgency urgency) {
        schedule.announce(urgency);
    }

    /// Sends nothing more of it.
    public void forget(JobLog log) {
        logs.remove(log);
    }

    private void run() {
        try {
            while (!closed) {
                schedule.await();
                long openSince = System.nanoTime() - OPEN_LINE_AGE.toNanos();
                logs.keySet().forEach(log -> log.releaseOpenLines(openSince));
                appendCarefully();
            }
            appendOnce();
        } catch (InterruptedException e) {
            LOG.debug("The log shipper ends");
        }
    }

    /// What nobody thought of must not end the logs of every job to come.
    private void appendCarefully() throws InterruptedException {
        Map<JobLog, List<LogChunk>> batch = Map.of();
        try {
            batch = collect();
            append(new LinkedHashMap<>(batch));
        } catch (RuntimeException | Error e) {
            LOG.error("Appending logs failed; it is tried again", e);
            announce(SendUrgency.LINE);
        } finally {
            batch.keySet().forEach(JobLog::landed);
        }
    }

    private Map<JobLog, List<LogChunk>> collect() {
        Map<JobLog, List<LogChunk>> batch = new LinkedHashMap<>();
        int share = APPEND_BYTES / Math.max(1, logs.size());
        for (JobLog log : logs.keySet()) {
            List<LogChunk> chunks = log.oldest(share);
            if (!chunks.isEmpty()) {
                batch.put(log, chunks);
            }
        }
        return batch;
    }

    private void append(Map<JobLog, List<LogChunk>> batch) throws InterruptedException {
        try {
            Optional<AppendOutcome> outcome =
                    whileAway.repeat(() -> closed || nothingIsLeft(batch), _ -> send(batch));
            outcome.ifPresent(given -> settle(batch, given));
        } catch (DatabaseException e) {
            if (batch.size() > 1) {
                appendApart(batch);
            } else {
                LOG.error("A log cannot be stored: {}", e.getMessage());
                whileAway.sooner().await(LONGEST_PAUSE);
                announce(SendUrgency.LINE);
            }
        }
    }

    /// Whether all jobs of the batch are over by now; drops what belongs to those that are.
    private boolean nothingIsLeft(Map<JobLog, List<LogChunk>> batch) {
        batch.keySet().removeIf(log -> !logs.containsKey(log));
        return batch.isEmpty();
    }

    /// Keeps in mind whether the database is away: steps wait only for one that is there.
    private AppendOutcome send(Map<JobLog, List<LogChunk>> batch) {
        try {
            AppendOutcome outcome =
                    store.apply(batch.values().stream().flatMap(List::stream).toList());
            if (away) {
                away = false;
                LOG.info("Logs reach the database again");
            }
            return outcome;
        } catch (DatabaseException e) {
            if (!away) {
                away = true;
                LOG.info("Logs wait on this host: {}", e.getMessage());
            }
            throw e;
        }
    }

    /// The last of all.
    private void appendOnce() {
        try {
            Map<JobLog, List<LogChunk>> batch = collect();
            if (!batch.isEmpty()) {
                settle(batch, send(batch));
            }
        } catch (RuntimeException e) {
            LOG.warn("The rest of the logs could not be delivered: {}", e.getMessage());
        }
    }

    /// A log that the database cannot take must not hold up the others.
    private void appendApart(Map<JobLog, List<LogChunk>> batch) {
        batch.forEach((log, chunks) -> {
            try {
                settle(Map.of(log, chunks), store.apply(chunks));
                away = false;
            } catch (DatabaseException e) {
                LOG.error("The log of {} cannot be stored: {}", log.owner(), e.getMessage());
            }
        });
        announce(SendUrgency.LINE);
    }

    private void settle(Map<JobLog, List<LogChunk>> batch, AppendOutcome outcome) {
        List<JobLog> refused = new ArrayList<>();
        batch.forEach((log, chunks) -> {
            if (outcome.live().contains(log.owner().claim())) {
                log.stored(chunks.size());
                if (log.hasMore()) {
                    announce(SendUrgency.NOW);
                }
            } else {
                refused.add(log);
            }
        });
        for (JobLog log : refused) {
            log.refuse();
            Runnable whenRefused = logs.remove(log);
            if (whenRefused != null) {
                whenRefused.run();
            }
        }
    }
}
