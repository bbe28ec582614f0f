package dev.minijenkin.stress.reliability;

import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.Program;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Runners that are processes of the product, each with a [Wire] of its own to the database.
/// Thread-safe.
final class Fleet implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);

    private final ThrowAwayInstance instance;
    private final Program program;
    private final int capacity;
    private final List<Member> members = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /// @param capacity jobs of each at the same time
    Fleet(ThrowAwayInstance instance, Program program, int runners, int capacity)
            throws IOException {
        this.instance = instance;
        this.program = program;
        this.capacity = capacity;
        for (int runner = 0; runner < runners; runner++) {
            members.add(new Member("oak-" + runner, new Wire(instance.configuration())));
        }
    }

    int size() {
        return members.size();
    }

    String name(int member) {
        return members.get(member).name;
    }

    /// Which one has the name.
    int member(String name) {
        for (int member = 0; member < members.size(); member++) {
            if (members.get(member).name.equals(name)) {
                return member;
            }
        }
        throw new IllegalArgumentException("There is no runner " + name);
    }

    /// Carries it out and returns when it is over. Where the victim is in trouble already, the next
    /// that is not is taken.
    ///
    /// @return whose it was; empty: all were in trouble
    String suffer(Trouble trouble) throws IOException, InterruptedException {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get((trouble.victim() + i) % members.size());
            if (member.lock.tryLock()) {
                try {
                    member.suffer(trouble);
                    return member.name;
                } finally {
                    member.lock.unlock();
                }
            }
        }
        return "";
    }

    /// Waits until all of them are at work.
    void awaitOnline(BenchDatabase bench) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (bench.count("select count(*) from live_runners where online") < members.size()) {
            if (System.nanoTime() > deadline) {
                throw new StressException(
                        "Not all runners are at work within "
                                + START
                                + "; their log is "
                                + instance.log("runner"));
            }
            Thread.sleep(50);
        }
    }

    /// How many are not there although nobody ended them.
    long gone() {
        return members.stream().filter(Member::isGone).count();
    }

    /// Ends every trouble now.
    void letGo() {
        over.countDown();
    }

    /// SIGTERM to all, as an administrator stops them.
    @Override
    public void close() throws IOException {
        letGo();
        // At once: each takes its time.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            members.forEach(member -> threads.execute(member::stop));
        }
        for (Member member : members) {
            member.wire.close();
        }
    }

    private final class Member {
        private final String name;
        private final Wire wire;
        private final ReentrantLock lock = new ReentrantLock();
        // Guarded by lock.
        private ChildProcess process;

        Member(String name, Wire wire) {
            this.name = name;
            this.wire = wire;
            this.process = start();
        }

        private ChildProcess start() {
            return instance.startRunner(
                    name, wire.url(), program, List.of("--capacity", Integer.toString(capacity)));
        }

        void suffer(Trouble trouble) throws IOException, InterruptedException {
            switch (trouble.kind()) {
                case KILL -> {
                    process.kill();
                    process = start();
                }
                case PAUSE -> {
                    signal("STOP", process.pid());
                    await(trouble.lasting());
                    signal("CONT", process.pid());
                }
                case CUT -> wire.cut();
                case HOLD -> {
                    wire.holdUp();
                    await(trouble.lasting());
                    wire.letThrough();
                }
                case RESTART -> throw new IllegalArgumentException("It is not of a runner");
            }
        }

        boolean isGone() {
            lock.lock();
            try {
                return !process.isAlive();
            } finally {
                lock.unlock();
            }
        }

        void stop() {
            lock.lock();
            try {
                process.close();
            } finally {
                lock.unlock();
            }
        }

        private void await(Duration lasting) throws InterruptedException {
            // True: it ends now.
            boolean _ = over.await(lasting.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// @param name without SIG
    static void signal(String name, long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process))
                .inheritIO()
                .start()
                .waitFor();
    }
}
