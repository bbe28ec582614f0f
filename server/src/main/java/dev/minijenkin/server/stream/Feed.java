package dev.minijenkin.server.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Something that clients follow: counts how often there may have been news, and lets one of them
/// read at a time, so that the others find what it read. Thread-safe.
abstract class Feed {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    // Guarded by lock.
    private long wakes;
    private boolean closed;

    /// Held by who reads.
    private final ReentrantLock reading = new ReentrantLock();

    /// There may be news.
    final void wake() {
        lock.lock();
        try {
            wakes++;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The server stops: nobody waits here any more.
    final void close() {
        lock.lock();
        try {
            closed = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether who follows it is to leave.
    final boolean isClosed() {
        lock.lock();
        try {
            return closed || Thread.currentThread().isInterrupted();
        } finally {
            lock.unlock();
        }
    }

    /// How often it was woken; to be asked before what is read.
    final long wakes() {
        lock.lock();
        try {
            return wakes;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it was woken more often than that.
    ///
    /// @return false: nothing happened in this time
    final boolean await(long seen, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (wakes == seen && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = woken.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Who reads, alone.
    final ReentrantLock reading() {
        return reading;
    }

    static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
