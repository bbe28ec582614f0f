package dev.minijenkin.db.log;

import static dev.minijenkin.db.log.CodeTable.COPY;
import static dev.minijenkin.db.log.CodeTable.LINK;
import static dev.minijenkin.db.log.CodeTable.STOP;
import static dev.minijenkin.db.log.CodeTable.entry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/// Unpacks what [LogChunkCodec] deflated (RFC 1950 and 1951). Used by one thread, for one chunk
/// after the other.
///
/// `java.util.zip` unpacks too, and takes half as much again for it: whoever reads logs, or looks
/// through all of them, does little else.
final class Unpacking {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SUM =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int MOST = 256 << 20;

    /// What a copy writes at most; and so much may be read behind what was unpacked.
    private static final int ROOM = 258 + 8;

    private static final int BEHIND = 16;
    private static final int LITERAL_BITS = 10;
    private static final int LITERAL_MASK = (1 << LITERAL_BITS) - 1;
    private static final int DISTANCE_BITS = 8;
    private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258
    };
    private static final int[] ORDER = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    private static final int[] LITERALS = literals();
    private static final int[] DISTANCES = distances();
    private static final int[] PLAIN = plain();
    private static final CodeTable FIXED_LITERALS = literalTable();
    private static final CodeTable FIXED_DISTANCES = distanceTable();

    static {
        FIXED_LITERALS.build(fixedLiterals(), 0, 288, LITERALS);
        byte[] fives = new byte[30];
        Arrays.fill(fives, (byte) 5);
        FIXED_DISTANCES.build(fives, 0, 30, DISTANCES);
    }

    private final CodeTable literals = literalTable();
    private final CodeTable distances = distanceTable();
    private final CodeTable codeLengths = new CodeTable(ORDER.length, 7);
    private final byte[] lengths = new byte[320];
    private byte[] in = new byte[1 << 15];
    private int end;
    private int position;
    private long bits;
    private int left;
    private byte[] out = new byte[1 << 17];
    private int length;
    private final Adler32 sum = new Adler32();

    /// Unpacks a chunk, in the place of the one before.
    ///
    /// @throws IllegalArgumentException where it is none
    void unpack(byte[] body) {
        if (in.length < body.length + BEHIND) {
            in = new byte[2 * body.length + BEHIND];
        }
        System.arraycopy(body, 0, in, 0, body.length);
        Arrays.fill(in, body.length, body.length + BEHIND, (byte) 0);
        end = body.length;
        length = 0;
        head();
        boolean last;
        do {
            int head = take(3);
            last = (head & 1) != 0;
            switch (head >> 1) {
                case 0 -> stored();
                case 1 -> coded(FIXED_LITERALS, FIXED_DISTANCES);
                case 2 -> {
                    readCodes();
                    coded(literals, distances);
                }
                default -> throw damaged();
            }
        } while (!last);
        tail();
    }

    /// What was unpacked, and more than two hundred bytes behind it.
    byte[] out() {
        return out;
    }

    /// How much of it that is.
    int length() {
        return length;
    }

    private void head() {
        if (end < 2
                || (in[0] & 0x0F) != 8
                || (((in[0] & 0xFF) << 8) | (in[1] & 0xFF)) % 31 != 0
                || (in[1] & 0x20) != 0) {
            throw end < 2 ? tooShort() : damaged();
        }
        position = 2;
        bits = 0;
        left = 0;
    }

    /// The sum of what was unpacked.
    private void tail() {
        int at = position - (left >> 3);
        if (at + Integer.BYTES > end) {
            throw tooShort();
        }
        sum.reset();
        sum.update(out, 0, length);
        if ((int) SUM.get(in, at) != (int) sum.getValue()) {
            throw damaged();
        }
    }

    private int take(int count) {
        if (position > end + 8) {
            throw tooShort();
        }
        bits |= (long) LONGS.get(in, position) << left;
        position += (63 - left) >> 3;
        left |= 56;
        int taken = (int) bits & ((1 << count) - 1);
        bits >>>= count;
        left -= count;
        return taken;
    }

    private void stored() {
        position -= left >> 3;
        bits = 0;
        left = 0;
        if (position + 4 > end) {
            throw tooShort();
        }
        int count = (in[position] & 0xFF) | (in[position + 1] & 0xFF) << 8;
        int inverse = (in[position + 2] & 0xFF) | (in[position + 3] & 0xFF) << 8;
        position += 4;
        if ((count ^ inverse) != 0xFFFF || position + count > end) {
            throw damaged();
        }
        room(length, count + ROOM);
        System.arraycopy(in, position, out, length, count);
        position += count;
        length += count;
    }

    private void readCodes() {
        int ofLiterals = take(5) + 257;
        int ofDistances = take(5) + 1;
        int ofLengths = take(4) + 4;
        Arrays.fill(lengths, 0, ORDER.length, (byte) 0);
        for (int i = 0; i < ofLengths; i++) {
            lengths[ORDER[i]] = (byte) take(3);
        }
        if (ofLiterals > 288) {
            throw damaged();
        }
        codeLengths.build(lengths, 0, ORDER.length, PLAIN);
        int all = ofLiterals + ofDistances;
        int at = 0;
        while (at < all) {
            int symbol = codeLength();
            if (symbol < 16) {
                lengths[at++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && at == 0) {
                throw damaged();
            }
            byte again = symbol == 16 ? lengths[at - 1] : 0;
            int times =
                    switch (symbol) {
                        case 16 -> 3 + take(2);
                        case 17 -> 3 + take(3);
                        default -> 11 + take(7);
                    };
            if (at + times > all) {
                throw damaged();
            }
            Arrays.fill(lengths, at, at + times, again);
            at += times;
        }
        literals.build(lengths, 0, ofLiterals, LITERALS);
        distances.build(lengths, ofLiterals, ofDistances, DISTANCES);
    }

    private int codeLength() {
        take(0);
        int entry = codeLengths.entries()[(int) bits & ((1 << codeLengths.bits()) - 1)];
        if (entry >= STOP) {
            throw damaged();
        }
        take(CodeTable.length(entry));
        return CodeTable.value(entry);
    }

    /// The loop in which the time goes: everything it needs is at hand, and it reads on before each
    /// symbol, so that there are always enough bits for a whole one.
    private void coded(CodeTable literalTable, CodeTable distanceTable) {
        byte[] source = in;
        int[] ofLiteral = literalTable.entries();
        int[] ofDistance = distanceTable.entries();
        int limit = end + 8;
        byte[] target = out;
        int to = length;
        long buffer = bits;
        int count = left;
        int from = position;
        while (true) {
            if (from > limit) {
                throw tooShort();
            }
            if (to + ROOM > target.length) {
                room(to, ROOM);
                target = out;
            }
            buffer |= (long) LONGS.get(source, from) << count;
            from += (63 - count) >> 3;
            count |= 56;
            int entry = ofLiteral[(int) buffer & LITERAL_MASK];
            if (entry >= LINK) {
                entry = linked(ofLiteral, entry, (int) (buffer >>> LITERAL_BITS));
            }
            int used = entry & 0x1F;
            buffer >>>= used;
            count -= used;
            if (entry < COPY) {
                target[to++] = (byte) (entry >>> CodeTable.VALUE);
                continue;
            }
            if (entry >= STOP) {
                if (entry >= CodeTable.WRONG) {
                    throw damaged();
                }
                break;
            }
            int more = CodeTable.more(entry);
            int size = CodeTable.value(entry) + ((int) buffer & ((1 << more) - 1));
            buffer >>>= more;
            count -= more;
            entry = ofDistance[(int) buffer & DISTANCE_MASK];
            if (entry >= LINK) {
                entry = linked(ofDistance, entry, (int) (buffer >>> DISTANCE_BITS));
            }
            if (entry >= STOP) {
                throw damaged();
            }
            used = entry & 0x1F;
            more = CodeTable.more(entry);
            int distance = CodeTable.value(entry) + ((int) (buffer >>> used) & ((1 << more) - 1));
            buffer >>>= used + more;
            count -= used + more;
            if (distance > to) {
                throw damaged();
            }
            copy(target, to, size, distance);
            to += size;
        }
        length = to;
        bits = buffer;
        left = count;
        position = from;
    }

    private static int linked(int[] entries, int link, int behind) {
        return entries[CodeTable.value(link) + (behind & ((1 << CodeTable.more(link)) - 1))];
    }

    /// Writes up to seven bytes more, which what comes next overwrites.
    private static void copy(byte[] target, int to, int size, int distance) {
        int stop = to + size;
        int from = to - distance;
        int at = to;
        if (distance >= Long.BYTES) {
            while (at < stop) {
                LONGS.set(target, at, (long) LONGS.get(target, from));
                at += Long.BYTES;
                from += Long.BYTES;
            }
        } else {
            while (at < stop) {
                target[at++] = target[from++];
            }
        }
    }

    private void room(int used, int more) {
        if (used + more > MOST) {
            throw new IllegalArgumentException("A log chunk is too large");
        }
        if (used + more > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, used + more));
        }
    }

    private static IllegalArgumentException tooShort() {
        return new IllegalArgumentException("A log chunk ends too early");
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("A log chunk is damaged");
    }

    private static int[] literals() {
        int[] entries = new int[288];
        for (int i = 0; i < 256; i++) {
            entries[i] = entry(0, i, 0);
        }
        entries[256] = STOP;
        for (int i = 0; i < LENGTHS.length; i++) {
            int more = i < 8 || i == LENGTHS.length - 1 ? 0 : i / 4 - 1;
            entries[257 + i] = entry(COPY, LENGTHS[i], more);
        }
        Arrays.fill(entries, 286, 288, CodeTable.WRONG);
        return entries;
    }

    private static int[] distances() {
        int[] entries = new int[32];
        int distance = 1;
        for (int i = 0; i < 30; i++) {
            int more = i < 4 ? 0 : i / 2 - 1;
            entries[i] = entry(COPY, distance, more);
            distance += 1 << more;
        }
        Arrays.fill(entries, 30, 32, CodeTable.WRONG);
        return entries;
    }

    private static int[] plain() {
        int[] entries = new int[ORDER.length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(0, i, 0);
        }
        return entries;
    }

    private static byte[] fixedLiterals() {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        return lengths;
    }

    private static CodeTable literalTable() {
        return new CodeTable(288, LITERAL_BITS);
    }

    private static CodeTable distanceTable() {
        return new CodeTable(32, DISTANCE_BITS);
    }
}
