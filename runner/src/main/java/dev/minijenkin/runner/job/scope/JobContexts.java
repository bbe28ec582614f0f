package dev.minijenkin.runner.job.scope;

import dev.minijenkin.runner.context.RunnerContext;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.fault.DiskTrouble;
import dev.minijenkin.runner.host.StepHost;
import dev.minijenkin.runner.step.ActionSteps;
import dev.minijenkin.runner.stop.StopCheck;
import dev.minijenkin.runner.workspace.Workspace;
import dev.minijenkin.runner.workspace.WorkspaceHashes;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Contexts of a job's expressions: what stays the same from its first step to its last, to which
/// the moment is added.
///
/// @param github without the part of a step
/// @param fixed all that does not change
/// @param job the part of the context `job` that does not change
/// @param host by whose paths files are called
/// @param ofAction whether they are those of the steps of an action
public record JobContexts(
        ObjectValue github,
        RunnerContext runner,
        Contexts fixed,
        Map<String, Value> job,
        StepHost host,
        boolean ofAction) {
    private static final List<String> HIDDEN = List.of("secrets", "vars", "needs");

    /// Those of a job whose steps run on the machine.
    ///
    /// @param secrets as the job sees them
    public static JobContexts of(
            JobDefinition definition,
            ObjectValue github,
            RunnerContext runner,
            ObjectValue secrets,
            StepHost host) {
        Map<String, Value> values = new LinkedHashMap<>(definition.contexts());
        values.remove(JobDefinitions.TRACE);
        values.put("github", github);
        values.put("secrets", secrets);
        values.put("runner", runner.value());
        return new JobContexts(github, runner, Contexts.of(values), Map.of(), host, false);
    }

    /// The same where the job has containers.
    ///
    /// @param there where its steps run, and by whose paths files are called from now on
    /// @param more of the context `job`
    public JobContexts with(StepHost there, Map<String, Value> more) {
        return new JobContexts(
                inside(github, there),
                runner,
                fixed.with("github", inside(github, there))
                        .with("runner", inside(runner.value(), there)),
                more,
                there,
                ofAction);
    }

    private static ObjectValue inside(ObjectValue context, StepHost host) {
        Map<String, Value> fields = new LinkedHashMap<>(context.fields());
        fields.replaceAll((_, value) ->
                value instanceof StringValue(String text) ? Value.of(host.inside(text)) : value);
        return ObjectValue.ignoringCase(fields);
    }

    /// Those of the steps of an action, which sees nothing of what its caller did not give it.
    public JobContexts inAction(ActionSteps action) {
        ObjectValue own = inside(StepGithubContext.with(github, action.github()), host);
        Map<String, Value> values = new LinkedHashMap<>();
        HIDDEN.forEach(name -> values.put(name, NullValue.NULL));
        values.put("github", own);
        values.put("inputs", ObjectValue.ofTexts(action.inputs()));
        return new JobContexts(own, runner, fixed.with(values), job, host, true);
    }

    /// For a step, or for the outputs after the last one.
    ///
    /// @param environment that the expression sees
    /// @param stop of what the runner does for the expression
    Contexts now(JobProgress state, Map<String, String> environment, StopCheck stop) {
        Map<String, Value> env = new LinkedHashMap<>();
        environment.forEach((name, text) -> env.put(name, Value.of(text)));
        ObjectValue ofJob = ObjectValue.ofTexts(Map.of("status", state.statusWord()));
        for (Map.Entry<String, Value> field : job.entrySet()) {
            ofJob = ofJob.and(field.getKey(), field.getValue());
        }
        Contexts fields =
                ofAction
                        ? fixed.with(
                                "github", github.and("action_status", Value.of(state.statusWord())))
                        : fixed;
        return fields.with("env", ObjectValue.tellingCaseApart(env))
                .with("steps", state.steps())
                .with("job", ofJob)
                .with(state.status())
                .with(arguments -> hash(arguments, stop));
    }

    private String hash(List<String> arguments, StopCheck stop) {
        Workspace workspace = runner.workspace();
        host.copyOut(List.of(workspace.source()));
        WorkspaceHashes hashes = new WorkspaceHashes(workspace.source(), stop);
        try {
            return workspace.files().call(() -> hashes.hash(arguments));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + DiskTrouble.place(e), e);
        }
    }
}
