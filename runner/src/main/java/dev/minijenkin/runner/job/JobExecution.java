package dev.minijenkin.runner.job;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.engine.run.Definitions;
import dev.minijenkin.runner.job.end.JobOutcome;
import dev.minijenkin.runner.job.end.JobReport;
import dev.minijenkin.runner.job.end.LastWords;
import dev.minijenkin.runner.job.end.PlainEnd;
import dev.minijenkin.runner.job.end.ResultRecorder;
import dev.minijenkin.runner.job.resource.ClaimClock;
import dev.minijenkin.runner.job.resource.JobResources;
import dev.minijenkin.runner.job.resource.JobTrace;
import dev.minijenkin.runner.job.resource.LogMarks;
import dev.minijenkin.runner.job.resource.LogSize;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.job.step.StepFault;
import dev.minijenkin.runner.ledger.Ledger;
import dev.minijenkin.runner.ledger.StepBook;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.plan.text.DisplayNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job as runners carry it out.
public final class JobExecution implements JobExecutor.Execution {
    private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);

    private final ClaimedJob job;
    private final RunnerServices services;
    private final ClaimClock clock;
    private final StopSignal stop = new StopSignal();
    private final Ledger.Page page;

    /// To be made as soon as the claim is there: times count from now.
    public JobExecution(ClaimedJob job, RunnerServices services) {
        this.job = job;
        this.services = services;
        this.page = services.ledger().page();
        this.clock = new ClaimClock(job.terms().claimedAt().toInstant(), System::nanoTime);
    }

    @Override
    public ClaimId claim() {
        return job.claim();
    }

    @Override
    public StopSignal stop() {
        return stop;
    }

    /// This is an edge: whatever is thrown here ends the job with a cause, and not the runner.
    @Override
    public void run() throws InterruptedException {
        try (LogMarks marks = LogMarks.of(job)) {
            attempt(marks);
        }
    }

    private void attempt(LogMarks marks) throws InterruptedException {
        try (page) {
            Optional<JobDefinition> definition = definition();
            definition.flatMap(JobTrace::of).ifPresent(marks::add);
            attempt(definition);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // Also where no memory is left: what the job held is free by now.
            LOG.error("{}: the runner failed", this, e);
            record(failure(StepFault.sentence(e)), LogSize.NONE);
        }
    }

    private void attempt(Optional<JobDefinition> definition) throws InterruptedException {
        Optional<byte[]> event = new JobStart(services, job).begin(stop);
        if (event.isEmpty()) {
            LOG.warn("{}: the claim was lost before the job began", this);
        } else if (definition.isEmpty()) {
            fail(
                    List.of(),
                    "The runner does not understand this job: is it older than the server?");
        } else {
            LOG.info("{} begins", this);
            carryOut(definition.get(), event.get());
        }
    }

    private void carryOut(JobDefinition definition, byte[] event) throws InterruptedException {
        JobResources resources;
        try {
            resources = JobResources.make(job, services, clock, stop);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the runner cannot begin", this, e);
            fail(definition.steps(), StepFault.sentence(e));
            return;
        }
        try (resources;
                var _ = resources.watchLease(stop);
                var _ = resources.watchSize(services.hosts(), services.workspaceBytes(), stop)) {
            planned(definition.steps()).forEach(resources.steps()::report);
            JobReport report =
                    new StepsRunner(
                                    job,
                                    EnvironmentVariables.added(definition, job, services, stop),
                                    services,
                                    resources,
                                    stop)
                            .run(event);
            if (!stop.lost()) {
                resources.endProcesses();
                if (new PlainEnd(job, page, resources).tell(report)) {
                    LOG.info("{} ends: {}", this, report.outcome().conclusion());
                    return;
                }
                resources.settle();
            }
            record(report, resources.logSize());
        }
    }

    private Optional<JobDefinition> definition() {
        try {
            return Optional.of(Definitions.of(job));
        } catch (IllegalArgumentException e) {
            LOG.error("{}: {}", this, e.getMessage());
            return Optional.empty();
        }
    }

    /// Of a job that has no log yet.
    private void fail(List<StepDefinition> steps, String message) throws InterruptedException {
        try (StepBook book =
                services.ledger().open(claim(), () -> stop.ask(StopReason.CLAIM_LOST))) {
            planned(steps).forEach(book::report);
            book.flush();
        }
        LogSize said = LastWords.say(message, job, services, clock, stop);
        record(failure(message), said);
    }

    /// The steps of the file, before anything has happened with them.
    private static List<StepReport> planned(List<StepDefinition> steps) {
        List<StepReport> planned = new ArrayList<>();
        for (StepDefinition step : steps) {
            planned.add(
                    StepReport.pending(
                            planned.size() + 1,
                            step.head().id(),
                            DisplayNames.shown(step.head().name())));
        }
        return planned;
    }

    private static JobReport failure(String message) {
        return JobReport.without(JobOutcome.failure(Cause.RUNNER_ERROR, message));
    }

    private void record(JobReport report, LogSize log) throws InterruptedException {
        if (stop.lost()) {
            LOG.warn("{}: the claim was lost; nothing more is written", this);
        } else if (new ResultRecorder(services, job).record(report, log, stop)) {
            LOG.info("{} ends: {}", this, report.outcome().conclusion());
        } else {
            LOG.warn("{}: the result was not taken, because the claim is over", this);
        }
    }

    /// For people: repository, pipeline, number, job.
    @Override
    public String toString() {
        return "%s %s #%d, job %s (claim %d)"
                .formatted(
                        job.source().repository(),
                        job.title().pipeline(),
                        job.title().number(),
                        job.key(),
                        job.claim().value());
    }
}
