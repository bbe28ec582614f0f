package dev.minijenkin.db.search;

import java.util.Arrays;

/// Puts together which keys stand in which blocks of a segment. Used by one thread, for one
/// segment.
///
/// A processor spends about a microsecond on a line of a hundred bytes, most of it on three things:
/// unpacking the chunk, a bit a byte (was this key in the block already), and two passes of a radix
/// sort over what is new in each block.
final class SegmentBuilder {
    /// So many blocks a segment has at most: a block is a byte, and the highest bit is spoken for.
    static final int BLOCKS = 128;

    private static final int BLOCK_BITS = 7;
    private static final int DIGIT = Keys.BITS / 2;

    private final long[] seen = new long[1 << (Keys.BITS - 6)];
    private int[] pairs = new int[1 << 16];
    private int count;
    private int blockStart;
    private int blocks;

    /// Adds the keys of a text to the block that is open.
    void add(BlockText text) {
        byte[] folded = text.folded();
        for (int line = 0; line < text.lines(); line++) {
            addLine(folded, text.start(line), text.end(line));
        }
    }

    /// Adds a key to the block that is open.
    void add(int key) {
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

    private void addLine(byte[] text, int start, int end) {
        int four = 0;
        int word = Keys.startOfWord();
        int wordLength = 0;
        for (int i = start; i < end; i++) {
            byte each = text[i];
            four = (four << 8) | (each & 0xFF);
            if (i >= start + 3) {
                add(Keys.ofFour(four));
            }
            if (Fold.isOfWord(each) || (wordLength > 0 && Fold.isContinuation(each))) {
                word = Keys.nextOfWord(word, each);
                wordLength++;
            } else if (wordLength > 0) {
                addWord(word, wordLength);
                word = Keys.startOfWord();
                wordLength = 0;
            }
        }
        addWord(word, wordLength);
    }

    private void addWord(int word, int length) {
        if (length == Keys.WORD) {
            add(Keys.finished(word));
        }
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
