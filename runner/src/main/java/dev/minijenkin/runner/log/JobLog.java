package dev.minijenkin.runner.log;

import dev.minijenkin.db.log.LogChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of one claim: takes masked lines from the steps and keeps them until the database has
/// them.
///
/// Thread-safe. `lock` guards the state; `writing` is held over a whole line, also while its writer
/// waits for space, so that lines of several sources never mix. Steps write, the one thread of the
/// [LogShipper] takes.
public final class JobLog {
    static final int CHUNK_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);
    private static final int CHUNK_LINES = 8192;
    private static final int CHUNKS_IN_MEMORY = 32;
    private static final long WAIT_FOR_SPACE_MILLIS = 2000;

    private final LogOwner owner;
    private final long limitBytes;
    private final InstantSource clock;
    private final LogDelivery delivery;
    private final ChunkQueue queue;
    private final Set<OpenLine> openLines = ConcurrentHashMap.newKeySet();
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition shipped = lock.newCondition();
    // What follows is guarded by lock.
    private @Nullable PendingChunk pending;
    private @Nullable Object openSource;
    private int nextSeq;
    private long lines;
    private long bytes;
    private boolean truncated;
    private boolean refused;
    private boolean leftOut;
    private boolean underWay;
    private boolean handedOver;

    /// Begins an empty log.
    ///
    /// @param clock gives the times of the lines
    public JobLog(LogOwner owner, LogStorage storage, InstantSource clock, LogDelivery delivery) {
        this.owner = owner;
        this.limitBytes = storage.limitBytes();
        this.clock = clock;
        this.delivery = delivery;
        this.queue = new ChunkQueue(owner, CHUNKS_IN_MEMORY, storage.spoolFile());
    }

    public LogOwner owner() {
        return owner;
    }

    /// Lines begun so far.
    public long lines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /// Bytes kept so far, with their line feeds.
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the limit cut it.
    public boolean truncated() {
        lock.lock();
        try {
            return truncated;
        } finally {
            lock.unlock();
        }
    }

    /// Adds a line or a piece of one. While the database lags behind the caller waits a little;
    /// while it is away nobody waits and the disk takes what memory does not.
    ///
    /// @param source who writes: a line that another source left open is ended first
    /// @param urgency whether it should leave at once if nothing has left for a while
    public void add(Object source, int step, byte[] piece, boolean ends, SendUrgency urgency) {
        writing.lock();
        lock.lock();
        try {
            if (refused || truncated) {
                return;
            }
            Instant now = clock.instant();
            if (openSource != null && !openSource.equals(source)) {
                write(step(step), now, new byte[0], false, true);
                openSource = null;
            }
            if (bytes + piece.length >= limitBytes) {
                cut(step, now);
            } else {
                write(step, now, piece, openSource == null, ends);
                openSource = ends ? null : source;
            }
            delivery.announce(urgency);
        } finally {
            lock.unlock();
            writing.unlock();
        }
    }

    /// Tells the shipper that a line is open for which it should look again in a while.
    public void watch(OpenLine openLine) {
        openLines.add(openLine);
        delivery.announce(SendUrgency.OPEN_LINE);
    }

    /// The process behind it has ended.
    public void forget(OpenLine openLine) {
        openLines.remove(openLine);
    }

    /// Sends everything and waits until the database has it, or refuses it.
    public void flush() throws InterruptedException {
        delivery.announce(SendUrgency.NOW);
        lock.lockInterruptibly();
        try {
            while (!refused && (pending != null || !queue.isEmpty())) {
                shipped.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// All that the database has not yet, where that is little: it is to go with the result of the
    /// job, and the shipper leaves it alone from now on. Waits for what is under way: the append
    /// holds the claim, so that the result could not go with those of others.
    ///
    /// @return empty where it is more than so many bytes, compressed; then the shipper goes on
    public Optional<List<LogChunk>> handOver(int mostBytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay && !refused) {
                shipped.await();
            }
            seal();
            Optional<List<LogChunk>> all = refused ? Optional.empty() : queue.all(mostBytes);
            handedOver = all.isPresent();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /// What was handed over could not go that way: the shipper has it again.
    public void takeBack() {
        lock.lock();
        try {
            handedOver = false;
        } finally {
            lock.unlock();
        }
        delivery.announce(SendUrgency.NOW);
    }

    /// Drops what was not sent, and takes nothing more.
    public void close() {
        refuse();
    }

    /// Called by the shipper: lines that stayed open long enough become part of the log.
    void releaseOpenLines(long nanoTime) {
        openLines.forEach(line -> line.releaseIfOlder(nanoTime));
    }

    /// Called by the shipper: the oldest chunks, with what is pending unless too much waits before
    /// it.
    List<LogChunk> oldest(int mostBytes) {
        lock.lock();
        try {
            if (handedOver) {
                return List.of();
            }
            leftOut = !queue.hasSpace();
            if (!leftOut) {
                seal();
            }
            List<LogChunk> oldest = queue.oldest(mostBytes);
            underWay = !oldest.isEmpty();
            return oldest;
        } catch (IOException e) {
            LOG.error("The spool of {} cannot be read; its job ends", owner, e);
            refuse();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: the database has the oldest so many chunks.
    void stored(int count) {
        lock.lock();
        try {
            if (!refused) {
                queue.removeOldest(count);
            }
            shipped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: what it took is not under way any more, whatever came of it.
    void landed() {
        lock.lock();
        try {
            underWay = false;
            shipped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: the claim is not live, so that nothing more may be written.
    void refuse() {
        lock.lock();
        try {
            refused = true;
            pending = null;
            queue.clear();
            shipped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the shipper: whether something waits that its last look left for the next.
    boolean hasMore() {
        lock.lock();
        try {
            return !queue.isEmpty() || (leftOut && pending != null);
        } finally {
            lock.unlock();
        }
    }

    /// What ends somebody else's open line belongs to the step of that line.
    private int step(int otherwise) {
        return pending == null ? otherwise : pending.step();
    }

    private void write(int step, Instant now, byte[] piece, boolean begins, boolean ends) {
        if (pending != null && pending.step() != step) {
            seal();
        }
        lines += begins ? 1 : 0;
        if (pending == null) {
            pending = new PendingChunk(step, lines, !begins);
        }
        pending.add(now, piece, begins, ends);
        bytes += piece.length + (ends ? 1 : 0);
        if (pending.rawBytes() >= CHUNK_BYTES || pending.lineCount() >= CHUNK_LINES) {
            seal();
            delivery.announce(SendUrgency.NOW);
        }
    }

    private void cut(int step, Instant now) {
        if (openSource != null) {
            write(step, now, new byte[0], false, true);
        }
        String marker =
                "##[warning]The log has reached its limit of "
                        + limitBytes
                        + " bytes: what the job prints from here on is not kept.";
        write(step, now, marker.getBytes(StandardCharsets.UTF_8), true, true);
        openSource = null;
        truncated = true;
    }

    private void seal() {
        if (pending == null) {
            return;
        }
        awaitSpace();
        if (pending == null) {
            return;
        }
        LogChunk chunk = pending.seal(owner, nextSeq++);
        pending = null;
        try {
            queue.add(chunk);
        } catch (IOException e) {
            LOG.warn("The log of {} cannot be spooled to disk: {}", owner, e.getMessage());
            awaitAnySpace(chunk);
        }
    }

    /// Holds the step back while the database is there and lags behind.
    private void awaitSpace() {
        long left = TimeUnit.MILLISECONDS.toNanos(WAIT_FOR_SPACE_MILLIS);
        try {
            while (left > 0 && !queue.hasSpace() && !delivery.isAway() && !refused) {
                left = shipped.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Neither memory nor disk has space: the step waits, however long it takes.
    private void awaitAnySpace(LogChunk chunk) {
        try {
            while (!queue.hasSpace() && !refused) {
                shipped.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!refused) {
            queue.force(chunk);
        }
    }
}
