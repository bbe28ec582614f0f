package dev.minijenkin.runner.action;

import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.StepDefinition;
import java.util.List;

/// What came of fetching the actions of a job before its first step.
public sealed interface PreparedActions {
    /// They are there.
    ///
    /// @param first what is to be done before the first step, in the order of the steps
    record Ready(List<Pre> first) implements PreparedActions {}

    /// One is not, so that the job fails.
    record Refused(StepOutcome outcome) implements PreparedActions {}

    /// What an action has to do before the first step of the job.
    final class Pre {
        private final int step;
        private final StepDefinition.Uses uses;
        private final LoadedAction action;
        private final ActionFile.Runs.Node node;
        private final ActionServices services;

        Pre(
                int step,
                StepDefinition.Uses uses,
                LoadedAction action,
                ActionFile.Runs.Node node,
                ActionServices services) {
            this.step = step;
            this.uses = uses;
            this.action = action;
            this.node = node;
            this.services = services;
        }

        /// Place of the step that uses it, from 0.
        public int step() {
            return step;
        }

        /// As people see it.
        public String name() {
            return "Pre " + uses.head().name();
        }

        public String condition() {
            return node.preIf();
        }

        /// What carries it out. Throws `ExpressionException` if an input cannot be evaluated.
        public StepHandler handler(Contexts contexts) {
            ActionInputs inputs =
                    ActionInputs.of(action.file(), Texts.texts(uses.with(), contexts), contexts);
            NodeAction whole = new NodeAction(action, node, inputs, uses.head().name(), services);
            return scope -> whole.later(scope, node.pre());
        }
    }
}
