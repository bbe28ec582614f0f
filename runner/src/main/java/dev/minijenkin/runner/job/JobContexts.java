package dev.minijenkin.runner.job;

import dev.minijenkin.runner.context.RunnerContext;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.step.ActionSteps;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.workspace.WorkspaceHashes;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.JobDefinitions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Contexts of a job's expressions: what stays the same from its first step to its last, to which
/// the moment is added.
///
/// @param github without the part of a step
/// @param fixed all that does not change
/// @param ofAction whether they are those of the steps of an action
record JobContexts(ObjectValue github, RunnerContext runner, Contexts fixed, boolean ofAction) {
    private static final List<String> HIDDEN = List.of("secrets", "vars", "needs");

    /// @param secrets as the job sees them
    static JobContexts of(
            JobDefinition definition,
            ObjectValue github,
            RunnerContext runner,
            ObjectValue secrets) {
        Map<String, Value> values = new LinkedHashMap<>(definition.contexts());
        values.remove(JobDefinitions.TRACE);
        values.put("github", github);
        values.put("secrets", secrets);
        values.put("runner", runner.value());
        return new JobContexts(github, runner, Contexts.of(values), false);
    }

    /// Those of the steps of an action, which sees nothing of what its caller did not give it.
    JobContexts inAction(ActionSteps action) {
        ObjectValue own = StepGithubContext.with(github, action.github());
        Map<String, Value> values = new LinkedHashMap<>();
        HIDDEN.forEach(name -> values.put(name, NullValue.NULL));
        values.put("github", own);
        values.put("inputs", ObjectValue.ofTexts(action.inputs()));
        return new JobContexts(own, runner, fixed.with(values), true);
    }

    /// For a step, or for the outputs after the last one.
    ///
    /// @param environment that the expression sees
    /// @param stop of what the runner does for the expression
    Contexts now(JobProgress state, Map<String, String> environment, StopCheck stop) {
        Map<String, Value> env = new LinkedHashMap<>();
        environment.forEach((name, text) -> env.put(name, Value.of(text)));
        Value job = ObjectValue.ofTexts(Map.of("status", state.statusWord()));
        Contexts fields =
                ofAction
                        ? fixed.with(
                                "github", github.and("action_status", Value.of(state.statusWord())))
                        : fixed;
        return fields.with("env", ObjectValue.tellingCaseApart(env))
                .with("steps", state.steps())
                .with("job", job)
                .with(state.status())
                .with(new WorkspaceHashes(runner.workspace().source(), stop));
    }
}
