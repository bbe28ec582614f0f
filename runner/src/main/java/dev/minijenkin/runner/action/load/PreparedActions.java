package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.runner.step.StepHandler;
import dev.minijenkin.runner.step.StepOutcome;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
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
        private final ActionPlace place;
        private final StepDefinition.Uses uses;
        private final LoadedAction action;
        private final String condition;
        private final Maker maker;

        /// Makes what carries the first part out, of the inputs and the contexts of the action.
        @FunctionalInterface
        public interface Maker {
            StepHandler make(ActionInputs inputs, Contexts seen);
        }

        public Pre(
                ActionPlace place,
                StepDefinition.Uses uses,
                LoadedAction action,
                String condition,
                Maker maker) {
            this.place = place;
            this.uses = uses;
            this.action = action;
            this.condition = condition;
            this.maker = maker;
        }

        /// Place of the step that uses it, from 0.
        public int step() {
            return place.step();
        }

        /// Places of the steps inside of it that lead to the action, each from 0; none where the
        /// step itself uses it.
        public List<Integer> inside() {
            return place.around().stream().map(ActionPlace.Around::step).toList();
        }

        /// As people see it.
        public String name() {
            return "Pre " + uses.head().name();
        }

        public String condition() {
            return condition;
        }

        /// What carries it out. Throws `ExpressionException` if an input cannot be evaluated.
        ///
        /// @param contexts of the steps of the job
        public StepHandler handler(Contexts contexts) {
            Contexts seen = place.contexts(contexts);
            ActionInputs inputs =
                    ActionInputs.of(action.file(), Texts.texts(uses.with(), seen), seen);
            return maker.make(inputs, seen);
        }
    }
}
