package dev.minijenkin.runner.job;

import dev.minijenkin.db.run.Cause;
import dev.minijenkin.runner.command.FileCommands;
import dev.minijenkin.runner.command.StepEffects;
import dev.minijenkin.runner.context.StepEnvironment;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.fault.RunnerException;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.runner.step.StepPrinter;
import dev.minijenkin.runner.step.StepScope;
import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Status;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.plan.StepDefinition.StepHead;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One step whose condition holds: what it finds around it, its handler, and what came of it.
final class StepExecution {
    private final JobScope scope;
    private final JobProgress state;
    private final QueuedStep step;
    private final StepHead head;
    private final int number;
    private final Condition condition;

    StepExecution(JobScope scope, JobProgress state, QueuedStep step, Condition condition) {
        this.scope = scope;
        this.state = state;
        this.step = step;
        this.head = step.head();
        this.number = step.number();
        this.condition = condition;
    }

    /// Runs it and reads what it wrote into its files.
    ///
    /// @param environment of workflow, job and step
    /// @throws ExpressionException if a text of the step cannot be evaluated
    StepResult run(Map<String, String> environment, StepEffects effects)
            throws InterruptedException {
        StepHost host = scope.resources().host();
        FileCommands files;
        StepOutcome outcome;
        try {
            files =
                    FileCommands.create(
                            scope.resources().workspace().temp(), Integer.toString(number));
            files.paths().forEach(host::copyIn);
            Map<String, String> own = githubPart(files);
            Contexts contexts =
                    scope.contexts()
                            .now(state, environment)
                            .with("github", StepGithubContext.with(scope.contexts().github(), own));
            outcome = run(stepScope(environment, files, effects, contexts), contexts);
            files.paths().forEach(host::copyOut);
        } catch (RunnerException e) {
            return StepResult.failure(Cause.RUNNER_ERROR, "failed: " + sentence(e));
        }
        StepPrinter printer = scope.printer(number);
        List<String> wrong = files.collect(effects);
        wrong.forEach(printer::line);
        if (!effects.summary().isEmpty()) {
            printer.line(
                    "##[group]Summary\n" + effects.summary().stripTrailing() + "\n##[endgroup]");
        }
        return result(outcome, effects.failed());
    }

    private StepOutcome run(StepScope stepScope, Contexts contexts) throws InterruptedException {
        StepHandler handler = step.handler().apply(contexts);
        handler.posts().forEach(post -> scope.queue().push(post, head));
        return handler.run(stepScope);
    }

    private StepScope stepScope(
            Map<String, String> environment,
            FileCommands files,
            StepEffects effects,
            Contexts contexts) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.putAll(StepGithubContext.variables(scope.contexts().github()));
        defaults.put("GITHUB_ACTION", actionName());
        defaults.putAll(scope.contexts().runner().variables());
        defaults.putAll(files.environment());
        return new StepScope(
                number,
                StepEnvironment.of(
                        scope.resources().host().environment(),
                        environment,
                        defaults,
                        state.path()),
                scope.resources().workspace(),
                scope.resources().log(),
                effects,
                scope.stop(),
                () -> survivesCancel(contexts),
                timeout(contexts),
                scope.resources().host(),
                scope.contexts().runner().debug());
    }

    private boolean survivesCancel(Contexts contexts) {
        try {
            return condition.holds(contexts.with(Status.CANCELLED));
        } catch (ExpressionException e) {
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

    private StepResult result(StepOutcome outcome, boolean wrongCommand) {
        return switch (outcome) {
            case StepOutcome.Succeeded() when wrongCommand ->
                    StepResult.failure(
                            Cause.WORKFLOW_INVALID,
                            "gave the runner a command that it cannot carry out");
            case StepOutcome.Succeeded() -> StepResult.SUCCESS;
            case StepOutcome.ExitedWith(int code) -> StepResult.exited(code);
            case StepOutcome.Failed(Cause cause, String message) ->
                    StepResult.failure(cause, message);
            case StepOutcome.TimedOut() ->
                    StepResult.timedOut("ran longer than its timeout-minutes allow");
            case StepOutcome.Stopped(_) -> {
                scope.printer(number).error("The step was cancelled.");
                yield StepResult.CANCELLED;
            }
        };
    }

    private Map<String, String> githubPart(FileCommands files) {
        Map<String, String> part = new LinkedHashMap<>();
        part.put("action", actionName());
        files.environment()
                .forEach((name, file) ->
                        part.put(
                                name.substring("GITHUB_".length()).toLowerCase(Locale.ROOT), file));
        return part;
    }

    private String actionName() {
        return head.id().isEmpty() ? "__step_" + number : head.id();
    }

    /// As the end of a sentence.
    private static String sentence(RunnerException e) {
        String message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
