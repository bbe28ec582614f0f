package dev.minijenkin.db.log;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
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

    /// To make one costs more than to deflate a few lines: it is a quarter of a megabyte.
    private static final Queue<Deflater> IDLE = new ArrayBlockingQueue<>(4);

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

    /// Takes the lines of a chunk without a copy of each.
    @FunctionalInterface
    public interface Pieces {
        /// A line, or a piece of one.
        ///
        /// @param at when it came, in milliseconds since 1970
        /// @param raw holds it from `from` on, without the line feed; of this call alone
        /// @param complete whether the line ends here; false only for the last one of the chunk
        void piece(long at, byte[] raw, int from, int length, boolean complete);
    }

    /// The lines of a chunk.
    ///
    /// @throws IllegalArgumentException where the bytes are no such chunk
    public static List<LogLine> decode(Instant firstAt, byte[] body) {
        List<LogLine> lines = new ArrayList<>();
        read(
                firstAt,
                body,
                (at, raw, from, length, complete) ->
                        lines.add(
                                new LogLine(
                                        Instant.ofEpochMilli(at),
                                        Arrays.copyOfRange(raw, from, from + length),
                                        complete)));
        return lines;
    }

    /// Passes on the lines of a chunk.
    ///
    /// @throws IllegalArgumentException where the bytes are no such chunk; some of its lines may
    ///   have been passed on
    public static void read(Instant firstAt, byte[] body, Pieces pieces) {
        Inflated inflated = inflate(body);
        Reader reader = new Reader(inflated);
        int count = reader.count();
        // The bytes begin behind the numbers of all lines.
        Reader bytes = reader.behind(2L * count);
        long at = firstAt.toEpochMilli();
        for (int i = 0; i < count; i++) {
            at += reader.number();
            long length = reader.number();
            int from = bytes.skip(length >> 1);
            pieces.piece(at, inflated.raw, from, (int) (length >> 1), (length & 1) == 1);
        }
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
        Deflater idle = IDLE.poll();
        Deflater deflater = idle == null ? new Deflater(LEVEL) : idle;
        try {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length / 4 + 64);
            byte[] buffer = new byte[Math.min(8192, raw.length + 64)];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.reset();
            if (!IDLE.offer(deflater)) {
                deflater.end();
            }
        }
    }

    /// @param length how much of `raw` it is
    private record Inflated(byte[] raw, int length) {}

    private static Inflated inflate(byte[] body) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(body);
            byte[] raw = new byte[Math.max(1024, 8 * body.length)];
            int length = inflater.inflate(raw);
            while (!inflater.finished()) {
                if (length < raw.length) {
                    throw new IllegalArgumentException("A log chunk ends too early");
                }
                if (length >= MAX_INFLATED) {
                    throw new IllegalArgumentException("A log chunk is too large");
                }
                raw = Arrays.copyOf(raw, Math.min(2 * length, MAX_INFLATED));
                length += inflater.inflate(raw, length, raw.length - length);
            }
            return new Inflated(raw, length);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("A log chunk is damaged", e);
        }
    }

    /// Reads inflated bytes from the front.
    private static final class Reader {
        private final byte[] raw;
        private final int end;
        private int position;

        Reader(Inflated inflated) {
            this.raw = inflated.raw;
            this.end = inflated.length;
        }

        /// One that stands behind so many numbers more.
        Reader behind(long numbers) {
            Reader other = new Reader(new Inflated(raw, end));
            other.position = position;
            for (long i = 0; i < numbers; i++) {
                other.number();
            }
            return other;
        }

        int count() {
            long count = number();
            if (count > end) {
                throw new IllegalArgumentException(
                        "A log chunk names more lines than it has bytes");
            }
            return (int) count;
        }

        long number() {
            long number = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                if (position == end) {
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

        /// Passes over so many bytes; where they begin.
        int skip(long length) {
            if (length < 0 || length > end - position) {
                throw new IllegalArgumentException("A log chunk ends too early");
            }
            int from = position;
            position += (int) length;
            return from;
        }
    }
}
