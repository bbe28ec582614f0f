package dev.minijenkin.stress.reliability;

import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.reliability.Trouble.Kind;
import dev.minijenkin.stress.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// Does something to a fleet, and now and then to PostgreSQL, again and again. What is done to whom
/// follows from the seed; when it meets which job does not.
final class Troubles implements AutoCloseable {
    private final Fleet fleet;
    private final BenchDatabase bench;
    private final Report report;
    private final Rhythm rhythm;
    private final Random random;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<Kind, AtomicInteger> counts = new EnumMap<>(Kind.class);
    private final List<Thread> threads = new ArrayList<>();
    private final Thread thread;

    /// @param every how often
    /// @param restart every how many of them is a restart of PostgreSQL; 0: none
    /// @param lease that what lasts is measured by
    /// @param aimed who is to be met, as a member of the fleet; negative: whom the seed says
    record Rhythm(Duration every, int restart, Duration lease, IntSupplier aimed) {}

    Troubles(Fleet fleet, BenchDatabase bench, Report report, Rhythm rhythm, long seed) {
        this.fleet = fleet;
        this.bench = bench;
        this.report = report;
        this.rhythm = rhythm;
        this.random = new Random(seed);
        for (Kind kind : Kind.values()) {
            counts.put(kind, new AtomicInteger());
        }
        this.thread = Thread.ofPlatform().name("troubles").start(this::run);
    }

    /// Ends them, and waits until all processes are as they were.
    @Override
    public void close() {
        over.countDown();
        fleet.letGo();
        try {
            thread.join();
            for (Thread one : threads) {
                one.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    int count(Kind kind) {
        return counts.getOrDefault(kind, new AtomicInteger()).get();
    }

    int count() {
        return counts.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /// Keeps how often each was done, and whether each runner lived through it.
    void tell() {
        report.check(
                "no runner ended of what was done to it",
                fleet.gone(),
                "runners ended by themselves");
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            report.figure("troubles_" + kind.word() + "_count", count(kind));
            words.add(kind.word() + " " + count(kind));
        }
        report.line("done to the processes: " + String.join(", ", words));
    }

    private void run() {
        try {
            for (int number = 1;
                    !over.await(rhythm.every().toMillis(), TimeUnit.MILLISECONDS);
                    number++) {
                Trouble trouble = Trouble.next(random, fleet.size(), rhythm.lease());
                int aimed = rhythm.aimed().getAsInt();
                Trouble met =
                        rhythm.restart() > 0 && number % rhythm.restart() == 0
                                ? new Trouble(Kind.RESTART, 0, Duration.ZERO)
                                : aimed < 0
                                        ? trouble
                                        : new Trouble(trouble.kind(), aimed, trouble.lasting());
                threads.removeIf(one -> !one.isAlive());
                threads.add(
                        Thread.ofPlatform().name("trouble-" + number).start(() -> carryOut(met)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Trouble trouble) {
        try {
            report.timeline()
                    .mark(
                            trouble.kind().word(),
                            trouble.kind() == Kind.RESTART
                                    ? "PostgreSQL"
                                    : fleet.name(trouble.victim())
                                            + (trouble.lasting().isZero()
                                                    ? ""
                                                    : ", %.1f s"
                                                            .formatted(
                                                                    trouble.lasting().toMillis()
                                                                            / 1e3)));
            boolean done =
                    trouble.kind() == Kind.RESTART
                            ? bench.restart()
                            : !fleet.suffer(trouble).isEmpty();
            if (done) {
                counts.getOrDefault(trouble.kind(), new AtomicInteger()).incrementAndGet();
            }
        } catch (IOException e) {
            report.finding("a trouble could not be made: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
