package dev.minijenkin.db.log;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;

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
    /// @throws IllegalArgumentException where the bytes are no such chunk; then no line is passed
    ///   on
    public static void read(Instant firstAt, byte[] body, LogPieces pieces) {
        UnpackedChunk chunk = new UnpackedChunk();
        chunk.unpack(firstAt.toEpochMilli(), body);
        chunk.read(pieces);
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
}
