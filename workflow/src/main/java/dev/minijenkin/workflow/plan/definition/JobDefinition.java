package dev.minijenkin.workflow.plan.definition;

import dev.minijenkin.workflow.expression.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a runner carries out for one job: the job of the workflow file after planning, as it is
/// stored, in parts ([JobDefinitions] reads and writes it). Texts may still hold `${{ }}`, which
/// the runner evaluates step by step.
///
/// @param key id of the job in the workflow file
/// @param name display name, already evaluated
/// @param condition the text of the job's `if`: the planner's business, no runner evaluates it
/// @param continueOnError whether a failure of this job counts as success for what needs it
/// @param env workflow `env` overlaid by the job's, in the order of the file
/// @param defaults `defaults.run` of the workflow overlaid by the job's
/// @param timeoutMinutes after which the job is cancelled
/// @param guard what it has to enter before it is queued; the runner evaluates the URL of the
///   environment, when the steps have ended
/// @param steps in order; never empty
/// @param outputs name to text, evaluated after the last step
/// @param contexts what the planner knows of `github` (without `event`, which is
///   `run_sources.event`), `needs`, `inputs`, `vars`, `matrix` and `strategy`; the runner adds
///   `env`, `job`, `steps`, `runner`, `secrets` and `github.event`
/// @param passedSecrets of a called job: what each caller above it hands over, the outermost first;
///   empty: it sees all secrets
/// @param secrets that it takes to carry it out, by the names that the repository knows
/// @param containers in which its steps run, and those beside them
public record JobDefinition(
        String key,
        String name,
        String condition,
        boolean continueOnError,
        Map<String, String> env,
        RunDefaults defaults,
        int timeoutMinutes,
        JobGuard guard,
        List<StepDefinition> steps,
        Map<String, String> outputs,
        Map<String, Value> contexts,
        List<PassedSecrets> passedSecrets,
        SecretNames secrets,
        JobContainers containers) {
    @SuppressWarnings("NullAway") // A definition of an older version has none of them.
    public JobDefinition {
        guard = guard == null ? JobGuard.NONE : guard;
        passedSecrets = passedSecrets == null ? List.of() : passedSecrets;
        secrets = secrets == null ? SecretNames.NONE : secrets;
        containers = containers == null ? JobContainers.NONE : containers;
    }

    /// The same for a called job.
    public JobDefinition ofCall(String longName, List<PassedSecrets> passed) {
        return new JobDefinition(
                key,
                longName,
                condition,
                continueOnError,
                env,
                defaults,
                timeoutMinutes,
                guard,
                steps,
                outputs,
                contexts,
                passed,
                secrets.through(passed),
                containers);
    }

    /// The same with other contexts.
    public JobDefinition withContexts(Map<String, Value> others) {
        return new JobDefinition(
                key,
                name,
                condition,
                continueOnError,
                env,
                defaults,
                timeoutMinutes,
                guard,
                steps,
                outputs,
                others,
                passedSecrets,
                secrets,
                containers);
    }

    /// The same under another condition.
    public JobDefinition withCondition(String other) {
        return new JobDefinition(
                key,
                name,
                other,
                continueOnError,
                env,
                defaults,
                timeoutMinutes,
                guard,
                steps,
                outputs,
                contexts,
                passedSecrets,
                secrets,
                containers);
    }

    /// The same, now that the results of what it needs are known.
    public JobDefinition withNeeds(Value needs) {
        Map<String, Value> more = new LinkedHashMap<>(contexts);
        more.put("needs", needs);
        return withContexts(more);
    }

    /// The same with another variable in its environment.
    public JobDefinition withEnv(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(env);
        more.put(name, value);
        return new JobDefinition(
                key,
                this.name,
                condition,
                continueOnError,
                more,
                defaults,
                timeoutMinutes,
                guard,
                steps,
                outputs,
                contexts,
                passedSecrets,
                secrets,
                containers);
    }
}
