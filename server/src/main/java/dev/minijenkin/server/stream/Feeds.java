package dev.minijenkin.server.stream;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.Subscriber;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.poll.Edge;
import dev.minijenkin.server.api.Answer.EventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is followed just now: a feed for each thing, while somebody follows it. Woken by hints, and
/// once a second, so that a hint that is lost costs a second. Thread-safe.
public final class Feeds implements Subscriber, AutoCloseable {
    /// Topics that it wants to hear of.
    public static final Set<Topic> TOPICS = Set.of(Topic.RUN, Topic.LOG);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long MOST_KEPT = 16L << 20;

    private final Database database;
    private final Duration heartbeat;
    private final LogPages pages = new LogPages(MOST_KEPT);
    // Guarded by this.
    private final Map<Object, Followed> followed = new HashMap<>();
    private boolean closed;
    private final Thread ticking;

    /// A feed of something about a run (0: about none), with those who follow it.
    private static final class Followed {
        private final Feed feed;
        private final long run;
        private int clients;

        private Followed(Feed feed, long run) {
            this.feed = feed;
            this.run = run;
        }
    }

    /// @param heartbeat after which a client hears that it is still connected
    public Feeds(Database database, Duration heartbeat) {
        this.database = database;
        this.heartbeat = heartbeat;
        this.ticking = Edge.thread("stream-ticks", this::tick);
    }

    public Feeds start() {
        ticking.start();
        return this;
    }

    /// The log of a job.
    ///
    /// @param job that wrote it
    /// @param run of the job
    public EventSource log(JobId job, RunId run) {
        return (sink, last) -> {
            LogFeed feed =
                    join(
                            job,
                            run.value(),
                            () -> new LogFeed(database, pages, job, run),
                            LogFeed.class);
            try {
                feed.follow(sink, last, heartbeat);
            } finally {
                if (leave(job)) {
                    feed.left();
                }
            }
        };
    }

    /// The states of a run and of its jobs.
    public EventSource run(RunId run, RunStates states) {
        return state(
                run, run.value(), () -> new StateFeed("run", () -> states.read(database, run)));
    }

    /// The installation as a whole.
    public EventSource overview(OverviewStates states) {
        return state(
                states.getClass(), 0, () -> new StateFeed("overview", () -> states.read(database)));
    }

    private EventSource state(Object key, long run, Supplier<StateFeed> feed) {
        return (sink, last) -> {
            StateFeed joined = join(key, run, feed, StateFeed.class);
            try {
                joined.follow(sink, last, heartbeat);
            } finally {
                leave(key);
            }
        };
    }

    private synchronized <F extends Feed> F join(
            Object key, long run, Supplier<F> feed, Class<F> type) {
        Followed one = followed.computeIfAbsent(key, _ -> new Followed(feed.get(), run));
        one.clients++;
        if (closed) {
            one.feed.close();
        }
        return type.cast(one.feed);
    }

    /// Whether nobody follows it any more.
    private synchronized boolean leave(Object key) {
        Followed one = followed.get(key);
        if (one != null && --one.clients == 0) {
            followed.remove(key);
            return true;
        }
        return false;
    }

    /// How many clients follow something.
    public synchronized int clients() {
        return followed.values().stream().mapToInt(one -> one.clients).sum();
    }

    @Override
    public void hinted(Topic topic, Set<Long> ids) {
        if (TOPICS.contains(topic)) {
            each(one -> {
                if (ids.contains(one.run)) {
                    one.feed.wake();
                }
            });
        }
    }

    @Override
    public void connected() {
        each(one -> one.feed.wake());
    }

    private void each(Consumer<Followed> work) {
        List<Followed> all;
        synchronized (this) {
            all = List.copyOf(followed.values());
        }
        all.forEach(work);
    }

    private void tick() {
        while (!isClosed()) {
            Feed.pause(POLL);
            each(one -> one.feed.wake());
        }
    }

    private synchronized boolean isClosed() {
        return closed || Thread.currentThread().isInterrupted();
    }

    /// Ends all that is followed.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        each(one -> one.feed.close());
        ticking.interrupt();
    }
}
