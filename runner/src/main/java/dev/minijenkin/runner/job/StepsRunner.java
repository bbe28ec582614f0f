package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.context.RunnerContext;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.JobDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a job does between its beginning and its result: the steps of its queue, one after another,
/// and then its outputs.
final class StepsRunner {
    private final ClaimedJob job;
    private final JobDefinition definition;
    private final RunnerServices services;
    private final JobResources resources;
    private final StopSignal stop;
    private final Masks masks = new Masks();

    StepsRunner(
            ClaimedJob job,
            JobDefinition definition,
            RunnerServices services,
            JobResources resources,
            StopSignal stop) {
        this.job = job;
        this.definition = definition;
        this.services = services;
        this.resources = resources;
        this.stop = stop;
    }

    JobReport run(byte[] event) throws InterruptedException {
        StepPrinter printer = new StepPrinter(resources.log(), 0, masks);
        announce(printer);
        Duration limit = Duration.ofMinutes(definition.timeoutMinutes());
        try (JobTimer _ = new JobTimer("job-" + job.job().value(), stop, limit, services.grace())) {
            writeEvent(event);
            JobContexts contexts = contexts(event);
            JobScope scope = scope(contexts);
            JobProgress state =
                    new JobProgress(
                            job.job(), stop, Texts.texts(definition.env(), contexts.fixed()));
            runSteps(scope, state);
            return end(scope, state);
        } catch (ExpressionException e) {
            return broken(
                    printer,
                    Cause.WORKFLOW_INVALID,
                    "The environment of the job has an expression that cannot be evaluated: "
                            + e.getMessage());
        } catch (RunnerException e) {
            return broken(printer, Cause.RUNNER_ERROR, String.valueOf(e.getMessage()));
        }
    }

    private void runSteps(JobScope scope, JobProgress state) throws InterruptedException {
        while (!stop.killed()) {
            Optional<QueuedStep> next = scope.queue().next();
            if (next.isEmpty()) {
                return;
            }
            new StepRunner(scope, state, next.get()).run();
        }
    }

    private JobReport end(JobScope scope, JobProgress state) {
        StepPrinter printer = scope.printer(scope.queue().lastNumber());
        Map<String, String> outputs = Map.of();
        try {
            outputs = JobOutputs.evaluate(scope, state, printer);
        } catch (ExpressionException e) {
            String message = "An output of the job cannot be evaluated: " + e.getMessage();
            printer.error(message);
            state.fail(JobOutcome.failure(Cause.WORKFLOW_INVALID, message));
        }
        JobOutcome outcome =
                stop.first()
                        .map(first -> JobOutcome.stopped(first, definition.timeoutMinutes()))
                        .or(state::failure)
                        .orElse(JobOutcome.SUCCESS);
        return new JobReport(
                outcome,
                outputs,
                DeploymentUrl.evaluate(scope, state, printer),
                state.annotations());
    }

    private static JobReport broken(StepPrinter printer, Cause cause, String message) {
        printer.error(message);
        return JobReport.without(new JobOutcome(Conclusion.FAILURE, cause, message));
    }

    private void announce(StepPrinter printer) {
        job.terms()
                .lostBy()
                .ifPresent(name ->
                        printer.heading(
                                "##[warning]Runner %s was lost while it carried this job out: the job begins again"
                                        .formatted(name)));
        RunnerFacts facts = services.facts();
        printer.heading(
                "Runner " + facts.name() + " (" + facts.os() + " " + facts.architecture() + ")");
        printer.heading(
                job.source().repository()
                        + " at "
                        + job.source().commit()
                        + ", run "
                        + job.title().number()
                        + " of "
                        + job.title().pipeline()
                        + (job.title().attempt() > 1 ? ", attempt " + job.title().attempt() : ""));
    }

    private JobContexts contexts(byte[] event) {
        Workspace workspace = resources.workspace();
        return JobContexts.of(
                definition,
                StepGithubContext.of(job, planned("github"), value(event), workspace),
                new RunnerContext(services.facts(), workspace, services.folder().tools(), debug()));
    }

    private JobScope scope(JobContexts contexts) {
        StepHandlers handlers =
                new StepHandlers(services.actions(), definition.defaults(), job.source());
        StepQueue queue = new StepQueue(definition.steps(), handlers);
        return new JobScope(job, definition, services, resources, masks, stop, contexts, queue);
    }

    private boolean debug() {
        return planned("vars") instanceof ObjectValue vars
                && vars.get("ACTIONS_STEP_DEBUG").map(Value::asText).equals(Optional.of("true"));
    }

    private Value planned(String context) {
        return definition.contexts().getOrDefault(context, NullValue.NULL);
    }

    private void writeEvent(byte[] event) {
        Path file = Path.of(StepGithubContext.eventFile(resources.workspace()));
        try {
            Files.write(file, event);
        } catch (IOException e) {
            throw DiskTrouble.explain("write the event", file, e);
        }
        resources.host().copyIn(file);
    }

    /// A hook of plain git, or a command, may have sent something else than JSON.
    private static Value value(byte[] event) {
        try {
            return Json.parse(new String(event, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return ObjectValue.EMPTY;
        }
    }
}
