package dev.minijenkin.workflow.action;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Texts of one file of an action that may hold expressions, and what is wrong with them.
///
/// @param file how people know it
record ActionTexts(String file) {
    private static final Set<Function> FILES = EnumSet.of(Function.HASH_FILES);

    /// What may stand in steps and outputs: an action sees nothing that it was not given.
    static final Scope OF_STEPS =
            Scope.of(
                            Set.of(
                                    "github",
                                    "inputs",
                                    "strategy",
                                    "matrix",
                                    "steps",
                                    "job",
                                    "runner",
                                    "env"))
                    .with(FILES);

    /// What may stand in defaults of inputs.
    static final Scope OF_DEFAULTS =
            Scope.of(Set.of("github", "strategy", "matrix", "job", "runner", "inputs")).with(FILES);

    /// What may stand in the arguments and the environment of a container.
    static final Scope OF_CONTAINERS = OF_DEFAULTS;

    private static final Scope OF_CONDITIONS =
            OF_STEPS.with(
                            EnumSet.of(
                                    Function.ALWAYS,
                                    Function.CANCELLED,
                                    Function.FAILURE,
                                    Function.SUCCESS))
                    .ofStep();

    /// The text of a condition that may stand in an action.
    String condition(Text condition) throws UnreadableActionException {
        try {
            return Condition.parse(condition.value(), OF_CONDITIONS).text();
        } catch (ExpressionException e) {
            throw fault(condition.place(), String.valueOf(e.getMessage()));
        }
    }

    /// Whether all that stands in `${{ }}` may stand there.
    void check(Text text, Scope scope) throws UnreadableActionException {
        if (Template.isTemplate(text.value())) {
            List<ExpressionException> faults = Template.faults(text.value(), scope);
            if (!faults.isEmpty()) {
                throw fault(text.place(), String.valueOf(faults.getFirst().getMessage()));
            }
        }
    }

    UnreadableActionException fault(SourcePosition place, String what) {
        return new UnreadableActionException(
                "%s:%d:%d: %s".formatted(file, place.line(), place.column(), what));
    }
}
