package dev.minijenkin.server.stream;

import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.server.api.ApiJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A chunk of a log as an event.
///
/// @param data one line of JSON
record LogEvent(LogPosition position, String data) {
    /// A line, or a piece of one.
    private record Line(Instant at, String text) {}

    /// @param line of the claim's log in which it begins, from 1
    /// @param continues whether its first text goes on with the last one of the event before
    /// @param open whether its last text goes on
    private record Data(
            long claim, int step, long line, boolean continues, boolean open, List<Line> lines) {}

    /// Events of chunks that follow each other.
    ///
    /// @param rest the bytes at the end of the chunk before that are no whole character
    static List<LogEvent> of(List<LogChunk> chunks, byte[] rest) {
        List<LogEvent> events = new ArrayList<>();
        byte[] before = rest;
        for (LogChunk chunk : chunks) {
            List<Line> lines = new ArrayList<>();
            byte[] carried = chunk.continues() ? before : new byte[0];
            before = new byte[0];
            boolean open = false;
            for (LogLine line : LogChunkCodec.decode(chunk.firstAt(), chunk.body())) {
                byte[] bytes = joined(carried, line.bytes());
                carried = new byte[0];
                int end = line.complete() ? bytes.length : wholeCharacters(bytes);
                before = Arrays.copyOfRange(bytes, end, bytes.length);
                open = !line.complete();
                lines.add(new Line(line.at(), new String(bytes, 0, end, StandardCharsets.UTF_8)));
            }
            events.add(
                    new LogEvent(
                            new LogPosition(chunk.claim(), chunk.seq()),
                            ApiJson.text(
                                    new Data(
                                            chunk.claim().value(),
                                            chunk.stepNumber(),
                                            chunk.firstLine(),
                                            chunk.continues(),
                                            open,
                                            lines))));
        }
        return events;
    }

    /// The bytes at the end of chunks that follow each other that are no whole character.
    static byte[] restOf(List<LogChunk> chunks) {
        byte[] rest = new byte[0];
        for (LogChunk chunk : chunks) {
            List<LogLine> lines = LogChunkCodec.decode(chunk.firstAt(), chunk.body());
            if (lines.isEmpty() || lines.getLast().complete()) {
                rest = new byte[0];
            } else {
                boolean goesOn = chunk.continues() && lines.size() == 1;
                byte[] bytes = joined(goesOn ? rest : new byte[0], lines.getLast().bytes());
                rest = Arrays.copyOfRange(bytes, wholeCharacters(bytes), bytes.length);
            }
        }
        return rest;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /// Where the last character begins that is not whole yet; the length where all are.
    private static int wholeCharacters(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int value = bytes[bytes.length - back] & 0xFF;
            if (value >= 0xC0) {
                int length = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
                return back < length ? bytes.length - back : bytes.length;
            }
            if (value < 0x80) {
                return bytes.length;
            }
        }
        return bytes.length;
    }
}
