package dev.minijenkin.db.search.key;

import dev.minijenkin.db.log.UnpackedChunk;
import dev.minijenkin.db.search.text.Fold;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The bytes of a chunk in small letters, eight at a time, with three bits for each: whether it is
/// of a word, whether a line begins there, and whether it says nothing by itself (colours, NUL,
/// letters of several bytes), so that its line is for [LineKeys]. Used by one thread, filled again
/// and again.
final class FoldedChunk {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOURS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;

    private byte[] bytes = new byte[1 << 17];
    private long[] letters = new long[1 << 11];
    private long[] starts = new long[1 << 11];
    private long[] strange = new long[1 << 11];

    void fill(UnpackedChunk chunk) {
        int end = chunk.end();
        // One more for what is asked behind the end, and one that is never filled.
        int words = (end >> 6) + 1;
        room(words + 1);
        byte[] raw = chunk.raw();
        int first = chunk.from() >> 6;
        for (int word = first; word < words; word++) {
            fill(raw, word);
        }
        letters[first] &= -1L << chunk.from();
        letters[words - 1] &= ~(-1L << end);
        letters[words] = 0;
        Arrays.fill(starts, first, words + 1, 0);
        int at = chunk.from();
        start(at);
        for (int line = 0; line < chunk.lines(); line++) {
            at += chunk.length(line);
            start(at);
        }
    }

    /// Four bytes that follow each other, the first one highest.
    int four(int at) {
        return (int) FOURS.get(bytes, at);
    }

    /// Whether all bytes of a line say something by themselves.
    boolean isPlain(int from, int to) {
        for (int at = from >> 6; at <= to >> 6; at++) {
            if ((strange[at] & within(at, from, to)) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Leaves out the words of a line.
    void leaveOut(int from, int to) {
        for (int at = from >> 6; at <= to >> 6; at++) {
            letters[at] &= ~within(at, from, to);
        }
    }

    /// Of 64 bytes those at which a word of three begins, a bit each.
    ///
    /// @param at which 64
    long wordsOfThree(int at) {
        long word = letters[at];
        long line = starts[at];
        long nextWord = letters[at + 1];
        long nextLine = starts[at + 1];
        long before = (word << 1) | (at == 0 ? 0 : letters[at - 1] >>> 63);
        return word
                & (~before | line)
                & behind(word, nextWord, 1)
                & ~behind(line, nextLine, 1)
                & behind(word, nextWord, 2)
                & ~behind(line, nextLine, 2)
                & (~behind(word, nextWord, 3) | behind(line, nextLine, 3));
    }

    private static long behind(long bits, long next, int by) {
        return (bits >>> by) | (next << -by);
    }

    private void fill(byte[] raw, int word) {
        long ofWord = 0;
        long alone = 0;
        for (int part = 0; part < Long.BYTES; part++) {
            int at = (word << 6) + (part << 3);
            long eight = (long) LONGS.get(raw, at);
            long low = eight & ~HIGH;
            long capitals = from(low, 'A') & ~from(low, 'Z' + 1) & ~eight & HIGH;
            long small = eight | (capitals >>> 2);
            LONGS.set(bytes, at, small);
            long folded = small & ~HIGH;
            long wordly =
                    (from(folded, 'a') & ~from(folded, 'z' + 1))
                            | (from(folded, '0') & ~from(folded, '9' + 1))
                            | (from(folded, '_') & ~from(folded, '_' + 1));
            long odd =
                    eight | ~from(low, 1) | (from(low, Fold.ESCAPE) & ~from(low, Fold.ESCAPE + 1));
            ofWord |= bits(wordly & ~eight) << (part << 3);
            alone |= bits(odd) << (part << 3);
        }
        letters[word] = ofWord;
        strange[word] = alone;
    }

    /// The highest bit of each of eight bytes below 128 says whether it is at least that; the
    /// others say nothing.
    private static long from(long eight, int least) {
        return eight + (0x80 - least) * EACH;
    }

    /// The highest bits of eight bytes.
    private static long bits(long eight) {
        return (((eight & HIGH) >>> 7) * 0x0102040810204080L) >>> 56;
    }

    private void start(int at) {
        starts[at >> 6] |= 1L << at;
    }

    /// Of 64 bits those that are in a range.
    private static long within(int at, int from, int to) {
        long mask = at == from >> 6 ? -1L << from : -1L;
        return at == to >> 6 ? mask & ~(-1L << to) : mask;
    }

    private void room(int words) {
        if (letters.length <= words) {
            letters = new long[2 * words];
            starts = new long[2 * words];
            strange = new long[2 * words];
            bytes = new byte[2 * words * Long.SIZE];
        }
    }
}
