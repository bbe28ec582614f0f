package dev.minijenkin.runner.log;

import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The chunk that is being filled. Guarded by its [JobLog].
final class PendingChunk {
    private final int step;
    private final long firstLine;
    private final boolean continues;
    private final List<LogLine> lines = new ArrayList<>();
    private int begun;
    private int rawBytes;

    /// For one step.
    ///
    /// @param firstLine in which it begins
    /// @param continues whether that line is open already
    PendingChunk(int step, long firstLine, boolean continues) {
        this.step = step;
        this.firstLine = firstLine;
        this.continues = continues;
    }

    int step() {
        return step;
    }

    int rawBytes() {
        return rawBytes;
    }

    int lineCount() {
        return lines.size();
    }

    void add(Instant at, byte[] bytes, boolean begins, boolean ends) {
        rawBytes += bytes.length + (ends ? 1 : 0);
        begun += begins ? 1 : 0;
        if (begins || lines.isEmpty()) {
            lines.add(new LogLine(at, bytes, ends));
            return;
        }
        LogLine open = lines.removeLast();
        byte[] joined = Arrays.copyOf(open.bytes(), open.bytes().length + bytes.length);
        System.arraycopy(bytes, 0, joined, open.bytes().length, bytes.length);
        lines.add(new LogLine(open.at(), joined, ends));
    }

    LogChunk seal(LogOwner owner, int seq) {
        Instant firstAt = lines.getFirst().at();
        return new LogChunk(
                owner.claim(),
                owner.job(),
                owner.day(),
                seq,
                step,
                firstLine,
                begun,
                continues,
                rawBytes,
                firstAt,
                LogChunkCodec.encode(firstAt, lines));
    }
}
