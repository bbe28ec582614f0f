package dev.minijenkin.runner.job.step;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.summary.StepSummaries;
import dev.minijenkin.runner.command.CommandRules;
import dev.minijenkin.runner.command.FileCommands;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.context.StepEnvironment;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.job.queue.QueuedStep;
import dev.minijenkin.runner.job.resource.JobTrace;
import dev.minijenkin.runner.job.scope.JobScope;
import dev.minijenkin.runner.job.scope.StepFrame;
import dev.minijenkin.runner.job.scope.StepResult;
import dev.minijenkin.runner.job.services.StepFailures;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.runner.stop.StoppedException;
import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Status;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.plan.definition.StepDefinition.StepHead;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One step whose condition holds: what it finds around it, its handler, and what came of it.
final class StepExecution {
    private final StepFrame frame;
    private final JobScope scope;
    private final QueuedStep step;
    private final StepHead head;
    private final int number;
    private final Condition condition;
    private final Contexts around;
    private @Nullable StepScope carriedOut;
    private @Nullable ActionStepsRunner inside;

    /// @param around contexts of the step, but for its own part of `github`
    StepExecution(StepFrame frame, QueuedStep step, Condition condition, Contexts around) {
        this.frame = frame;
        this.scope = frame.job();
        this.step = step;
        this.head = step.head();
        this.number = step.number();
        this.condition = condition;
        this.around = around;
    }

    /// Runs it and reads what it wrote into its files.
    ///
    /// @param environment of workflow, job and step
    StepResult run(Map<String, String> environment, StepEffects effects)
            throws InterruptedException {
        FileCommands files =
                FileCommands.create(
                        scope.resources().workspace().files(),
                        scope.resources().workspace().control(),
                        step.key());
        StepOutcome outcome = carryOut(environment, files, effects);
        StepPrinter printer = scope.printer(number);
        List<String> wrong = files.collect(effects);
        wrong.forEach(printer::line);
        step.state().putAll(effects.state());
        if (!effects.summary().isEmpty()) {
            keep(effects.summary(), printer);
        }
        return outcome instanceof StepOutcome.Succeeded && effects.failed()
                ? StepResult.failure(
                        Cause.WORKFLOW_INVALID,
                        "gave the runner a command that it cannot carry out")
                : StepResult.of(outcome);
    }

    /// Lets somebody look at the failure of the step, unless that is one of a step inside of it.
    ///
    /// @param name of the step, as people see it
    void show(String name, StepResult failure) throws InterruptedException {
        Optional<StepFailures> watcher = scope.services().terms().failures();
        if (watcher.isEmpty() || carriedOut == null || (inside != null && inside.failed())) {
            return;
        }
        scope.resources().settle();
        watcher.get()
                .look(
                        new StepFailures.FailedStep(
                                name,
                                failure.message(),
                                carriedOut.workspace().source(),
                                carriedOut.onMachine().environment()),
                        scope.stop());
    }

    private void keep(String summary, StepPrinter printer) {
        if (!scope.summaries().add(number, summary)) {
            printer.warning(
                    "The summary of the step is left out: a job has at most %d of them."
                            .formatted(StepSummaries.MOST));
        }
    }

    /// What the step wrote into its files counts, whatever came of it.
    private StepOutcome carryOut(
            Map<String, String> environment, FileCommands files, StepEffects effects)
            throws InterruptedException {
        StepHost host = scope.host();
        Map<String, String> own = githubPart(files);
        ObjectValue github =
                around.value("github") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
        Contexts contexts = around.with("github", StepGithubContext.with(github, own));
        StepOutcome outcome;
        try {
            host.copyIn(files.paths());
            carriedOut = stepScope(environment, files, effects, contexts);
            outcome = run(carriedOut, contexts);
            host.copyOut(files.paths());
        } catch (RuntimeException | Error e) {
            outcome = StepFault.of(e, scope.stop());
        }
        return outcome;
    }

    private StepOutcome run(StepScope stepScope, Contexts contexts) throws InterruptedException {
        StepHandler handler = step.handler().apply(contexts);
        try {
            return handler.run(stepScope);
        } finally {
            handler.posts().forEach(post -> frame.posts().push(post, step));
        }
    }

    private StepScope stepScope(
            Map<String, String> environment,
            FileCommands files,
            StepEffects effects,
            Contexts contexts) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.putAll(StepGithubContext.variables(frame.contexts().github()));
        defaults.put("GITHUB_ACTION", step.actionName());
        defaults.putAll(scope.contexts().runner().variables());
        defaults.putAll(files.environment());
        JobTrace.ofStep(scope.definition(), scope.job(), number)
                .ifPresent(parent -> defaults.put(JobTrace.VARIABLE, parent));
        Map<String, String> whole =
                StepEnvironment.of(hostEnvironment(), environment, defaults, frame.state().path());
        whole.replaceAll((_, value) -> scope.host().inside(value));
        BooleanSupplier survives =
                () -> frame.survivesCancel().getAsBoolean() && survivesCancel(condition, contexts);
        Optional<Duration> timeout = frame.limit(timeout(contexts));
        inside = new ActionStepsRunner(frame, step, own(environment), effects, survives, timeout);
        return new StepScope(
                number,
                whole,
                scope.resources().workspace(),
                scope.resources().log(),
                effects,
                scope.stop(),
                survives,
                timeout,
                scope.host(),
                CommandRules.of(scope.contexts().runner().debug(), whole, scope.matchers()),
                step.state(),
                inside);
    }

    /// What of the environment is the step's own, or that of a step around it.
    private Map<String, String> own(Map<String, String> environment) {
        Map<String, String> own = new LinkedHashMap<>(frame.env());
        head.env()
                .keySet()
                .forEach(name -> {
                    String value = environment.get(name);
                    if (value != null) {
                        own.put(name, value);
                    }
                });
        return own;
    }

    /// With a home of the repository's own, unless the runner was told to pass on its own one.
    private Map<String, String> hostEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>(scope.host().environment());
        if (!environment.containsKey("HOME")) {
            environment.putAll(
                    scope.resources().home(scope.services(), scope.job().source().repository()));
        }
        return environment;
    }

    /// Whether a step may begin or go on although its job was cancelled.
    static boolean survivesCancel(Condition condition, Contexts contexts) {
        try {
            return condition.holds(contexts.with(Status.CANCELLED));
        } catch (ExpressionException | StoppedException _) {
            return false;
        }
    }

    private Optional<Duration> timeout(Contexts contexts) {
        if (head.timeoutMinutes().isBlank()) {
            return Optional.empty();
        }
        double minutes = Texts.value(head.timeoutMinutes(), contexts).asNumber();
        // Also where it is no number at all.
        if (!(minutes > 0)) {
            throw new RunnerException("its timeout-minutes must be a positive number");
        }
        return Optional.of(Duration.ofMillis(Math.round(Math.min(minutes, 1e6) * 60_000)));
    }

    private Map<String, String> githubPart(FileCommands files) {
        Map<String, String> part = new LinkedHashMap<>();
        part.put("action", step.actionName());
        files.environment()
                .forEach((name, file) ->
                        part.put(
                                name.substring("GITHUB_".length()).toLowerCase(Locale.ROOT),
                                scope.host().inside(file)));
        return part;
    }
}
