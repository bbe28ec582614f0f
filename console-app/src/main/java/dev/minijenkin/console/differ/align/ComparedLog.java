package dev.minijenkin.console.differ.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.console.packed.LastUsed;
import dev.minijenkin.console.packed.PackedBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines of one side, as bytes in packed pieces: two logs of a million lines fit into the
/// memory of a desktop program. Filled by one thread, then read by another one.
public final class ComparedLog {
    private static final int PIECE_BITS = 17;
    private static final int PIECE = 1 << PIECE_BITS;

    /// Pieces that are kept open of those that were looked at.
    private static final int OPEN = 8;

    /// A line that is longer is cut.
    private static final int LONGEST = 4096;

    private final List<byte[]> packed = new ArrayList<>();
    private final LastUsed<Integer, byte[]> open = new LastUsed<>(OPEN);
    private final byte[] filled = new byte[PIECE];
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
            packed.add(PackedBytes.pack(filled, used));
            used = 0;
        }
        if (size == places.length) {
            grow();
        }
        System.arraycopy(raw, 0, filled, used, length);
        // A piece has 2^17 bytes, and 2^14 pieces are 2 GiB.
        places[size] = packed.size() << PIECE_BITS | used;
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
                        piece(places[index] >>> PIECE_BITS),
                        places[index] & (PIECE - 1),
                        lengths[index],
                        UTF_8));
    }

    private byte[] piece(int index) {
        if (index == packed.size()) {
            return filled;
        }
        return open.get(index, () -> PackedBytes.open(packed.get(index)));
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
