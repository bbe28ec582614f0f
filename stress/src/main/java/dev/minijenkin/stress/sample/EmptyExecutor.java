package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.JobEnding;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.runner.job.JobExecutor;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.ledger.StepBook;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Carries out nothing: a job has succeeded as soon as it was taken, with the step and the lines
/// that it would have had. What is left is the way of jobs through the runner and the database,
/// without their folders, files and definitions.
///
/// @param lines of log a job
public record EmptyExecutor(int lines) implements JobExecutor {
    private static final byte[] LINE =
            "one line of a log as builds write them, of some seventy letters".getBytes(UTF_8);

    /// Bytes of so many lines.
    public static int bytes(int lines) {
        return lines * (LINE.length + 1);
    }

    /// The body of a chunk with so many lines.
    public static byte[] body(int lines, Instant at) {
        return LogChunkCodec.encode(at, Collections.nCopies(lines, new LogLine(at, LINE, true)));
    }

    @Override
    public Execution of(ClaimedJob job, RunnerServices services) {
        return new Empty(job, services, services.ledger().page(), new StopSignal(), lines);
    }

    private record Empty(
            ClaimedJob job, RunnerServices services, Ledger.Page page, StopSignal stop, int lines)
            implements Execution {
        @Override
        public ClaimId claim() {
            return job.claim();
        }

        @Override
        public void run() throws InterruptedException {
            try (page) {
                JobEnding ending = ending();
                if (begins() && !page.succeed(ending)) {
                    tellAlone(ending);
                }
            }
        }

        private boolean begins() {
            return job.event().isPresent() || services.access().of(job).begin(false).isPresent();
        }

        private JobEnding ending() {
            Instant now = job.terms().claimedAt().toInstant();
            List<LogChunk> log = lines == 0 ? List.of() : List.of(chunk(now));
            StepReport step =
                    StepReport.pending(1, "", "Run true")
                            .started(1, now)
                            .finished(Conclusion.SUCCESS, Conclusion.SUCCESS, 0, now);
            JobResult success =
                    new JobResult(Conclusion.SUCCESS, null, null, "{}", lines, bytes(lines), false);
            return new JobEnding(job.claim(), job.run(), success, List.of(step), log);
        }

        private LogChunk chunk(Instant at) {
            return new LogChunk(
                    job.claim(),
                    job.job(),
                    job.terms().logDay(),
                    0,
                    1,
                    1,
                    lines,
                    false,
                    bytes(lines),
                    at,
                    body(lines, at));
        }

        private void tellAlone(JobEnding ending) throws InterruptedException {
            try (StepBook book =
                    services.ledger().open(job.claim(), () -> stop.ask(StopReason.CLAIM_LOST))) {
                ending.steps().forEach(book::report);
                book.flush();
            }
            services.access().append(ending.log());
            services.access().of(job).finish(ending.result(), List.of(), "");
        }
    }
}
