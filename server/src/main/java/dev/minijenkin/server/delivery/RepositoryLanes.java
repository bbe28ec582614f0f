package dev.minijenkin.server.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries deliveries out: one at a time per repository, in the order in which they came, and a
/// bounded number in all. A lane's virtual thread lives while its repository has deliveries.
final class RepositoryLanes {
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(3);

    private final Consumer<Delivery> work;
    private final Semaphore permits;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by lock.
    private final Map<RepositoryId, Queue<Delivery>> waiting = new HashMap<>();
    private final Set<DeliveryId> held = new HashSet<>();
    private final Set<Thread> threads = new HashSet<>();
    private long heldBytes;

    /// @param work must not throw
    RepositoryLanes(int concurrent, Consumer<Delivery> work) {
        this.work = work;
        this.permits = new Semaphore(concurrent);
    }

    /// Takes a delivery on; one that is here already stays where it is.
    void add(Delivery delivery) {
        lock.lock();
        try {
            if (!held.add(delivery.id())) {
                return;
            }
            heldBytes += delivery.payload().length;
            Queue<Delivery> lane = waiting.get(delivery.repository());
            if (lane != null) {
                lane.add(delivery);
                return;
            }
            lane = new ArrayDeque<>();
            lane.add(delivery);
            waiting.put(delivery.repository(), lane);
            threads.add(
                    Thread.ofVirtual()
                            .name("deliveries-of-" + delivery.repository().value())
                            .start(() -> run(delivery.repository())));
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom(int most, long mostBytes) {
        lock.lock();
        try {
            return held.size() < most && heldBytes < mostBytes;
        } finally {
            lock.unlock();
        }
    }

    /// Lets what runs end, for a moment, and breaks it off then.
    ///
    /// @return whose turn never came
    List<Delivery> stop() {
        List<Delivery> left = new ArrayList<>();
        Set<Thread> running;
        lock.lock();
        try {
            waiting.values().forEach(left::addAll);
            waiting.values().forEach(Queue::clear);
            running = Set.copyOf(threads);
        } finally {
            lock.unlock();
        }
        long end = System.nanoTime() + SHUTDOWN_LIMIT.toNanos();
        try {
            for (Thread thread : running) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.forEach(Thread::interrupt);
        return left;
    }

    private void run(RepositoryId repository) {
        try {
            for (Delivery next = head(repository); next != null; next = head(repository)) {
                permits.acquire();
                try {
                    work.accept(next);
                } finally {
                    permits.release();
                    done(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Delivery head(RepositoryId repository) {
        lock.lock();
        try {
            Queue<Delivery> lane = waiting.get(repository);
            Delivery next = lane == null ? null : lane.poll();
            if (next == null) {
                waiting.remove(repository);
                threads.remove(Thread.currentThread());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void done(Delivery delivery) {
        lock.lock();
        try {
            held.remove(delivery.id());
            heldBytes -= delivery.payload().length;
        } finally {
            lock.unlock();
        }
    }
}
