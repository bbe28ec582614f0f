package dev.minijenkin.runner.action.call;

import dev.minijenkin.runner.context.Texts;
import dev.minijenkin.workflow.action.ActionFile;
import dev.minijenkin.workflow.expression.Contexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What one step gives an action.
///
/// @param values by the names of the action, those that it does not declare too
/// @param warnings what is to be said about them, a sentence each
public record ActionInputs(Map<String, String> values, List<String> warnings) {
    /// What it gives of what it was given, with the defaults of the action.
    ///
    /// @param with as the step has it, evaluated
    /// @param contexts in which defaults are evaluated
    /// @throws dev.minijenkin.workflow.expression.value.ExpressionException if one cannot be
    public static ActionInputs of(ActionFile action, Map<String, String> with, Contexts contexts) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        List<String> unknown = new ArrayList<>(with.keySet());
        action.inputs()
                .forEach((name, input) -> {
                    Optional<String> given =
                            with.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
                    if (given.isPresent()) {
                        unknown.remove(given.get());
                        values.put(name, with.getOrDefault(given.get(), ""));
                        if (!input.deprecation().isEmpty()) {
                            warnings.add(
                                    "The input '%s' is deprecated: %s"
                                            .formatted(name, input.deprecation()));
                        }
                    } else if (input.hasDefault()) {
                        values.put(name, Texts.text(input.usual(), contexts));
                    }
                });
        for (String name : unknown) {
            values.put(name, with.getOrDefault(name, ""));
            warnings.add(
                    "The action has no input '%s': it has %s"
                            .formatted(
                                    name,
                                    action.inputs().isEmpty()
                                            ? "none"
                                            : String.join(", ", action.inputs().keySet())));
        }
        return new ActionInputs(values, warnings);
    }

    /// As programs find them: `INPUT_…`.
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        values.forEach((name, value) ->
                variables.put("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT), value));
        return variables;
    }
}
