package dev.minijenkin.workflow.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/// One step of a job: a script or an action. Every text may hold `${{ }}` (except `id`); the runner
/// evaluates it when the step's turn comes.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepDefinition.Run.class, name = "run"),
    @JsonSubTypes.Type(value = StepDefinition.Uses.class, name = "uses")
})
public sealed interface StepDefinition {
    StepHead head();

    /// A script.
    ///
    /// @param shell empty: the default of the job
    /// @param workingDirectory empty: the default of the job
    record Run(StepHead head, String script, String shell, String workingDirectory)
            implements StepDefinition {}

    /// An action.
    ///
    /// @param action as the file names it: `actions/checkout@v4`
    /// @param with its inputs, in the order of the file
    record Uses(StepHead head, String action, Map<String, String> with) implements StepDefinition {}

    /// What scripts and actions have in common.
    ///
    /// @param id of the file, empty where it gives none
    /// @param name shown to people; the planner fills it where the file gives none
    /// @param condition the text of `if`, empty where there is none (which means `success()`)
    /// @param timeoutMinutes a positive number or an expression; empty: no limit but the job's
    /// @param continueOnError `true`, `false` or an expression; empty: false
    record StepHead(
            String id,
            String name,
            String condition,
            Map<String, String> env,
            String timeoutMinutes,
            String continueOnError) {}
}
