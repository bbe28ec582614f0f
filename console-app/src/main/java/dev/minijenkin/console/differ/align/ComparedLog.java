package dev.minijenkin.console.differ.align;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

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
    private final Map<Integer, byte[]> open = new LinkedHashMap<>(2 * OPEN, 0.75f, true);
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
            packed.add(deflated());
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
        byte[] known = open.computeIfAbsent(index, any -> inflated(packed.get(index)));
        if (open.size() > OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        return known;
    }

    private byte[] deflated() {
        byte[] room = new byte[PIECE + PIECE / 8];
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(filled, 0, used);
            deflater.finish();
            return Arrays.copyOf(room, deflater.deflate(room));
        }
    }

    private static byte[] inflated(byte[] piece) {
        byte[] plain = new byte[PIECE];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(piece);
            int done = 0;
            while (!inflater.finished() && done < PIECE) {
                done += inflater.inflate(plain, done, PIECE - done);
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A piece of a log cannot be opened", e);
        }
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
