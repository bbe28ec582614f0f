package dev.minijenkin.runner.job;

import dev.minijenkin.runner.context.RunnerContext;
import dev.minijenkin.runner.workspace.WorkspaceHashes;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.JobDefinition;
import dev.minijenkin.workflow.plan.PassedSecrets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Contexts of a job's expressions: what stays the same from its first step to its last, to which
/// the moment is added.
///
/// @param github without the part of a step
/// @param fixed all that does not change
record JobContexts(ObjectValue github, RunnerContext runner, Contexts fixed) {
    static JobContexts of(JobDefinition definition, ObjectValue github, RunnerContext runner) {
        Map<String, Value> values = new LinkedHashMap<>(definition.contexts());
        values.put("github", github);
        values.put(
                "secrets",
                PassedSecrets.seen(
                        definition.passedSecrets(),
                        ObjectValue.EMPTY,
                        github.get("event").orElse(NullValue.NULL)));
        values.put("runner", runner.value());
        return new JobContexts(
                github,
                runner,
                Contexts.of(values).with(new WorkspaceHashes(runner.workspace().source())));
    }

    /// For a step, or for the outputs after the last one.
    ///
    /// @param environment that the expression sees
    Contexts now(JobProgress state, Map<String, String> environment) {
        Map<String, Value> env = new LinkedHashMap<>();
        environment.forEach((name, text) -> env.put(name, Value.of(text)));
        Value job = ObjectValue.ofTexts(Map.of("status", state.statusWord()));
        return fixed.with("env", ObjectValue.tellingCaseApart(env))
                .with("steps", state.steps())
                .with("job", job)
                .with(state.status());
    }
}
