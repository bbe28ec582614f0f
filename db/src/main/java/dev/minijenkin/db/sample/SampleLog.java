package dev.minijenkin.db.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// What one step of a job printed, in all runs that ended alike.
///
/// @param repository whose jobs
/// @param job key of the job
/// @param failed of those that failed, or of the others
/// @param step counted from 1
/// @param firstLine number of its first line in the log of the job
/// @param pause from line to line
public record SampleLog(
        String repository,
        String job,
        boolean failed,
        int step,
        int firstLine,
        List<String> lines,
        Duration pause) {

    /// As a chunk is kept; its times count from the first line on.
    byte[] body() {
        Instant first = Instant.EPOCH;
        return LogChunkCodec.encode(
                first,
                IntStream.range(0, lines.size())
                        .mapToObj(line ->
                                new LogLine(
                                        first.plus(pause.multipliedBy(line)),
                                        lines.get(line).getBytes(UTF_8),
                                        true))
                        .toList());
    }

    int rawBytes() {
        return lines.stream().mapToInt(line -> line.getBytes(UTF_8).length + 1).sum();
    }
}
