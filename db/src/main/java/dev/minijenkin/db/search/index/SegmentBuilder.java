package dev.minijenkin.db.search.index;

import dev.minijenkin.db.log.UnpackedChunk;
import dev.minijenkin.db.search.key.BlockKeys;
import dev.minijenkin.db.search.key.ChunkKeys;
import dev.minijenkin.db.search.key.Postings;

/// Puts together which keys stand in which blocks of a segment. Used by one thread, for one
/// segment.
public final class SegmentBuilder {
    /// So many blocks a segment has at most.
    public static final int BLOCKS = 1 << BlockKeys.BLOCK_BITS;

    private final BlockKeys keys = new BlockKeys();
    private final ChunkKeys chunks = new ChunkKeys(keys);

    /// Adds the lines of a chunk to the block that is open.
    ///
    /// @param goesOn whether the first goes on with the line that was left open
    void add(UnpackedChunk chunk, boolean goesOn) {
        chunks.take(chunk, goesOn);
    }

    /// Ends the last line where it is open.
    void finish() {
        chunks.finish();
    }

    /// Adds a key to the block that is open.
    void addKey(int key) {
        keys.add(key);
    }

    /// Ends the open block; the next one begins.
    void endBlock() {
        keys.endBlock();
    }

    /// How many have ended: the number of the open one, from 0.
    int blocks() {
        return keys.blocks();
    }

    /// The rows of `log_postings`, one a bucket; null: nothing is in it.
    byte[][] postings() {
        return Postings.write(keys.pairs(), keys.count(), keys.blocks());
    }
}
