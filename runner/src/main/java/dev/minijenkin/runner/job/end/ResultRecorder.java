package dev.minijenkin.runner.job.end;

import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.access.JobAccess;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.poll.WakeUp;
import dev.minijenkin.db.poll.WhileAway;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.job.resource.LogSize;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.stop.StopSignal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the result of a job, in one transaction with what its run does next.
public final class ResultRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(ResultRecorder.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);
    private static final JobReport NOT_STORED =
            JobReport.without(
                    JobOutcome.failure(
                            Cause.RUNNER_ERROR,
                            "The runner could not store the result of the job."));

    private final JobAccess access;
    private final ClaimedJob job;
    private final WhileAway whileAway;

    /// That of one job.
    public ResultRecorder(RunnerServices services, ClaimedJob job) {
        this.access = services.access().of(job);
        this.job = job;
        this.whileAway =
                new WhileAway(
                        "The result of " + job.job(), FIRST_PAUSE, LONGEST_PAUSE, new WakeUp());
    }

    /// Tries until the database takes it, for as long as it is away. Where it refuses it for good,
    /// what stands beside the result is left out first, then what the result itself carries: how
    /// the job ended is the last to be given up.
    ///
    /// @return false where the claim is not the live one; also where it had been taken before and
    ///   the answer was lost
    public boolean record(JobReport report, LogSize log, StopSignal stop)
            throws InterruptedException {
        Deque<JobReport> less = new ArrayDeque<>(List.of(report.alone(), NOT_STORED));
        JobReport next = report;
        while (!stop.lost()) {
            JobReport wanted = next;
            try {
                return whileAway.repeat(stop::lost, _ -> write(wanted, log)).orElse(false);
            } catch (DatabaseException e) {
                LOG.error("The result of {} cannot be stored", job.job(), e);
                next = less.isEmpty() ? NOT_STORED : less.poll();
                Thread.sleep(AFTER_REFUSAL);
            }
        }
        return false;
    }

    private boolean write(JobReport report, LogSize log) {
        return access.finish(report.result(log), report.annotations(), report.url());
    }
}
