package dev.minijenkin.db.notify;

import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.db.poll.WakeUp;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one LISTEN connection of a process. Reconnects by itself and tells its subscribers to
/// re-read.
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /// After this long without a hint the connection is checked, so that a silent death is noticed.
    private static final Duration CHECK = Duration.ofSeconds(10);

    private static final int CHECK_LIMIT_SECONDS = 5;

    private final DataSource source;
    private final Set<Topic> topics;
    private final Duration check;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Set<Subscriber> resting = ConcurrentHashMap.newKeySet();
    private final WakeUp wanted = new WakeUp();
    private volatile boolean connected;
    private volatile boolean closed;
    private final Thread thread;

    /// @param topics that it listens to
    public Listener(DataSource source, Set<Topic> topics) {
        this(source, topics, CHECK);
    }

    /// @param check how often the connection is checked while no hint comes
    public Listener(DataSource source, Set<Topic> topics, Duration check) {
        this.source = source;
        this.topics = Set.copyOf(topics);
        this.check = check;
        this.thread = Edge.thread("listener", this::run);
    }

    /// Starts to listen. Subscribers may come before and after.
    public Listener start() {
        thread.start();
        return this;
    }

    /// Adds a subscriber; where the listener is connected already it is told so at once.
    ///
    /// @return what takes it away again
    public HintSubscription subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        if (connected) {
            subscriber.connected();
        }
        wanted.ring();
        return new HintSubscription() {
            @Override
            public void rest(boolean rests) {
                if (rests) {
                    resting.add(subscriber);
                } else if (resting.remove(subscriber)) {
                    wanted.ring();
                }
            }

            @Override
            public void close() {
                subscribers.remove(subscriber);
                resting.remove(subscriber);
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() throws InterruptedException {
        long pauseMillis = 200;
        while (!closed) {
            while (!closed && allRest()) {
                wanted.await(check);
            }
            try (Connection connection = source.getConnection()) {
                listen(connection);
                connected = true;
                pauseMillis = 200;
                subscribers.forEach(Subscriber::connected);
                deliver(connection);
                connected = false;
            } catch (SQLException e) {
                if (closed) {
                    return;
                }
                if (connected) {
                    LOG.warn("Lost the LISTEN connection, trying again: {}", e.getMessage());
                }
                connected = false;
                String reason = "The database cannot be reached: " + e.getMessage();
                subscribers.forEach(subscriber -> subscriber.lost(reason));
                pause(pauseMillis);
                pauseMillis = Math.min(2_000, pauseMillis * 2);
            }
        }
    }

    private boolean allRest() {
        return !subscribers.isEmpty() && resting.containsAll(subscribers);
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Topic topic : topics) {
                statement.execute("listen " + topic.channel());
            }
        }
    }

    private void deliver(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed && !allRest()) {
            PGNotification[] notifications = postgres.getNotifications((int) check.toMillis());
            if (notifications == null || notifications.length == 0) {
                if (!connection.isValid(CHECK_LIMIT_SECONDS)) {
                    throw new SQLException("the connection no longer answers");
                }
                continue;
            }
            Map<Topic, Set<Long>> ids = new EnumMap<>(Topic.class);
            for (PGNotification notification : notifications) {
                Topic topic = Topic.ofChannel(notification.getName());
                ids.computeIfAbsent(topic, any -> new LinkedHashSet<>())
                        .addAll(new Payload(topic, notification.getParameter()).ids());
            }
            ids.forEach((topic, changed) ->
                    subscribers.forEach(subscriber -> subscriber.hinted(topic, changed)));
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
