package dev.minijenkin.runner.job;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.pipeline.plan.JobDefinition;
import dev.minijenkin.pipeline.plan.JobDefinitions;
import dev.minijenkin.runner.RunnerException;
import dev.minijenkin.runner.stop.StopSignal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job, from its claim to its result.
///
/// The thread that calls [#run] carries it out; any thread may use [#stop].
public final class JobExecution {
    private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);

    private final ClaimedJob job;
    private final JobHost host;
    private final ClaimClock clock;
    private final StopSignal stop = new StopSignal();

    /// To be made as soon as the claim is there: times count from now.
    public JobExecution(ClaimedJob job, JobHost host) {
        this.job = job;
        this.host = host;
        this.clock = new ClaimClock(job.claimedAt().toInstant(), System::nanoTime);
    }

    public ClaimId claim() {
        return job.claim();
    }

    /// What is asked here reaches the steps at once.
    public StopSignal stop() {
        return stop;
    }

    /// Returns when the result is recorded, or when the claim turned out to be lost. While the
    /// database is away it waits.
    ///
    /// @throws InterruptedException if the runner gives up; processes are dead then, and nothing is
    ///   recorded
    public void run() throws InterruptedException {
        Optional<JobDefinition> definition = definition();
        Optional<byte[]> event = new JobBeginning(host.database(), job, definition).begin(stop);
        if (event.isEmpty()) {
            LOG.warn("{}: the claim was lost before the job began", this);
        } else if (definition.isEmpty()) {
            record(
                    failure(
                            "The runner does not understand this job: is it older than the server?"),
                    JobRoom.NO_LOG);
        } else {
            LOG.info("{} begins", this);
            carryOut(definition.get(), event.get());
        }
    }

    private void carryOut(JobDefinition definition, byte[] event) throws InterruptedException {
        JobRoom room;
        try {
            room = JobRoom.make(job, host, clock, stop);
        } catch (RunnerException e) {
            LOG.error("{}: {}", this, e.getMessage());
            record(failure(String.valueOf(e.getMessage())), JobRoom.NO_LOG);
            return;
        }
        try (room) {
            JobEnd end = body(definition, event, room);
            if (!stop.lost()) {
                room.settle();
            }
            record(end, room.logSize());
        }
    }

    /// What nobody thought of ends the job, not the runner.
    private JobEnd body(JobDefinition definition, byte[] event, JobRoom room)
            throws InterruptedException {
        try {
            return new JobBody(job, definition, host, room, stop).run(event);
        } catch (RuntimeException e) {
            LOG.error("{}: the runner failed", this, e);
            return failure("The runner failed: " + e);
        }
    }

    private Optional<JobDefinition> definition() {
        try {
            return Optional.of(JobDefinitions.decode(job.definition()));
        } catch (IllegalArgumentException e) {
            LOG.error("{}: {}", this, e.getMessage());
            return Optional.empty();
        }
    }

    private static JobEnd failure(String message) {
        return JobEnd.without(Verdict.failure(Cause.RUNNER_ERROR, message));
    }

    private void record(JobEnd end, ResultRecorder.LogSize log) throws InterruptedException {
        if (stop.lost()) {
            LOG.warn("{}: the claim was lost; nothing more is written", this);
        } else if (new ResultRecorder(host, job).record(end, log, stop)) {
            LOG.info("{} ends: {}", this, end.verdict().conclusion());
        } else {
            LOG.warn("{}: the result was not taken, because the claim is over", this);
        }
    }

    /// For people: repository, pipeline, number, job.
    @Override
    public String toString() {
        return "%s %s #%d, job %s (claim %d)"
                .formatted(
                        job.repositoryName(),
                        job.pipelineName(),
                        job.runNumber(),
                        job.key(),
                        job.claim().value());
    }
}
