package dev.minijenkin.db.poll;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The outermost frame of a thread that works for as long as its process lives. Nothing that is
/// thrown ends such a thread in silence while the process lives on: a runner without heartbeats, or
/// a server without deliveries, looks alive and does nothing.
///
/// An error is caught like an exception, because a loop that goes on does less harm than one that
/// is missing. A process whose heap has run out does not come so far: it is started with
/// `-XX:+ExitOnOutOfMemoryError`.
public final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Edge() {}

    /// What such a thread does.
    @FunctionalInterface
    public interface Body {
        /// Returns when the thread is to end; whoever is interrupted ends as well.
        void run() throws InterruptedException;
    }

    /// A thread that begins anew, after a pause, whenever its body throws. Not started yet.
    ///
    /// It is one of the operating system: there are a dozen of them a process, each waits for the
    /// database most of the time, and a virtual thread pays for every answer with a turn of the
    /// poller.
    public static Thread thread(String name, Body body) {
        return Thread.ofPlatform().daemon().name(name).unstarted(() -> repeat(name, body));
    }

    private static void repeat(String name, Body body) {
        try {
            while (!ended(name, body)) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(String name, Body body) throws InterruptedException {
        try {
            body.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed and begins anew", name, e);
            return false;
        }
    }
}
