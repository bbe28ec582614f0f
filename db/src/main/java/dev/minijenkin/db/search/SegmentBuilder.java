package dev.minijenkin.db.search;

import java.util.Arrays;

/// Puts together which keys stand in which blocks of a segment. Used by one thread, for one
/// segment.
///
/// Of a key that [LineKeys] passes on a bit says whether the block has it already; what is new in
/// each block is brought into the order of keys by two passes of a radix sort.
final class SegmentBuilder {
    /// So many blocks a segment has at most: a block is a byte, and the highest bit is spoken for.
    static final int BLOCKS = 128;

    private static final int BLOCK_BITS = 7;
    private static final int DIGIT = Keys.BITS / 2;

    private final LineKeys lines = new LineKeys();
    private final long[] seen = new long[1 << (Keys.BITS - 6)];
    private int[] pairs = new int[1 << 16];
    private int count;
    private int blockStart;
    private int blocks;

    /// Adds a line, or a piece of one, to the block that is open.
    ///
    /// @param goesOn whether it goes on with the line that was left open
    void add(byte[] raw, int from, int length, boolean goesOn, boolean complete) {
        add(lines.take(raw, from, length, goesOn, complete));
    }

    /// Ends the last line where it is open.
    void finish() {
        add(lines.end());
    }

    /// The first keys of the last lines. Whether one is new nobody can guess: so all are written
    /// down, and the next one over it where it was not.
    private void add(int many) {
        if (pairs.length < count + many) {
            pairs = Arrays.copyOf(pairs, 2 * (count + many));
        }
        int[] keys = lines.keys();
        long[] bits = seen;
        int[] found = pairs;
        int at = count;
        for (int i = 0; i < many; i++) {
            int key = keys[i];
            long before = bits[key >>> 6];
            bits[key >>> 6] = before | (1L << key);
            found[at] = (key << BLOCK_BITS) | blocks;
            at += (int) (~(before >>> key) & 1);
        }
        count = at;
    }

    /// Adds a key to the block that is open.
    void addKey(int key) {
        long bit = 1L << key;
        if ((seen[key >>> 6] & bit) == 0) {
            seen[key >>> 6] |= bit;
            if (count == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * count);
            }
            pairs[count++] = (key << BLOCK_BITS) | blocks;
        }
    }

    /// Ends the open block; the next one begins.
    ///
    /// @return the number of the one that ended, from 0
    int endBlock() {
        for (int i = blockStart; i < count; i++) {
            seen[pairs[i] >>> (BLOCK_BITS + 6)] = 0;
        }
        blockStart = count;
        return blocks++;
    }

    int blocks() {
        return blocks;
    }

    /// The rows of `log_postings`, one a bucket; null: nothing is in it.
    byte[][] postings() {
        sort();
        return Postings.write(pairs, count, BLOCK_BITS, blocks);
    }

    /// By key. The blocks came in their order, and both passes leave equal ones in theirs.
    private void sort() {
        int[] other = new int[count];
        pass(pairs, other, BLOCK_BITS);
        pass(other, pairs, BLOCK_BITS + DIGIT);
    }

    private void pass(int[] from, int[] to, int shift) {
        int[] places = new int[(1 << DIGIT) + 1];
        int mask = (1 << DIGIT) - 1;
        for (int i = 0; i < count; i++) {
            places[((from[i] >>> shift) & mask) + 1]++;
        }
        for (int i = 0; i < 1 << DIGIT; i++) {
            places[i + 1] += places[i];
        }
        for (int i = 0; i < count; i++) {
            to[places[(from[i] >>> shift) & mask]++] = from[i];
        }
    }
}
