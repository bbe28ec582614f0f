package dev.minijenkin.console.log.document;

import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Writes the lines of a page into few bytes, and reads them again: numbers as differences from the
/// one before, seven bits a byte, then all of it deflated, unless that gains nothing.
final class PagePacking {
    private static final int WORTH_DEFLATING = 512;
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
        return deflated(out);
    }

    static PageText open(byte[] packed, int lines, List<SpanLook> looks) {
        Reader in = new Reader(inflated(packed));
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

    /// With its length and whether it is deflated in front.
    private static byte[] deflated(Writer plain) {
        Writer out = new Writer(plain.length + 16);
        out.number(plain.length);
        if (plain.length >= WORTH_DEFLATING) {
            byte[] smaller = new byte[plain.length];
            try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
                deflater.setInput(plain.bytes, 0, plain.length);
                deflater.finish();
                int length = deflater.deflate(smaller);
                if (deflater.finished() && length < plain.length) {
                    out.number(1);
                    out.bytes(smaller, length);
                    return out.taken();
                }
            }
        }
        out.number(0);
        out.bytes(plain.bytes, plain.length);
        return out.taken();
    }

    private static byte[] inflated(byte[] packed) {
        Reader in = new Reader(packed);
        int length = (int) in.number();
        boolean isDeflated = in.number() == 1;
        byte[] plain = new byte[length];
        if (!isDeflated) {
            System.arraycopy(packed, in.at, plain, 0, length);
            return plain;
        }
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed, in.at, packed.length - in.at);
            int done = 0;
            while (done < length && !inflater.finished()) {
                done += inflater.inflate(plain, done, length - done);
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A page of the log cannot be opened", e);
        }
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
            bytes(more, more.length);
        }

        private void bytes(byte[] more, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, length + count + 16);
            }
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }

        private byte[] taken() {
            return Arrays.copyOf(bytes, length);
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
