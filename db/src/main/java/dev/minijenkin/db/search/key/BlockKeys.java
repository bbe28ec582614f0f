package dev.minijenkin.db.search.key;

import java.util.Arrays;

/// The keys of the blocks of a segment, each once a block, as pairs of both. Used by one thread.
///
/// Of a key a bit says whether the open block has it already. Whether one is new nobody can guess:
/// so all are written down, and the next one over it where it was not.
public final class BlockKeys {
    /// So many of the lower bits of a pair say the block.
    public static final int BLOCK_BITS = 5;

    private final long[] seen = new long[1 << (Keys.BITS - 6)];
    private int[] pairs = new int[1 << 16];
    private int count;
    private int blockStart;
    private int block;

    public void add(int key) {
        room(1);
        count = added(key, count);
    }

    /// The first of some keys.
    public void add(int[] some, int many) {
        room(many);
        int at = count;
        for (int i = 0; i < many; i++) {
            at = added(some[i], at);
        }
        count = at;
    }

    /// Those of each four bytes of a text that begin in a part of it.
    void addFours(FoldedChunk text, int from, int end) {
        room(Math.max(0, end - from));
        int at = count;
        for (int i = from; i < end; i++) {
            at = added(Keys.ofFour(text.four(i)), at);
        }
        count = at;
    }

    /// The next block begins.
    public void endBlock() {
        for (int i = blockStart; i < count; i++) {
            seen[pairs[i] >>> (BLOCK_BITS + 6)] = 0;
        }
        blockStart = count;
        block++;
    }

    /// How many blocks have ended.
    public int blocks() {
        return block;
    }

    /// The pairs, in the order in which they came.
    public int[] pairs() {
        return pairs;
    }

    /// How many pairs there are.
    public int count() {
        return count;
    }

    private int added(int key, int at) {
        long before = seen[key >>> 6];
        seen[key >>> 6] = before | (1L << key);
        pairs[at] = (key << BLOCK_BITS) | block;
        return at + (int) (~(before >>> key) & 1);
    }

    private void room(int more) {
        if (pairs.length < count + more + 1) {
            pairs = Arrays.copyOf(pairs, 2 * (count + more));
        }
    }
}
