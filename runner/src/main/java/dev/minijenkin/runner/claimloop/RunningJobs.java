package dev.minijenkin.runner.claimloop;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.job.JobExecution;
import dev.minijenkin.runner.job.RunnerServices;
import dev.minijenkin.runner.stop.StopReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs that a runner carries out just now, each on a thread of its own. Thread-safe.
final class RunningJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);

    private final RunnerServices services;
    private final int capacity;
    private final Runnable whenOneEnded;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // Guarded by lock.
    private final Map<ClaimId, Running> running = new LinkedHashMap<>();

    private record Running(JobExecution job, Thread thread) {}

    RunningJobs(RunnerServices services, int capacity, Runnable whenOneEnded) {
        this.services = services;
        this.capacity = capacity;
        this.whenOneEnded = whenOneEnded;
    }

    void start(ClaimedJob claimed) {
        JobExecution job = new JobExecution(claimed, services);
        Thread thread =
                Thread.ofVirtual()
                        .name("job-" + claimed.job().value())
                        .unstarted(() -> carryOut(job));
        lock.lock();
        try {
            running.put(job.claim(), new Running(job, thread));
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    int count() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many more may start.
    int free() {
        return capacity - count();
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
            if (claims.contains(each.job().claim())) {
                each.job().stop().ask(reason);
            }
        }
    }

    void askAll(StopReason reason) {
        snapshot().forEach(each -> each.job().stop().ask(reason));
    }

    /// Makes the threads give up: their processes die, and nothing is recorded.
    void interruptAll() {
        snapshot().forEach(each -> each.thread().interrupt());
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

    private List<Running> snapshot() {
        lock.lock();
        try {
            return List.copyOf(running.values());
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(JobExecution job) {
        try {
            job.run();
        } catch (InterruptedException e) {
            LOG.warn("{} is abandoned", job);
        } catch (RuntimeException e) {
            LOG.error("{} is abandoned, because the runner failed", job, e);
        } finally {
            lock.lock();
            try {
                running.remove(job.claim());
                ended.signalAll();
            } finally {
                lock.unlock();
            }
            whenOneEnded.run();
        }
    }
}
