package dev.minijenkin.server.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends connections on which a request does not come to its end in time, however busy they look (a
/// byte now and then), but for those whose answer is on its way; and bounds how many there are:
/// where there are too many, the one goes that has waited longest without a whole request, and
/// whoever comes now is served. Thread-safe.
final class Connections implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Duration deadline;
    private final int most;
    private final Map<Connection, Watched> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /// @param deadline from the first byte of a request to the first of its answer, and from each
    ///   of that to the next
    Connections(Duration deadline, int most) {
        this.deadline = deadline;
        this.most = most;
    }

    /// What the last look saw; touched by the looking thread alone, but for its number.
    private static final class Watched {
        private final long number;
        private long answered;
        private long bytesWhenIdle;
        private long bytesOut;
        private long busySince;
        private boolean busy;

        private Watched(long number) {
            this.number = number;
        }
    }

    @Override
    public void onOpened(Connection connection) {
        // Beside the one that it decrypts for, which is watched.
        if (connection instanceof SslConnection) {
            return;
        }
        open.put(connection, new Watched(numbers.incrementAndGet()));
        if (open.size() > most) {
            oldestWithoutARequest().ifPresent(oldest -> end(oldest, "there are too many"));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    /// Looks again and again, until the scheduler stops.
    void watch(Scheduler scheduler) {
        Looks.every(LOOK, scheduler, this::look);
    }

    private void look() {
        long now = System.nanoTime();
        open.forEach((connection, watched) -> {
            if (isLate(connection, watched, now)) {
                end(connection, "its request took too long");
            }
        });
    }

    private boolean isLate(Connection connection, Watched watched, long now) {
        long answered = connection.getMessagesOut();
        if (answered != watched.answered) {
            watched.answered = answered;
            watched.bytesWhenIdle = connection.getBytesIn();
            watched.busy = false;
        }
        boolean busy =
                connection.getMessagesIn() > answered
                        || connection.getBytesIn() > watched.bytesWhenIdle;
        long bytesOut = connection.getBytesOut();
        if ((busy && !watched.busy) || bytesOut != watched.bytesOut) {
            watched.busySince = now;
        }
        watched.bytesOut = bytesOut;
        watched.busy = busy;
        return busy && now - watched.busySince > deadline.toNanos();
    }

    private Optional<Connection> oldestWithoutARequest() {
        return open.entrySet().stream()
                .filter(entry -> entry.getKey().getMessagesIn() <= entry.getKey().getMessagesOut())
                .min(Comparator.comparingLong(entry -> entry.getValue().number))
                .map(Map.Entry::getKey);
    }

    private static void end(Connection connection, String reason) {
        LOG.debug(
                "The connection of {} is ended: {}",
                connection.getEndPoint().getRemoteSocketAddress(),
                reason);
        connection.getEndPoint().close();
    }
}
