package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobExchange;
import dev.minijenkin.runner.job.JobExecutor;
import dev.minijenkin.runner.stop.StopReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs that a runner carries out just now, each on a thread of its own. Thread-safe.
///
/// They are threads of the operating system: a job makes, reads and deletes files all the time, and
/// each of these would keep the carrier of a virtual one and wake another.
final class RunningJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);
    private static final long TURN_NANOS = 400_000;
    private static final int TURNS = 20;

    private final Function<ClaimedJob, JobExecutor.Execution> executions;
    private final int capacity;
    private final int most;
    private final Runnable whenOneEnded;

    /// Held by whoever takes jobs, until they have started.
    private final ReentrantLock taker = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("job-", 1).factory());
    // Guarded by lock.
    private final Map<ClaimId, Running> running = new LinkedHashMap<>();
    private boolean taking;
    private Set<ClaimId> doubtful = Set.of();
    private final Set<ClaimId> abandoned = new HashSet<>();
    private final Set<ClaimId> replaced = new HashSet<>();
    private int begun;
    private boolean oneEnded;
    private boolean cancelling;
    private long quietSince = System.nanoTime();

    private static final class Running {
        private final JobExecutor.Execution job;
        // Guarded by lock: null until it has begun.
        private @Nullable Thread thread;
        private boolean interrupted;

        Running(JobExecutor.Execution job) {
            this.job = job;
        }
    }

    /// @param executions how a claim is carried out
    /// @param capacity how many at the same time
    /// @param most how many altogether
    RunningJobs(
            Function<ClaimedJob, JobExecutor.Execution> executions,
            int capacity,
            int most,
            Runnable whenOneEnded) {
        this.executions = executions;
        this.capacity = capacity;
        this.most = most;
        this.whenOneEnded = whenOneEnded;
    }

    /// Takes jobs for the free slots, if there are any, and starts them. While that is under way,
    /// claims may live that are not known yet.
    ///
    /// @param take asks for so many jobs at most
    /// @throws dev.minijenkin.db.DatabaseException as it throws
    void startTaken(IntFunction<List<ClaimedJob>> take) {
        taker.lock();
        setTaking(true);
        try {
            int free = free();
            if (free > 0) {
                take.apply(free).forEach(this::start);
            }
        } finally {
            setTaking(false);
            taker.unlock();
        }
    }

    /// Ends jobs, takes others for their places, and starts these. For a moment both are there: of
    /// what ended nothing runs any more.
    ///
    /// @param exchange asks for so many jobs at most beside those that end
    /// @return what ended; empty where jobs are being taken just now, so that nothing was asked
    /// @throws dev.minijenkin.db.DatabaseException as it throws
    Optional<JobExchange> exchange(IntFunction<JobExchange> exchange) {
        if (!taker.tryLock()) {
            return Optional.empty();
        }
        setTaking(true);
        try {
            JobExchange done = exchange.apply(Math.max(0, free()));
            if (!done.more()) {
                replaced(done.ended());
            }
            done.taken().forEach(this::start);
            return Optional.of(done);
        } finally {
            setTaking(false);
            taker.unlock();
        }
    }

    /// For their places there was nothing but what was taken.
    private void replaced(Set<ClaimId> claims) {
        lock.lock();
        try {
            replaced.addAll(claims);
        } finally {
            lock.unlock();
        }
    }

    /// Which of these live claims nobody carries out: not known, and not just being taken. Where
    /// something is taken just now, only those count that were unknown at the last look already.
    Set<ClaimId> withoutThread(Set<ClaimId> live) {
        lock.lock();
        try {
            Set<ClaimId> unknown = new HashSet<>(live);
            unknown.removeAll(running.keySet());
            Set<ClaimId> before = doubtful;
            doubtful = unknown;
            Set<ClaimId> stray = new HashSet<>(unknown);
            if (taking) {
                stray.retainAll(before);
            }
            return stray;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a thread had this claim and left it: else nobody here ever heard of it.
    boolean abandoned(ClaimId claim) {
        lock.lock();
        try {
            return abandoned.contains(claim);
        } finally {
            lock.unlock();
        }
    }

    private void setTaking(boolean now) {
        lock.lock();
        try {
            taking = now;
        } finally {
            lock.unlock();
        }
    }

    private void start(ClaimedJob claimed) {
        Running job = new Running(executions.apply(claimed));
        boolean cancelled;
        lock.lock();
        try {
            running.put(job.job.claim(), job);
            begun++;
            cancelled = cancelling;
        } finally {
            lock.unlock();
        }
        if (cancelled) {
            job.job.stop().ask(StopReason.RUNNER_STOPPED);
        }
        threads.execute(() -> carryOut(job));
    }

    int count() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    /// Jobs end together ([dev.minijenkin.runner.ledger.Ledger]), and what takes their places is to
    /// be taken together: where one has ended since the last call, waits a moment, for as long as
    /// further ones end.
    void awaitThoseThatEndToo() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int turns = oneEnded ? TURNS : 0;
            oneEnded = false;
            while (!running.isEmpty() && turns > 0 && ended.awaitNanos(TURN_NANOS) > 0) {
                turns--;
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many more may start.
    int free() {
        lock.lock();
        try {
            return Math.min(capacity - running.size(), most - begun);
        } finally {
            lock.unlock();
        }
    }

    /// How many have begun since this is there.
    int begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /// For how long there was nothing to do.
    Duration idle() {
        lock.lock();
        try {
            return running.isEmpty()
                    ? Duration.ofNanos(System.nanoTime() - quietSince)
                    : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    Set<ClaimId> claims() {
        lock.lock();
        try {
            return new HashSet<>(running.keySet());
        } finally {
            lock.unlock();
        }
    }

    /// Asks those of these claims that still run.
    void ask(Set<ClaimId> claims, StopReason reason) {
        for (Running each : snapshot()) {
            if (claims.contains(each.job.claim())) {
                each.job.stop().ask(reason);
            }
        }
    }

    /// Cancels what runs, and what is being taken just now.
    void cancelAll() {
        lock.lock();
        try {
            cancelling = true;
        } finally {
            lock.unlock();
        }
        askAll(StopReason.RUNNER_STOPPED);
    }

    void askAll(StopReason reason) {
        snapshot().forEach(each -> each.job.stop().ask(reason));
    }

    /// Makes the threads give up: their processes die, and nothing is recorded.
    void interruptAll() {
        lock.lock();
        try {
            for (Running each : running.values()) {
                each.interrupted = true;
                if (each.thread != null) {
                    each.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void awaitNone() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!running.isEmpty()) {
                ended.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until none runs, but not longer; whether none does.
    boolean awaitNone(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (!running.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return running.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more; what runs goes on.
    @Override
    public void close() {
        threads.shutdown();
    }

    private List<Running> snapshot() {
        lock.lock();
        try {
            return List.copyOf(running.values());
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(Running running) {
        JobExecutor.Execution job = running.job;
        begin(running);
        try {
            job.run();
        } catch (InterruptedException e) {
            LOG.warn("{} is abandoned", job);
        } catch (Throwable e) {
            // The next heartbeat finds a live claim without a thread, and gives it back.
            LOG.error("{} is abandoned, because the runner failed", job, e);
            abandon(job);
        } finally {
            if (end(job)) {
                whenOneEnded.run();
            }
        }
    }

    private void begin(Running job) {
        lock.lock();
        try {
            job.thread = Thread.currentThread();
            if (job.interrupted) {
                job.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void abandon(JobExecutor.Execution job) {
        lock.lock();
        try {
            abandoned.add(job.claim());
        } finally {
            lock.unlock();
        }
    }

    /// From here on nothing interrupts the thread, which goes on to another job.
    ///
    /// @return whether its place is to be filled
    private boolean end(JobExecutor.Execution job) {
        lock.lock();
        try {
            running.remove(job.claim());
            quietSince = System.nanoTime();
            ended.signalAll();
            boolean free = !replaced.remove(job.claim());
            oneEnded |= free;
            return free;
        } finally {
            lock.unlock();
        }
    }
}
