package dev.minijenkin.console.log.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.console.log.feed.LogSource;
import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.LogPart;
import dev.minijenkin.db.log.LogPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Logs in memory, in chunks as a runner writes them.
public final class Written implements LogSource {
    static final Instant START = Instant.parse("2026-11-23T14:30:00Z");

    private final Map<JobId, List<LogChunk>> chunks = new HashMap<>();

    public static JobId job(long id) {
        return new JobId(id);
    }

    /// A chunk of whole lines.
    ///
    /// @param at milliseconds after the start, of the first line; each further one comes 10 later
    public void write(long job, long at, String... lines) {
        write(job, at, true, lines);
    }

    /// A chunk whose last line goes on in the next one.
    public void writeOpen(long job, long at, String... lines) {
        write(job, at, false, lines);
    }

    private void write(long job, long at, boolean complete, String... lines) {
        Instant first = START.plusMillis(at);
        List<LogLine> all = new ArrayList<>();
        int bytes = 0;
        for (String line : lines) {
            boolean whole = complete || all.size() < lines.length - 1;
            all.add(new LogLine(first.plusMillis(10L * all.size()), line.getBytes(UTF_8), whole));
            bytes += line.length() + 1;
        }
        List<LogChunk> before = chunks.computeIfAbsent(job(job), any -> new ArrayList<>());
        before.add(
                new LogChunk(
                        new ClaimId(job),
                        job(job),
                        LocalDate.of(2026, 11, 23),
                        before.size(),
                        1,
                        1,
                        lines.length,
                        false,
                        bytes,
                        first,
                        LogChunkCodec.encode(first, all)));
    }

    @Override
    public IntFunction<List<LogChunk>> open(JobId job) {
        int[] read = new int[1];
        return limit -> {
            List<LogChunk> all = chunks.getOrDefault(job, List.of());
            List<LogChunk> next =
                    List.copyOf(all.subList(read[0], Math.min(all.size(), read[0] + limit)));
            read[0] += next.size();
            return next;
        };
    }

    @Override
    public List<LogPlace> behind(JobId job, ClaimId claim, int seq) {
        return chunks.getOrDefault(job, List.of()).stream()
                .filter(chunk -> chunk.seq() > seq)
                .map(chunk ->
                        new LogPlace(
                                new LogPart(job, claim, chunk.day(), true),
                                chunk.seq(),
                                chunk.lineCount(),
                                chunk.continues(),
                                chunk.firstAt()))
                .toList();
    }

    @Override
    public Optional<LogChunk> chunk(LogPlace place) {
        return chunks.getOrDefault(place.part().job(), List.of()).stream()
                .filter(chunk -> chunk.seq() == place.seq())
                .findFirst();
    }

    @Override
    public Optional<Duration> usual(JobId job) {
        return Optional.empty();
    }
}
