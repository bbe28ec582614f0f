package dev.minijenkin.console.log.document;

import dev.minijenkin.console.packed.PackedBytes;
import java.util.Arrays;
import java.util.List;

/// Writes the lines of a page into few bytes, and reads them again: numbers as differences from the
/// one before, seven bits a byte, then all of it packed as [PackedBytes] are.
final class PagePacking {
    private static final int CONTINUES = 0x80;

    private PagePacking() {}

    static byte[] pack(PageText page) {
        Writer out = new Writer(page.text().length + page.size() * 4 + 64);
        out.number(page.text().length);
        out.bytes(page.text());
        for (int line = 0; line < page.size(); line++) {
            out.number(page.starts()[line + 1] - page.starts()[line]);
        }
        long before = 0;
        for (long time : page.times()) {
            out.number(zigzag(time - before));
            before = time;
        }
        out.number(page.runs().length);
        int at = 0;
        for (int i = 0; i < page.runs().length; i++) {
            // Start and end are places in the text, the third is a look.
            boolean place = i % 3 < 2;
            out.number(place ? page.runs()[i] - at : page.runs()[i]);
            at = place ? page.runs()[i] : at;
        }
        boolean mixed = page.origins().areMixed();
        out.number(mixed ? 1 : 0);
        if (mixed) {
            int number = 0;
            for (int line = 0; line < page.size(); line++) {
                out.number(page.origins().jobs()[line]);
                out.number(zigzag((long) page.origins().numbers()[line] - number));
                number = page.origins().numbers()[line];
            }
        }
        return PackedBytes.pack(out.bytes, out.length);
    }

    static PageText open(byte[] packed, int lines, List<SpanLook> looks) {
        Reader in = new Reader(PackedBytes.open(packed));
        byte[] text = in.bytes((int) in.number());
        int[] starts = new int[lines + 1];
        for (int line = 0; line < lines; line++) {
            starts[line + 1] = starts[line] + (int) in.number();
        }
        long[] times = new long[lines];
        long time = 0;
        for (int line = 0; line < lines; line++) {
            time += unzigzag(in.number());
            times[line] = time;
        }
        int[] runs = new int[(int) in.number()];
        int at = 0;
        for (int i = 0; i < runs.length; i++) {
            int number = (int) in.number();
            runs[i] = i % 3 < 2 ? at + number : number;
            at = i % 3 < 2 ? runs[i] : at;
        }
        return new PageText(text, starts, times, runs, looks, origins(in, lines));
    }

    private static LineOrigins origins(Reader in, int lines) {
        if (in.number() == 0) {
            return LineOrigins.ONE_JOB;
        }
        short[] jobs = new short[lines];
        int[] numbers = new int[lines];
        long number = 0;
        for (int line = 0; line < lines; line++) {
            jobs[line] = (short) in.number();
            number += unzigzag(in.number());
            numbers[line] = (int) number;
        }
        return new LineOrigins(jobs, numbers);
    }

    private static long zigzag(long number) {
        return (number << 1) ^ (number >> 63);
    }

    private static long unzigzag(long number) {
        return (number >>> 1) ^ -(number & 1);
    }

    private static final class Writer {
        private byte[] bytes;
        private int length;

        private Writer(int capacity) {
            bytes = new byte[capacity];
        }

        private void number(long number) {
            long left = number;
            while ((left & -CONTINUES) != 0) {
                put((byte) ((left & 0x7f) | CONTINUES));
                left >>>= 7;
            }
            put((byte) left);
        }

        private void put(byte octet) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2 + 16);
            }
            bytes[length++] = octet;
        }

        private void bytes(byte[] more) {
            if (length + more.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, length + more.length + 16);
            }
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        private Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        private long number() {
            long number = 0;
            int shift = 0;
            byte octet;
            do {
                octet = bytes[at++];
                number |= (long) (octet & 0x7f) << shift;
                shift += 7;
            } while (octet < 0);
            return number;
        }

        private byte[] bytes(int count) {
            byte[] taken = Arrays.copyOfRange(bytes, at, at + count);
            at += count;
            return taken;
        }
    }
}
