package dev.minijenkin.console.log.model;

import dev.minijenkin.console.log.ansi.AnsiState;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/// Writes a whole log to a file as text: every byte but the terminal sequences, however long a line
/// is.
final class LogSaver {
    private static final int CHUNKS = 64;

    private LogSaver() {}

    /// Runs on a worker; how many lines were written.
    static long save(IntFunction<List<LogChunk>> chunks, Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            AnsiState ansi = new AnsiState();
            long lines = 0;
            for (List<LogChunk> read = chunks.apply(CHUNKS);
                    !read.isEmpty();
                    read = chunks.apply(CHUNKS)) {
                for (LogChunk chunk : read) {
                    for (LogLine line : LogChunkCodec.decode(chunk.firstAt(), chunk.body())) {
                        lines += write(out, ansi, line);
                    }
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("The log could not be saved: " + e.getMessage(), e);
        }
    }

    /// Writes the text of a line; how many lines ended by it.
    static int write(OutputStream out, AnsiState ansi, LogLine line) throws IOException {
        for (byte octet : line.bytes()) {
            if (ansi.isText(octet & 0xff)) {
                out.write(octet);
            }
        }
        if (!line.complete()) {
            return 0;
        }
        ansi.endLine();
        out.write('\n');
        return 1;
    }
}
