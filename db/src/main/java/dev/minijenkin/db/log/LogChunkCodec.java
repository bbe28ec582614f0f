package dev.minijenkin.db.log;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Codec 1 of `job_logs.body`: the lines' times and bytes, deflated.
///
/// Inflated it is: number of lines; per line the milliseconds since the line before (the first:
/// since the chunk's own time), then its length times two, plus one where it is complete; then the
/// bytes of all lines. Numbers are unsigned LEB128. Deflate at level 1: measured at twice the speed
/// of what PostgreSQL does itself, and as small.
public final class LogChunkCodec {
    /// Value of `job_logs.codec`.
    public static final short ID = 1;

    private static final int LEVEL = 1;
    private static final int MAX_INFLATED = 256 * 1024 * 1024;

    private LogChunkCodec() {}

    /// The body of a chunk.
    ///
    /// @param firstAt time of the chunk; lines earlier than the one before count as of the same
    ///   time
    public static byte[] encode(Instant firstAt, List<LogLine> lines) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        writeNumber(raw, lines.size());
        long before = firstAt.toEpochMilli();
        for (LogLine line : lines) {
            long at = Math.max(before, line.at().toEpochMilli());
            writeNumber(raw, at - before);
            writeNumber(raw, line.bytes().length * 2L + (line.complete() ? 1 : 0));
            before = at;
        }
        for (LogLine line : lines) {
            raw.writeBytes(line.bytes());
        }
        return deflate(raw.toByteArray());
    }

    /// The lines of a chunk.
    ///
    /// @throws IllegalArgumentException where the bytes are no such chunk
    public static List<LogLine> decode(Instant firstAt, byte[] body) {
        Reader reader = new Reader(inflate(body));
        int count = reader.count();
        long[] times = new long[count];
        long[] lengths = new long[count];
        long at = firstAt.toEpochMilli();
        for (int i = 0; i < count; i++) {
            at += reader.number();
            times[i] = at;
            lengths[i] = reader.number();
        }
        List<LogLine> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(
                    new LogLine(
                            Instant.ofEpochMilli(times[i]),
                            reader.bytes(lengths[i] >> 1),
                            (lengths[i] & 1) == 1));
        }
        return lines;
    }

    private static void writeNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest > 0x7F) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static byte[] deflate(byte[] raw) {
        try (Deflater deflater = new Deflater(LEVEL)) {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length / 4 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static byte[] inflate(byte[] body) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(body);
            ByteArrayOutputStream out = new ByteArrayOutputStream(body.length * 4 + 64);
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new IllegalArgumentException("A log chunk ends too early");
                }
                out.write(buffer, 0, count);
                if (out.size() > MAX_INFLATED) {
                    throw new IllegalArgumentException("A log chunk is too large");
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("A log chunk is damaged", e);
        }
    }

    /// Reads inflated bytes from the front.
    private static final class Reader {
        private final byte[] raw;
        private int position;

        Reader(byte[] raw) {
            this.raw = raw;
        }

        int count() {
            long count = number();
            if (count > raw.length) {
                throw new IllegalArgumentException(
                        "A log chunk names more lines than it has bytes");
            }
            return (int) count;
        }

        long number() {
            long number = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                if (position == raw.length) {
                    throw new IllegalArgumentException("A log chunk ends too early");
                }
                byte next = raw[position++];
                number |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("A log chunk holds a number that is too large");
        }

        byte[] bytes(long length) {
            if (length < 0 || length > raw.length - position) {
                throw new IllegalArgumentException("A log chunk ends too early");
            }
            byte[] bytes = new byte[(int) length];
            System.arraycopy(raw, position, bytes, 0, bytes.length);
            position += bytes.length;
            return bytes;
        }
    }
}
