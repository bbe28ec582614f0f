package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.stress.scenario.StressException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The log of a job that goes on, as long as it is made. Used by one thread at a time.
public final class LongLog {
    private static final int CHUNK = 2_000;

    private final ClaimedJob job;
    private int size;
    private int seq;

    private LongLog(ClaimedJob job) {
        this.job = job;
    }

    /// An empty one, of a job of its own.
    public static LongLog of(LongQueue queue) {
        return new LongLog(begun(queue));
    }

    public int size() {
        return size;
    }

    private static ClaimedJob begun(LongQueue queue) {
        queue.queued(LongQueue.SERVED, 1);
        List<ClaimedJob> taken = queue.take(queue.labelSets(), new ClaimFloor(System::nanoTime), 1);
        if (taken.isEmpty()) {
            throw new StressException("No job could be claimed");
        }
        return taken.getFirst();
    }

    public ClaimedJob job() {
        return job;
    }

    /// Appends so many lines.
    public void write(Database database, int lines) {
        for (int written = 0; written < lines; written += CHUNK) {
            append(database, Math.min(CHUNK, lines - written));
        }
    }

    /// Appends so many lines at once.
    public void append(Database database, int count) {
        Instant at = job.terms().claimedAt().toInstant().plusMillis(size);
        List<LogLine> of = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] line = line(size + i).getBytes(UTF_8);
            bytes += line.length + 1;
            of.add(new LogLine(at.plusMillis(i), line, true));
        }
        LogChunk chunk =
                new LogChunk(
                        job.claim(),
                        job.job(),
                        job.terms().logDay(),
                        seq,
                        1,
                        size + 1L,
                        count,
                        false,
                        bytes,
                        at,
                        LogChunkCodec.encode(at, of));
        database.transaction(tx -> Logs.append(tx, List.of(chunk)));
        size += count;
        seq++;
    }

    /// About a hundred bytes, some in colour, now and then a warning.
    private static String line(int number) {
        if (number % 997 == 0) {
            return "warning: shard %d answered late, tried again in %d ms"
                    .formatted(number % 16, number % 400);
        }
        return "\u001b[32mINFO\u001b[0m  [worker-%d] indexed document %d of collection products/%08x, took %d ms"
                .formatted(number % 8, number, number * 2654435761L & 0xffffffffL, number % 90);
    }
}
