package dev.minijenkin.server.stream;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogCursor;
import dev.minijenkin.db.log.LogPart;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.server.api.Answer.EventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The log of one job, as all who follow it see it. Each follows at its own pace by its position:
/// what is slow keeps nobody waiting and no memory. A page is read once, while others who want it
/// wait for it.
final class LogFeed extends Feed {
    private static final int CHUNKS = 16;

    /// Of its four bytes each but the last may end one.
    private static final int MOST_CHUNKS_OF_A_CHARACTER = 3;

    private static final Duration WATCH = Duration.ofSeconds(30);

    private final Database database;
    private final LogPages pages;
    private final JobId job;
    private final RunId run;
    private final UUID self = UUID.randomUUID();
    // Guarded by reading().
    private long emptyAt = -1;
    private @Nullable LogPosition emptyAfter;
    private boolean emptyForGood;
    private long watchedAt;
    private boolean watches;

    /// @param job that wrote the log
    /// @param run of the job
    LogFeed(Database database, LogPages pages, JobId job, RunId run) {
        this.database = database;
        this.pages = pages;
        this.job = job;
        this.run = run;
    }

    RunId run() {
        return run;
    }

    /// Sends what follows the position, until the job has ended or the client has left.
    void follow(EventSink sink, @Nullable String lastEventId, Duration heartbeat)
            throws IOException {
        LogPosition at = LogPosition.parse(lastEventId);
        while (!isClosed()) {
            long seen = wakes();
            LogPage page = page(at, seen);
            for (LogEvent event : page.events()) {
                sink.event("log", event.position().toString(), event.data());
            }
            at = page.end();
            if (page.over()) {
                sink.event("end", at.toString(), "{}");
                return;
            }
            if (page.events().isEmpty() && !await(seen, heartbeat)) {
                sink.heartbeat();
            }
        }
    }

    /// Nobody follows any more.
    void left() {
        ReentrantLock lock = reading();
        lock.lock();
        try {
            if (watches) {
                watches = false;
                database.run(tx -> Logs.unwatch(tx, run, self));
            }
        } catch (DatabaseUnavailableException e) {
            // It expires by itself.
        } finally {
            lock.unlock();
        }
    }

    /// What follows a position, as it was after that many wakes at least.
    private LogPage page(LogPosition after, long seen) {
        Optional<LogPage> known = pages.find(job, after);
        if (known.isPresent()) {
            return known.get();
        }
        ReentrantLock lock = reading();
        lock.lock();
        try {
            known = pages.find(job, after);
            if (known.isPresent()) {
                return known.get();
            }
            if (emptyAt >= seen && after.equals(emptyAfter)) {
                return new LogPage(List.of(), after, emptyForGood);
            }
            return read(after);
        } catch (DatabaseUnavailableException e) {
            return new LogPage(List.of(), after, false);
        } finally {
            lock.unlock();
        }
    }

    private LogPage read(LogPosition after) {
        long now = wakes();
        watch();
        LogPage page = database.transaction(tx -> read(tx, after));
        if (page.events().isEmpty()) {
            emptyAt = now;
            emptyAfter = after;
            emptyForGood = page.over();
        } else {
            pages.put(job, after, page);
        }
        return page;
    }

    /// Runners send hints only where somebody watches.
    private void watch() {
        long now = System.nanoTime();
        if (!watches || now - watchedAt > WATCH.dividedBy(2).toNanos()) {
            database.run(tx -> Logs.watch(tx, run, self, WATCH));
            watches = true;
            watchedAt = now;
        }
    }

    private LogPage read(Tx tx, LogPosition after) {
        // The state first: what was written before the end is then read below.
        boolean ended = Logs.isOver(tx, job);
        LogCursor cursor = LogCursor.behind(tx, job, after.claim(), after.seq());
        List<LogChunk> chunks = cursor.next(tx, CHUNKS);
        if (chunks.isEmpty()) {
            return new LogPage(List.of(), after, ended);
        }
        LogChunk last = chunks.getLast();
        return new LogPage(
                LogEvent.of(chunks, restBefore(tx, chunks.getFirst())),
                new LogPosition(last.claim(), last.seq()),
                false);
    }

    /// A character may be cut by the begin of a chunk.
    private byte[] restBefore(Tx tx, LogChunk first) {
        if (!first.continues() || first.seq() == 0) {
            return new byte[0];
        }
        LogPart part = new LogPart(job, first.claim(), first.day(), true);
        int from = Math.max(0, first.seq() - MOST_CHUNKS_OF_A_CHARACTER);
        return LogEvent.restOf(Logs.read(tx, part, from - 1, first.seq() - from));
    }
}
