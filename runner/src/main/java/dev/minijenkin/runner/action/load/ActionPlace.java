package dev.minijenkin.runner.action.load;

import dev.minijenkin.runner.action.call.ActionInputs;
import dev.minijenkin.runner.action.call.LoadedAction;
import dev.minijenkin.runner.context.StepGithubContext;
import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where in a job an action is used: by a step of the file, or inside of actions of steps.
///
/// @param step of the file, from 0
/// @param around actions of steps in which it is, the outermost first
public record ActionPlace(int step, List<Around> around) {
    public ActionPlace {
        around = List.copyOf(around);
    }

    public static ActionPlace of(int step) {
        return new ActionPlace(step, List.of());
    }

    /// An action of steps, and which of its steps goes on inside.
    ///
    /// @param uses what uses it
    /// @param step of its own, from 0
    record Around(StepDefinition.Uses uses, LoadedAction action, int step) {
        /// What its steps see before the first step of the job.
        ///
        /// @param outside of what is around it
        private Contexts inside(Contexts outside) {
            Map<String, String> inputs =
                    ActionInputs.of(action.file(), Texts.texts(uses.with(), outside), outside)
                            .values();
            Map<String, Value> values = new LinkedHashMap<>();
            for (String name : List.of("secrets", "vars", "needs", "steps")) {
                values.put(name, NullValue.NULL);
            }
            ObjectValue github =
                    outside.value("github") instanceof ObjectValue object
                            ? object
                            : ObjectValue.EMPTY;
            values.put("github", StepGithubContext.with(github, action.github()));
            values.put("inputs", ObjectValue.ofTexts(inputs));
            return outside.with(values);
        }
    }

    public int depth() {
        return around.size();
    }

    /// The place of a step of an action that is used here.
    public ActionPlace inside(StepDefinition.Uses uses, LoadedAction action, int itsStep) {
        List<Around> deeper = new ArrayList<>(around);
        deeper.add(new Around(uses, action, itsStep));
        return new ActionPlace(step, deeper);
    }

    /// What is seen here before the first step of the job.
    ///
    /// @param ofJob what its steps see
    Contexts contexts(Contexts ofJob) {
        Contexts seen = ofJob;
        for (Around one : around) {
            seen = one.inside(seen);
        }
        return seen;
    }
}
