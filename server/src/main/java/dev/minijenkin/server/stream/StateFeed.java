package dev.minijenkin.server.stream;

import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.server.api.Answer.EventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something whose whole state is told each time that it changes. Who comes again with the state
/// that it had last is told nothing twice, and misses nothing that counts.
final class StateFeed extends Feed {
    /// So that a run that changes a thousand times a second is told ten times.
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final String type;
    private final Supplier<State> source;
    // Guarded by reading().
    private long readAt = -1;
    private @Nullable State state;

    /// @param tag of the state, without what changes by itself
    /// @param data one line of JSON
    /// @param over whether it is the last one
    record State(String tag, String data, boolean over) {}

    /// @param type of its events
    StateFeed(String type, Supplier<State> source) {
        this.type = type;
        this.source = source;
    }

    void follow(EventSink sink, @Nullable String lastEventId, Duration heartbeat)
            throws IOException {
        String told = lastEventId == null ? "" : lastEventId;
        while (!isClosed()) {
            long seen = wakes();
            State now = state(seen);
            if (now != null && !now.tag().equals(told)) {
                sink.event(type, now.tag(), now.data());
                told = now.tag();
            }
            if (now != null && now.over()) {
                sink.event("end", told, "{}");
                return;
            }
            if (await(seen, heartbeat)) {
                pause(SHORTEST);
            } else {
                sink.heartbeat();
            }
        }
    }

    /// As it was after that many wakes at least; null: the database is away.
    private @Nullable State state(long seen) {
        ReentrantLock lock = reading();
        lock.lock();
        try {
            if (readAt < seen || state == null) {
                long now = wakes();
                state = source.get();
                readAt = now;
            }
            return state;
        } catch (DatabaseUnavailableException e) {
            return null;
        } finally {
            lock.unlock();
        }
    }
}
