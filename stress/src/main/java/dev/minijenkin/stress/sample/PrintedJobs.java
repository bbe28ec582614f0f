package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.runner.RegistrationOutcome;
import dev.minijenkin.db.runner.RunnerRegistration;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.stress.bench.BenchDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Jobs whose logs are written by the statements that runners use, without runners. Used by one
/// thread.
public final class PrintedJobs {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final String WORKFLOW = MadeUpWorkflows.oneJob("printed", "linux", 1);
    private static final int RUNS_AT_ONCE = 100;

    private final BenchDatabase bench;
    private final QueuedRuns runs;
    private final RegistrationOutcome.Registered runner;
    private final UUID instance = UUID.randomUUID();
    private final BuildLog log;
    private int queued;
    private long lines;

    /// @param seed of what they print
    public PrintedJobs(BenchDatabase bench, String repository, long seed) {
        this.bench = bench;
        this.runs = new QueuedRuns(bench.database(), repository, WORKFLOW);
        this.log = new BuildLog(seed);
        this.runner =
                (RegistrationOutcome.Registered)
                        bench.database()
                                .transaction(tx ->
                                        Runners.register(
                                                tx,
                                                new RunnerRegistration(
                                                        "printer-" + seed,
                                                        instance,
                                                        List.of("linux"),
                                                        100,
                                                        "host",
                                                        "linux",
                                                        "x64",
                                                        "stress",
                                                        1),
                                                Set.of()));
    }

    /// A job that this runner has.
    public ClaimedJob begin() {
        if (queued == 0) {
            runs.start(runs.receive(RUNS_AT_ONCE));
            queued = RUNS_AT_ONCE;
        }
        queued--;
        // Who is silent gets nothing.
        bench.execute(
                "update runner_heartbeats set heartbeat_at = now() where runner_id = ?",
                runner.id().value());
        ClaimedJob job =
                bench.database()
                        .transaction(tx ->
                                Claims.take(
                                                tx,
                                                runner.id(),
                                                instance,
                                                LabelSets.servedBy(tx, List.of("linux")),
                                                new ClaimFloor(System::nanoTime),
                                                1)
                                        .getFirst());
        bench.execute(
                "update jobs set state = 'running', started_at = now() where id = ?",
                job.job().value());
        return job;
    }

    /// Prints the next lines of a job.
    ///
    /// @param seq of the next chunk
    /// @param before lines that it has printed
    /// @return the chunk after those
    public int print(ClaimedJob job, int seq, long before, int count) {
        List<LogChunk> chunks = new ArrayList<>();
        List<LogLine> open = new ArrayList<>();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long first = before + 1;
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            String mark = lines % BuildLog.MARKED == 0 ? BuildLog.mark(lines) : "";
            lines++;
            byte[] line = log.line(mark).getBytes(UTF_8);
            open.add(new LogLine(at, line, true));
            bytes += line.length + 1;
            if (bytes >= CHUNK_BYTES || i == count - 1) {
                chunks.add(chunk(job, seq++, first, at, open, bytes));
                first += open.size();
                open = new ArrayList<>();
                bytes = 0;
            }
        }
        bench.database().run(tx -> Logs.append(tx, chunks));
        return seq;
    }

    private static LogChunk chunk(
            ClaimedJob job, int seq, long first, Instant at, List<LogLine> lines, int bytes) {
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                seq,
                1,
                first,
                lines.size(),
                false,
                bytes,
                at,
                LogChunkCodec.encode(at, lines));
    }

    /// It ends well.
    public void end(ClaimedJob job) {
        bench.execute(
                "update claims set released_at = now(), outcome = 'finished' where id = ?",
                job.claim().value());
        bench.execute(
                "update jobs set state = 'finished', conclusion = 'success', finished_at = now() where id = ?",
                job.job().value());
    }

    /// Lines so far.
    public long lines() {
        return lines;
    }
}
