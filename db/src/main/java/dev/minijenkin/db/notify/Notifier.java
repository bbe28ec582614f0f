package dev.minijenkin.db.notify;

import dev.minijenkin.db.poll.Edge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the hints of one process on a connection of its own, each batch in a transaction of its
/// own.
///
/// NOTIFY takes a lock that is held over the commit's flush, so it must never run in the
/// transaction that writes. And PostgreSQL wakes everybody who listens, whatever they listen to, so
/// that a batch costs a little commit of each process there is. The first hint after silence leaves
/// at once; what comes in the pause after a batch goes out together, and where hints never stop the
/// pauses get longer, up to [#LONGEST_PAUSE]. While the database is away hints are dropped:
/// listeners re-read everything on reconnect.
public final class Notifier implements HintSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /// Nobody sees that a state or a line came so much later, when they come all the time; and each
    /// batch wakes every runner there is.
    static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private static final int MAX_PENDING = 10_000;

    private final DataSource source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    // Guarded by lock.
    private Set<Hint> pending = new LinkedHashSet<>();
    private final Thread thread;

    public Notifier(DataSource source) {
        this.source = source;
        this.thread = Edge.thread("notifier", this::run);
        thread.start();
    }

    @Override
    public void send(Set<Hint> hints) {
        if (hints.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (pending.size() < MAX_PENDING) {
                pending.addAll(hints);
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Sends what is pending, for at most a second, and ends.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = source.getConnection()) {
                sendBatches(connection);
                flush(connection);
            } catch (SQLException e) {
                LOG.debug("Hints are dropped until the database is back: {}", e.getMessage());
                pauseAfterFailure();
                takeNow();
            }
        }
    }

    /// Until the thread is interrupted.
    private void sendBatches(Connection connection) throws SQLException {
        try {
            Duration pause = PAUSE;
            while (true) {
                pause = isPending() ? longer(pause) : PAUSE;
                notify(connection, takePending());
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private boolean isPending() {
        lock.lock();
        try {
            return !pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void flush(Connection connection) throws SQLException {
        Set<Hint> rest = takeNow();
        if (!rest.isEmpty()) {
            notify(connection, rest);
        }
    }

    private void pauseAfterFailure() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<Hint> takePending() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty()) {
                arrived.await();
            }
            return swap();
        } finally {
            lock.unlock();
        }
    }

    private Set<Hint> takeNow() {
        lock.lock();
        try {
            return swap();
        } finally {
            lock.unlock();
        }
    }

    private Set<Hint> swap() {
        Set<Hint> batch = pending;
        pending = new LinkedHashSet<>();
        return batch;
    }

    private static void notify(Connection connection, Set<Hint> batch) throws SQLException {
        List<Payload> payloads = Payload.of(batch);
        List<String> channels = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Payload payload : payloads) {
            channels.add(payload.topic().channel());
            texts.add(payload.text());
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select pg_notify(channel, payload) from unnest(?::text[], ?::text[]) as n(channel, payload)")) {
            statement.setArray(1, connection.createArrayOf("text", channels.toArray()));
            statement.setArray(2, connection.createArrayOf("text", texts.toArray()));
            statement.execute();
        }
    }
}
