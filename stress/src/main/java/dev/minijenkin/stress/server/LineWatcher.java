package dev.minijenkin.stress.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseConfiguration;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogLines;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.Listener;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.stress.scenario.StressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A reader as a console is one: it listens, watches each run that it hears of, and reads its logs.
final class LineWatcher implements AutoCloseable {
    private static final Duration WATCH = Duration.ofMinutes(1);

    private final Database database;
    private final Listener listener;
    private final BlockingQueue<Long> hinted = new LinkedBlockingQueue<>();
    private final UUID self = UUID.randomUUID();
    // The runs watched so far, each with the log of its only job. Used by the caller's thread.
    private final Map<Long, JobLog> logs = new HashMap<>();

    /// How far the log of a job is read.
    private record JobLog(LogCursor cursor, LogLines lines) {
        JobLog(JobId job) {
            this(new LogCursor(job), new LogLines());
        }
    }

    LineWatcher(Database database, DatabaseConfiguration configuration) {
        this.database = database;
        this.listener =
                new Listener(configuration.dataSource(), EnumSet.of(Topic.RUN, Topic.LOG)).start();
        listener.subscribe(new Hinted());
    }

    /// Waits for a line that is `wanted` in a log of any run.
    ///
    /// @return `System.nanoTime()` at which it was there to be shown; empty after `patience`
    OptionalLong await(String wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Long run = nextHint();
            if (run != null ? shows(run, wanted) : anyShows(wanted)) {
                return OptionalLong.of(System.nanoTime());
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        listener.close();
    }

    private boolean anyShows(String wanted) {
        return logs.keySet().stream().anyMatch(run -> shows(run, wanted));
    }

    private boolean shows(long run, String wanted) {
        JobLog log = logs.computeIfAbsent(run, unseen -> watch(new RunId(unseen)));
        return log != null && reads(log, wanted);
    }

    private boolean reads(JobLog log, String wanted) {
        List<String> read = new ArrayList<>();
        for (LogChunk chunk : database.statement(tx -> log.cursor().next(tx, 100))) {
            log.lines()
                    .take(
                            chunk,
                            (at, bytes, more) ->
                                    read.add(new String(bytes, StandardCharsets.UTF_8)));
        }
        return read.contains(wanted);
    }

    private @Nullable JobLog watch(RunId run) {
        return database.transaction(tx -> {
            Logs.watch(tx, run, self, WATCH);
            return Jobs.ofRun(tx, run, 1).stream()
                    .findFirst()
                    .map(job -> new JobLog(job.id()))
                    .orElse(null);
        });
    }

    private @Nullable Long nextHint() {
        try {
            return hinted.poll(250, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
    }

    private final class Hinted implements Subscriber {
        @Override
        public void hinted(Topic topic, Set<Long> ids) {
            hinted.addAll(ids);
        }

        @Override
        public void connected() {
            // Runs from before are none of ours.
        }
    }
}
