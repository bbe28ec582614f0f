package dev.minijenkin.runner.log;

import dev.minijenkin.db.log.LogChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chunks of one claim that the database has not yet, in order: a few in memory, the rest on disk.
/// Guarded by its [JobLog].
final class ChunkQueue {
    private final LogOwner owner;
    private final int mostInMemory;
    private final Path spoolFile;
    private final Deque<LogChunk> memory = new ArrayDeque<>();
    private @Nullable Spool spool;

    ChunkQueue(LogOwner owner, int mostInMemory, Path spoolFile) {
        this.owner = owner;
        this.mostInMemory = mostInMemory;
        this.spoolFile = spoolFile;
    }

    boolean isEmpty() {
        return memory.isEmpty() && !spooling();
    }

    /// Whether the next chunk goes to memory.
    boolean hasSpace() {
        return memory.size() < mostInMemory && !spooling();
    }

    /// Adds the newest chunk.
    ///
    /// @throws IOException if the chunk had to go to disk and the disk does not take it; then it is
    ///   not in the queue
    void add(LogChunk chunk) throws IOException {
        if (hasSpace()) {
            memory.add(chunk);
            return;
        }
        if (spool == null) {
            spool = Spool.create(owner, spoolFile);
        }
        spool.add(chunk);
    }

    /// Takes the chunk although memory is full: the last resort where there is no disk.
    void force(LogChunk chunk) {
        memory.add(chunk);
    }

    /// The oldest ones, of at most so many compressed bytes together, at least one if there is any.
    List<LogChunk> oldest(int mostBytes) throws IOException {
        refill();
        List<LogChunk> oldest = new ArrayList<>();
        int bytes = 0;
        for (LogChunk chunk : memory) {
            bytes += chunk.body().length;
            if (!oldest.isEmpty() && bytes > mostBytes) {
                break;
            }
            oldest.add(chunk);
        }
        return oldest;
    }

    /// All of them, where they are in memory and not more than so many compressed bytes together.
    Optional<List<LogChunk>> all(int mostBytes) {
        long bytes = memory.stream().mapToLong(chunk -> chunk.body().length).sum();
        return spooling() || bytes > mostBytes
                ? Optional.empty()
                : Optional.of(List.copyOf(memory));
    }

    void removeOldest(int count) {
        for (int i = 0; i < count; i++) {
            memory.remove();
        }
    }

    /// Forgets everything.
    void clear() {
        memory.clear();
        if (spool != null) {
            spool.delete();
            spool = null;
        }
    }

    private boolean spooling() {
        return spool != null && !spool.isEmpty();
    }

    private void refill() throws IOException {
        while (spool != null && memory.size() < mostInMemory && !spool.isEmpty()) {
            memory.add(spool.next());
        }
        if (spool != null && spool.isEmpty()) {
            spool.delete();
            spool = null;
        }
    }
}
