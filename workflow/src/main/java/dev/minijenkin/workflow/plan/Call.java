package dev.minijenkin.workflow.plan;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.CallInput;
import dev.minijenkin.workflow.model.CallOutput;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.model.WorkflowJob;
import dev.minijenkin.workflow.plan.text.BadTextException;
import dev.minijenkin.workflow.plan.text.Evaluation;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.yaml.SourcePosition;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What goes into a called workflow, and what comes out of it.
public final class Call {
    private Call() {}

    /// The outcome of evaluating something of a call.
    public sealed interface Outcome {
        record Values(ObjectValue values) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    /// The `inputs` context of the called workflow.
    ///
    /// @param path of the file of the caller, for problems
    /// @param contexts of the caller
    public static Outcome inputs(
            String path, WorkflowJob caller, Workflow called, Map<String, Value> contexts) {
        try {
            return new Outcome.Values(inputs(caller, declared(called), Contexts.of(contexts)));
        } catch (BadTextException e) {
            return new Outcome.Refused(e.problem(path));
        }
    }

    /// What the called workflow gives to those that need its caller.
    ///
    /// @param path of the called file, for problems
    /// @param contexts `github`, `inputs`, `vars` and `jobs` of the called workflow
    public static Outcome outputs(String path, Workflow called, Map<String, Value> contexts) {
        Evaluation evaluation = new Evaluation(Contexts.of(contexts));
        Map<String, Value> outputs = new LinkedHashMap<>();
        try {
            for (CallOutput output : declared(called).outputs()) {
                outputs.put(output.name(), Value.of(evaluation.value(output.value()).asText()));
            }
            return new Outcome.Values(ObjectValue.ignoringCase(outputs));
        } catch (BadTextException e) {
            return new Outcome.Refused(e.problem(path));
        }
    }

    private static Trigger.Call declared(Workflow called) {
        return called.triggers().get("workflow_call") instanceof Trigger.Call declared
                ? declared
                : new Trigger.Call(List.of(), List.of(), List.of());
    }

    private static ObjectValue inputs(WorkflowJob caller, Trigger.Call declared, Contexts contexts)
            throws BadTextException {
        Evaluation evaluation = new Evaluation(contexts);
        // A default belongs to the called file, which sees nothing of the caller's needs or matrix.
        Evaluation ofDefaults =
                new Evaluation(
                        Contexts.of(
                                Map.of(
                                        "github", contexts.value("github"),
                                        "vars", contexts.value("vars"))));
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (CallInput input : declared.inputs()) {
            Optional<Yaml> given = given(caller, input.name());
            if (given.isPresent()) {
                inputs.put(input.name(), typed(input, evaluation.tree(given.get())));
            } else if (input.required()) {
                throw new BadTextException(
                        caller.calls(),
                        "The called workflow requires the input `%s`".formatted(input.name()));
            } else {
                inputs.put(input.name(), fallback(input, caller.calls().place(), ofDefaults));
            }
        }
        return ObjectValue.ignoringCase(inputs);
    }

    private static Optional<Yaml> given(WorkflowJob caller, String name) {
        return caller.setting("with")
                .filter(Yaml.Mapping.class::isInstance)
                .flatMap(with ->
                        ((Yaml.Mapping) with)
                                .entries().stream()
                                        .filter(entry ->
                                                OrdinalIgnoreCase.equal(entry.key().text(), name))
                                        .map(Yaml.Entry::value)
                                        .findFirst());
    }

    /// A mistake in it is told at the call, because the problem's file is the caller's.
    private static Value fallback(CallInput input, SourcePosition call, Evaluation evaluation)
            throws BadTextException {
        if (input.fallback().value() instanceof NullValue) {
            return switch (input.type()) {
                case STRING -> Value.of("");
                case BOOLEAN -> Value.of(false);
                case NUMBER -> Value.of(0);
            };
        }
        try {
            return typed(input, evaluation.tree(input.fallback()));
        } catch (BadTextException e) {
            throw new BadTextException(
                    call,
                    "The default of the input `%s`: %s".formatted(input.name(), e.getMessage()));
        }
    }

    private static Value typed(CallInput input, Yaml node) throws BadTextException {
        if (node instanceof Yaml.Scalar(_, Value value, _)) {
            switch (input.type()) {
                case STRING -> {
                    return Value.of(value.asText());
                }
                case BOOLEAN -> {
                    if (value instanceof BooleanValue) {
                        return value;
                    }
                }
                case NUMBER -> {
                    if (value instanceof NumberValue) {
                        return value;
                    }
                }
            }
        }
        throw new BadTextException(
                node.place(),
                "The input `%s` must be %s, not %s"
                        .formatted(
                                input.name(),
                                switch (input.type()) {
                                    case STRING -> "a text";
                                    case BOOLEAN -> "true or false";
                                    case NUMBER -> "a number";
                                },
                                node.shown()));
    }
}
