package dev.minijenkin.server.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.hook.Delivery;
import dev.minijenkin.db.hook.Enough;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Carries deliveries out: those of a repository in the order in which they came, a few together in
/// one turn, and turns of a bounded number of repositories of one git host, and in all, at a time.
/// The repositories take turns: one whose turn has just ended stands behind all others that wait.
/// Each turn has a virtual thread of its own, and none waits for its turn. A delivery over which a
/// server may have died has its turn alone, and so has one that tries for others.
final class RepositoryLanes {
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(3);

    private final ProcessorSettings settings;
    private final Function<List<Delivery>, Attempt> work;
    private final Runnable roomAgain;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by lock.
    private final Map<RepositoryId, Lane> lanes = new HashMap<>();
    private final Deque<Lane> inLine = new ArrayDeque<>();
    private final HostTurns hosts;
    private final Map<String, Integer> heldOfHost = new HashMap<>();
    private final Set<DeliveryId> held = new HashSet<>();
    private final Set<Thread> threads = new HashSet<>();
    private long heldBytes;
    private int running;
    private boolean stopped;

    /// @param work must not throw
    /// @param roomAgain called when more can be taken than before; returns at once
    RepositoryLanes(
            ProcessorSettings settings,
            Function<List<Delivery>, Attempt> work,
            Runnable roomAgain) {
        this.settings = settings;
        this.work = work;
        this.roomAgain = roomAgain;
        this.hosts = new HostTurns(settings.ofHost());
    }

    /// The deliveries of a repository. It stands in line while some wait and none is carried out.
    private static final class Lane {
        private final RepositoryId repository;
        private final String host;
        private final Deque<Delivery> waiting = new ArrayDeque<>();
        private int underWay;

        private Lane(RepositoryId repository, String host) {
            this.repository = repository;
            this.host = host;
        }

        private int size() {
            return waiting.size() + underWay;
        }
    }

    /// Takes deliveries on, in their order; those that are here already stay where they are.
    void add(List<Delivery> deliveries) {
        lock.lock();
        try {
            if (!stopped) {
                deliveries.forEach(this::add);
                startWhatMay();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Delivery delivery) {
        if (!held.add(delivery.id())) {
            return;
        }
        heldBytes += delivery.payload().length;
        heldOfHost.merge(delivery.host(), 1, Integer::sum);
        Lane lane =
                lanes.computeIfAbsent(delivery.repository(), id -> new Lane(id, delivery.host()));
        lane.waiting.add(delivery);
        if (lane.underWay == 0 && lane.waiting.size() == 1) {
            inLine.add(lane);
        }
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return held.size() < settings.mostWaiting() && heldBytes < settings.mostWaitingBytes();
        } finally {
            lock.unlock();
        }
    }

    /// Of whom enough is here.
    Enough full() {
        lock.lock();
        try {
            Set<RepositoryId> repositories = new HashSet<>();
            for (Lane lane : lanes.values()) {
                if (lane.size() >= settings.ofRepository()) {
                    repositories.add(lane.repository);
                }
            }
            Set<String> full = new HashSet<>();
            heldOfHost.forEach((host, count) -> {
                if (!host.isEmpty() && count >= mostOfHost()) {
                    full.add(host);
                }
            });
            return new Enough(repositories, full);
        } finally {
            lock.unlock();
        }
    }

    private int mostOfHost() {
        return settings.ofHost() * settings.ofRepository();
    }

    /// What is waited for or worked on.
    Set<DeliveryId> held() {
        lock.lock();
        try {
            return Set.copyOf(held);
        } finally {
            lock.unlock();
        }
    }

    /// Lets what runs end, for a moment, and breaks it off then.
    ///
    /// @return whose turn never came
    List<Delivery> stop() {
        List<Delivery> left = new ArrayList<>();
        Set<Thread> underWay;
        lock.lock();
        try {
            stopped = true;
            lanes.values().forEach(lane -> left.addAll(lane.waiting));
            lanes.values().forEach(lane -> lane.waiting.clear());
            inLine.clear();
            underWay = Set.copyOf(threads);
        } finally {
            lock.unlock();
        }
        long end = System.nanoTime() + SHUTDOWN_LIMIT.toNanos();
        try {
            for (Thread thread : underWay) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWay.forEach(Thread::interrupt);
        return left;
    }

    /// What need not be tried after an attempt found a remote away: it is taken out, and belongs to
    /// the caller.
    ///
    /// @param attempt of a delivery of this repository and host
    List<Delivery> dropWaiting(Delivery failed, Attempt attempt) {
        boolean withHost =
                !failed.host().isEmpty()
                        && attempt.away().map(away -> away.withHost()).orElse(false);
        List<Delivery> dropped = new ArrayList<>();
        lock.lock();
        try {
            for (Lane lane : lanes.values()) {
                if (lane.repository.equals(failed.repository())
                        || (withHost && lane.host.equals(failed.host()))) {
                    dropped.addAll(lane.waiting);
                    lane.waiting.clear();
                    inLine.remove(lane);
                }
            }
            dropped.forEach(this::forget);
            lanes.values().removeIf(lane -> lane.size() == 0);
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void startWhatMay() {
        for (Optional<Lane> next = next(); next.isPresent(); next = next()) {
            start(next.get());
        }
    }

    /// The first in line whose host has a turn free, taken out of the line.
    private Optional<Lane> next() {
        if (stopped || running >= settings.concurrent()) {
            return Optional.empty();
        }
        for (Iterator<Lane> waiting = inLine.iterator(); waiting.hasNext(); ) {
            Lane lane = waiting.next();
            if (hosts.admits(lane.host)) {
                waiting.remove();
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }

    private void start(Lane lane) {
        List<Delivery> turn = turn(lane);
        lane.underWay = turn.size();
        running++;
        hosts.enter(lane.host);
        threads.add(
                Thread.ofVirtual()
                        .name("delivery-" + turn.getFirst().id().value())
                        .start(() -> run(lane, turn)));
    }

    /// The next ones that are carried out together, taken out of those that wait.
    private List<Delivery> turn(Lane lane) {
        List<Delivery> turn = new ArrayList<>();
        turn.add(lane.waiting.remove());
        while (turn.size() < settings.ofTurn()
                && !lane.waiting.isEmpty()
                && !isAlone(turn.getFirst())
                && !isAlone(lane.waiting.getFirst())) {
            turn.add(lane.waiting.remove());
        }
        return turn;
    }

    private static boolean isAlone(Delivery delivery) {
        return delivery.probe() || delivery.begun() > 1;
    }

    private void run(Lane lane, List<Delivery> turn) {
        Attempt attempt = Attempt.ended(false);
        try {
            attempt = work.apply(turn);
        } finally {
            ended(lane, turn, attempt);
        }
    }

    private void ended(Lane lane, List<Delivery> turn, Attempt attempt) {
        boolean room;
        lock.lock();
        try {
            threads.remove(Thread.currentThread());
            running--;
            hosts.leave(lane.host, attempt);
            turn.forEach(this::forget);
            lane.underWay = 0;
            room = hasRoomAgain(lane, turn.size());
            if (!lane.waiting.isEmpty()) {
                inLine.add(lane);
            } else {
                lanes.remove(lane.repository, lane);
            }
            startWhatMay();
        } finally {
            lock.unlock();
        }
        if (room) {
            roomAgain.run();
        }
    }

    /// Whether one of the bounds is half free since some have ended.
    private boolean hasRoomAgain(Lane lane, int ended) {
        return passed(settings.ofRepository() / 2, lane.size(), ended)
                || passed(mostOfHost() / 2, heldOfHost.getOrDefault(lane.host, 0), ended)
                || passed(settings.mostWaiting() / 2, held.size(), ended);
    }

    private static boolean passed(int mark, int now, int ended) {
        return now <= mark && now + ended > mark;
    }

    private void forget(Delivery delivery) {
        held.remove(delivery.id());
        heldBytes -= delivery.payload().length;
        heldOfHost.computeIfPresent(
                delivery.host(), (host, count) -> count == 1 ? null : count - 1);
    }
}
