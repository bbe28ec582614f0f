package dev.minijenkin.workflow.plan.definition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/// One step of a job: a script, an action, or what is to be done with those in the background.
/// Every text may hold `${{ }}` (except `id`); the runner evaluates it when the step's turn comes.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepDefinition.Run.class, name = "run"),
    @JsonSubTypes.Type(value = StepDefinition.Uses.class, name = "uses"),
    @JsonSubTypes.Type(value = StepDefinition.Background.class, name = "background"),
    @JsonSubTypes.Type(value = StepDefinition.Wait.class, name = "wait"),
    @JsonSubTypes.Type(value = StepDefinition.Cancel.class, name = "cancel")
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

    /// A script or an action that the steps behind it do not wait for.
    record Background(StepDefinition step) implements StepDefinition {
        @Override
        public StepHead head() {
            return step.head();
        }
    }

    /// Waits for steps that run in the background; fails where one of them did.
    ///
    /// @param steps their numbers, from 1; empty: all of them
    record Wait(StepHead head, List<Integer> steps) implements StepDefinition {
        public Wait {
            steps = List.copyOf(steps);
        }
    }

    /// Ends a step that runs in the background.
    ///
    /// @param step its number, from 1
    record Cancel(StepHead head, int step) implements StepDefinition {}

    /// The script or action that it is, in the background or not.
    default StepDefinition bare() {
        return this instanceof Background(StepDefinition step) ? step : this;
    }

    /// What steps have in common.
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
