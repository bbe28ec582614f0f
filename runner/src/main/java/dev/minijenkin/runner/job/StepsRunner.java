package dev.minijenkin.runner.job;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.runner.action.call.JobActions;
import dev.minijenkin.runner.action.call.JobToken;
import dev.minijenkin.runner.cache.CacheScopes;
import dev.minijenkin.runner.container.ContainerException;
import dev.minijenkin.runner.container.ContainerFolders;
import dev.minijenkin.runner.container.ContainersOfJob;
import dev.minijenkin.runner.container.JobNeeds;
import dev.minijenkin.runner.context.RunnerContext;
import dev.minijenkin.runner.context.RunnerFacts;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.job.end.JobOutcome;
import dev.minijenkin.runner.job.end.JobReport;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.job.queue.StepHandlers;
import dev.minijenkin.runner.job.queue.StepQueue;
import dev.minijenkin.runner.job.resource.JobResources;
import dev.minijenkin.runner.job.scope.JobContexts;
import dev.minijenkin.runner.job.scope.JobProgress;
import dev.minijenkin.runner.job.scope.JobScope;
import dev.minijenkin.runner.job.scope.JobSummaries;
import dev.minijenkin.runner.job.scope.StepFrame;
import dev.minijenkin.runner.job.services.RunnerServices;
import dev.minijenkin.runner.job.step.BackgroundSteps;
import dev.minijenkin.runner.job.step.StepFault;
import dev.minijenkin.runner.job.step.StepRunner;
import dev.minijenkin.runner.mask.Masks;
import dev.minijenkin.runner.matcher.ProblemMatchers;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.stop.StopReason;
import dev.minijenkin.runner.stop.StopSignal;
import dev.minijenkin.runner.stop.StoppedException;
import dev.minijenkin.runner.toolkit.ToolkitJob;
import dev.minijenkin.runner.workspace.JobFiles;
import dev.minijenkin.runner.workspace.WorkFolder;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a job does between its beginning and its result: the steps of its queue, one after another,
/// and then its outputs.
final class StepsRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepsRunner.class);
    private static final String TOKEN = "GITHUB_TOKEN";

    private final ClaimedJob job;
    private final JobDefinition definition;
    private final RunnerServices services;
    private final JobResources resources;
    private final StopSignal stop;
    private final Masks masks = new Masks();
    private final BackgroundSteps background = new BackgroundSteps();
    private final String token;

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
        String ofForge = services.terms().forgeToken();
        this.token = ofForge.isEmpty() ? JobToken.make() : ofForge;
    }

    JobReport run(byte[] event) throws InterruptedException {
        StepPrinter printer = new StepPrinter(resources.log(), 0, masks);
        announce(printer);
        JobToolkit toolkit = null;
        ContainersOfJob containers = containers();
        Duration limit = Duration.ofMinutes(definition.timeoutMinutes());
        try (JobTimer _ = new JobTimer(services.timers(), stop, limit, services.grace())) {
            Path eventFile = writeEvent(event);
            Value payload = value(event);
            Optional<ObjectValue> secrets =
                    new JobSecrets(services, job, stop).fetch(definition, payload, masks);
            if (secrets.isEmpty()) {
                return JobReport.without(stopped().orElseThrow());
            }
            JobContexts onMachine = contexts(payload, eventFile, withToken(secrets.get()));
            toolkit = toolkit(onMachine.github());
            StepHost host = start(containers, onMachine);
            JobContexts contexts =
                    containers.isNeeded(definition.containers())
                            ? onMachine.with(host, containers.context())
                            : onMachine;
            JobScope scope = scope(contexts, toolkit, host, containers);
            JobProgress state = new JobProgress(job.job(), stop, environment(contexts));
            StepFrame frame =
                    StepFrame.of(
                            scope, state, (around, step) -> new StepRunner(around, step).run());
            Optional<JobOutcome> refused = new JobSetUp(frame).run();
            if (refused.isPresent()) {
                return JobReport.without(stopped().orElse(refused.get()));
            }
            runSteps(frame);
            scope.summaries().flush();
            return end(scope, state);
        } catch (ContainerException e) {
            return JobReport.without(
                    stopped().orElseGet(() -> JobSetUp.refused(e.outcome(), printer)));
        } catch (ExpressionException e) {
            return broken(
                    printer,
                    Cause.WORKFLOW_INVALID,
                    "The environment of the job has an expression that cannot be evaluated: "
                            + e.getMessage());
        } catch (RunnerException e) {
            return broken(printer, Cause.RUNNER_ERROR, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // What nobody thought of ends the job, not the runner, and its log says so.
            LOG.error("{}: the runner failed", job.job(), e);
            return broken(printer, Cause.RUNNER_ERROR, StepFault.sentence(e));
        } finally {
            background.close();
            containers.close();
            if (toolkit != null) {
                toolkit.close();
            }
        }
    }

    private ContainersOfJob containers() {
        WorkFolder folder = services.folder();
        return services.containers()
                .ofJob(
                        new JobNeeds(
                                job.claim(),
                                new ContainerFolders(
                                        resources.workspace(),
                                        folder.tools(
                                                job.source().repository(),
                                                resources.workspace().user()),
                                        folder.actions()),
                                job.terms().deployment().isPresent(),
                                Duration.ofMinutes(definition.timeoutMinutes())));
    }

    /// Starts the containers of the job; where its steps run then.
    private StepHost start(ContainersOfJob containers, JobContexts contexts)
            throws ContainerException, InterruptedException {
        if (!containers.isNeeded(definition.containers())) {
            return resources.host();
        }
        Map<String, String> beside = new LinkedHashMap<>(resources.host().environment());
        if (!beside.containsKey("HOME")) {
            beside.putAll(resources.home(services, job.source().repository()));
        }
        return containers.start(
                definition.containers(),
                contexts.fixed()
                        .with("env", ObjectValue.ofTexts(environment(contexts)))
                        .with("job", ObjectValue.ofTexts(Map.of("status", "success"))),
                JobSetUp.stepScope(
                        resources,
                        masks,
                        stop,
                        contexts.runner().debug(),
                        new ProblemMatchers(
                                resources.workspace().source(), resources.workspace().files())),
                beside);
    }

    private Map<String, String> environment(JobContexts contexts) {
        Map<String, String> environment = new LinkedHashMap<>(services.terms().environment());
        environment.putAll(Texts.texts(definition.env(), contexts.fixed()));
        return environment;
    }

    private void runSteps(StepFrame frame) throws InterruptedException {
        while (!stop.killed()) {
            if (frame.job().queue().fileIsDone()) {
                background.finish(frame.state());
            }
            Optional<QueuedStep> next = frame.job().queue().next();
            if (next.isEmpty()) {
                return;
            }
            if (next.get().inBackground()) {
                background.start(frame, next.get());
            } else {
                frame.run(next.get());
            }
        }
    }

    private JobReport end(JobScope scope, JobProgress state) {
        StepPrinter printer = scope.printer(scope.queue().lastNumber());
        Map<String, String> outputs = outputs(scope, state, printer);
        String url = url(scope, state, printer);
        if (resources.leaseOver() && state.failure().isPresent()) {
            // The watchdog may have been first to end it.
            stop.ask(StopReason.LEASE_OVER);
        }
        if (stop.reason().equals(Optional.of(StopReason.WORKSPACE_FULL))) {
            stopped().map(JobOutcome::message).ifPresent(printer::error);
        }
        JobOutcome outcome = stopped().or(state::failure).orElse(JobOutcome.SUCCESS);
        return new JobReport(outcome, outputs, url, state.annotations());
    }

    /// What became of a job that somebody stopped.
    private Optional<JobOutcome> stopped() {
        return stop.first()
                .map(first ->
                        JobOutcome.stopped(
                                first, definition.timeoutMinutes(), services.workspaceBytes()));
    }

    /// Of a job that must end at once nothing is awaited.
    private static Map<String, String> outputs(
            JobScope scope, JobProgress state, StepPrinter printer) {
        try {
            Map<String, String> outputs = JobOutputs.evaluate(scope, state, printer);
            Optional<String> tooBig = JobOutputs.tooBig(outputs);
            if (tooBig.isEmpty()) {
                return outputs;
            }
            printer.error(tooBig.get());
            state.fail(JobOutcome.failure(Cause.WORKFLOW_INVALID, tooBig.get()));
        } catch (ExpressionException e) {
            String message = "An output of the job cannot be evaluated: " + e.getMessage();
            printer.error(message);
            state.fail(JobOutcome.failure(Cause.WORKFLOW_INVALID, message));
        } catch (StoppedException _) {
            printer.warning("The outputs of the job are left out: it must end now.");
        }
        return Map.of();
    }

    private static String url(JobScope scope, JobProgress state, StepPrinter printer) {
        try {
            return DeploymentUrl.evaluate(scope, state, printer);
        } catch (StoppedException _) {
            return "";
        }
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

    private JobContexts contexts(Value event, Path eventFile, ObjectValue secrets) {
        Workspace workspace = resources.workspace();
        return JobContexts.of(
                definition,
                StepGithubContext.of(job, planned("github"), event, eventFile, workspace)
                        .and("token", Value.of(token)),
                new RunnerContext(
                        services.facts(),
                        workspace,
                        services.folder().tools(job.source().repository(), workspace.user()),
                        debug(planned("vars")) || debug(secrets)),
                secrets,
                resources.host());
    }

    /// It is there because actions insist on having one, also where no forge knows it.
    private ObjectValue withToken(ObjectValue secrets) {
        masks.addSecret(token);
        return secrets.get(TOKEN).isPresent() ? secrets : secrets.and(TOKEN, Value.of(token));
    }

    private JobToolkit toolkit(ObjectValue github) {
        return new JobToolkit(
                services.toolkit(),
                () ->
                        new ToolkitJob(
                                job.run().value(),
                                job.job().value(),
                                job.source().repository(),
                                CacheScopes.of(github),
                                github.get("server_url").map(Value::asText).orElse(""),
                                new RecordedRun(job, services, stop),
                                resources.workspace().services()),
                token,
                masks);
    }

    private JobScope scope(
            JobContexts contexts, JobToolkit toolkit, StepHost host, ContainersOfJob containers) {
        StepHandlers handlers =
                new StepHandlers(
                        services.actions(),
                        definition.defaults(),
                        resources.workspace().source(),
                        new JobActions(
                                job.source(),
                                new RecordedRun(job, services, stop),
                                resources.workspace(),
                                toolkit,
                                host,
                                containers),
                        background);
        StepQueue queue = new StepQueue(definition.steps(), handlers, job.terms().testReports());
        ProblemMatchers matchers =
                new ProblemMatchers(
                        resources.workspace().source(),
                        resources.workspace().files(),
                        host::outside);
        return new JobScope(
                job,
                definition,
                services,
                resources,
                host,
                masks,
                matchers,
                stop,
                contexts,
                handlers,
                queue,
                new JobSummaries(services, job, new RecordedRun(job, services, stop)));
    }

    private static boolean debug(Value variables) {
        return variables instanceof ObjectValue object
                && object.get("ACTIONS_STEP_DEBUG").map(Value::asText).equals(Optional.of("true"));
    }

    private Value planned(String context) {
        return definition.contexts().getOrDefault(context, NullValue.NULL);
    }

    private Path writeEvent(byte[] event) {
        Path file = resources.workspace().eventFile(event.length);
        try {
            resources.workspace().files().run(() -> JobFiles.write(file, event));
        } catch (IOException e) {
            throw DiskTrouble.explain("write the event", file, e);
        }
        resources.host().copyIn(List.of(file));
        return file;
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
