package dev.minijenkin.console.differ.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines of one side, as bytes in a few large pieces: a million lines are no million objects.
/// Filled by one thread, then read by others.
public final class ComparedLog {
    private static final int PIECE = 1 << 20;

    /// A line that is longer is cut.
    private static final int LONGEST = 4096;

    private final List<byte[]> pieces = new ArrayList<>(List.of(new byte[PIECE]));
    private final EvenedLine evened = new EvenedLine();
    private int used;
    private int size;
    private int[] places = new int[1024];
    private short[] lengths = new short[1024];
    private long[] times = new long[1024];
    private long[] keys = new long[1024];
    private long[] heads = new long[1024];

    /// Adds a line.
    public void add(Instant at, byte[] raw) {
        int length = Math.min(raw.length, LONGEST);
        if (used + length > PIECE) {
            pieces.add(new byte[PIECE]);
            used = 0;
        }
        if (size == places.length) {
            grow();
        }
        System.arraycopy(raw, 0, pieces.getLast(), used, length);
        // A piece has 2^20 bytes, and 2^11 pieces are 2 GiB.
        places[size] = (pieces.size() - 1) << 20 | used;
        lengths[size] = (short) length;
        times[size] = at.toEpochMilli();
        takeKeys(new String(raw, 0, length, UTF_8));
        used += length;
        size++;
    }

    public int size() {
        return size;
    }

    /// As it was written, without colours.
    public String line(int index) {
        return EvenedLine.plain(
                new String(
                        pieces.get(places[index] >>> 20),
                        places[index] & (PIECE - 1),
                        lengths[index],
                        UTF_8));
    }

    /// The same evened out.
    public String evened(int index) {
        return new EvenedLine().of(line(index)).toString();
    }

    /// Milliseconds since its first line.
    public long since(int index) {
        return times[index] - times[0];
    }

    /// The same for lines that say the same.
    long key(int index) {
        return keys[index];
    }

    /// The same for lines that begin with the same word.
    long head(int index) {
        return heads[index];
    }

    private void takeKeys(String line) {
        CharSequence said = evened.of(line);
        long key = 0xcbf29ce484222325L;
        long head = key;
        boolean inHead = true;
        boolean begun = false;
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            key = key(key, c);
            begun |= c != ' ';
            inHead &= c != ' ' || !begun;
            if (inHead && begun) {
                head = key(head, c);
            }
        }
        keys[size] = key;
        heads[size] = head;
    }

    private static long key(long before, char c) {
        return (before ^ c) * 0x100000001b3L;
    }

    private void grow() {
        int room = size * 2;
        places = Arrays.copyOf(places, room);
        lengths = Arrays.copyOf(lengths, room);
        times = Arrays.copyOf(times, room);
        keys = Arrays.copyOf(keys, room);
        heads = Arrays.copyOf(heads, room);
    }
}
