package dev.minijenkin.workflow.model;

import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import java.util.List;
import java.util.Map;

/// A step, as the file says it.
public sealed interface WorkflowStep {
    Head head();

    /// A script.
    ///
    /// @param shell empty: the default
    /// @param workingDirectory empty: the default
    record Run(Head head, String script, String shell, String workingDirectory)
            implements WorkflowStep {}

    /// An action.
    record Uses(Head head, Text action, Map<String, String> with) implements WorkflowStep {}

    /// A script or an action that the steps behind it do not wait for.
    record Background(WorkflowStep step) implements WorkflowStep {
        @Override
        public Head head() {
            return step.head();
        }
    }

    /// Waits for steps that run in the background.
    ///
    /// @param places of these among the steps of the job, from 0; empty: for all of them
    record Wait(Head head, List<Integer> places) implements WorkflowStep {
        public Wait {
            places = List.copyOf(places);
        }
    }

    /// Ends a step that runs in the background.
    ///
    /// @param place of it among the steps of the job, from 0
    record Cancel(Head head, int place) implements WorkflowStep {}

    /// The script or action that it is, in the background or not.
    default WorkflowStep bare() {
        return this instanceof Background(WorkflowStep step) ? step : this;
    }

    /// What all have; empty texts where the file says nothing.
    record Head(
            SourcePosition place,
            Text id,
            String name,
            Text condition,
            Map<String, String> env,
            Text timeoutMinutes,
            Text continueOnError) {}
}
