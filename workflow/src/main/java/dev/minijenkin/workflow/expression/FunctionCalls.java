package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.Coercion;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.JsonWriter;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Carries out the functions.
final class FunctionCalls {
    private final Function<Node, Value> evaluator;
    private final Contexts contexts;
    private final Budget budget;

    /// @param evaluator gives the value of an argument; asked only where the function needs it
    FunctionCalls(Function<Node, Value> evaluator, Contexts contexts, Budget budget) {
        this.evaluator = evaluator;
        this.contexts = contexts;
        this.budget = budget;
    }

    Value call(Node.Call call) {
        List<Node> arguments = call.arguments();
        int position = call.position();
        return switch (call.function()) {
            case CASE -> chosen(arguments);
            case CONTAINS -> Value.of(contains(arguments, position));
            case STARTS_WITH -> Value.of(bothFolded(arguments, position).map(String::startsWith));
            case ENDS_WITH -> Value.of(bothFolded(arguments, position).map(String::endsWith));
            case FORMAT -> format(arguments, position);
            case JOIN -> Value.of(join(arguments, position));
            case TO_JSON -> Value.of(JsonWriter.write(value(arguments, 0), budget, position));
            case FROM_JSON -> {
                String json = value(arguments, 0).asText();
                budget.spendJson(json.length(), position);
                yield fromJson(json, position);
            }
            case HASH_FILES -> Value.of(hashFiles(arguments, position));
            case ALWAYS -> Value.of(true);
            case CANCELLED -> Value.of(contexts.status().cancelled());
            case FAILURE -> Value.of(contexts.status().failure(texts(arguments)));
            case SUCCESS -> Value.of(contexts.status().success(texts(arguments)));
        };
    }

    private Value value(List<Node> arguments, int index) {
        return evaluator.apply(arguments.get(index));
    }

    private List<String> texts(List<Node> arguments) {
        return arguments.stream().map(node -> evaluator.apply(node).asText()).toList();
    }

    /// Conditions and values in turn, at the end the value for else.
    private Value chosen(List<Node> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Value condition = value(arguments, i);
            if (!(condition instanceof BooleanValue(boolean truth))) {
                throw new ExpressionException(
                        Kind.EVALUATION,
                        arguments.get(i).position(),
                        "case predicate must evaluate to a boolean value",
                        ", and this one is of kind %s".formatted(condition.kind()));
            }
            if (truth) {
                return value(arguments, i + 1);
            }
        }
        return value(arguments, arguments.size() - 1);
    }

    /// What is looked for is evaluated only where there is something to look in.
    private boolean contains(List<Node> arguments, int position) {
        return switch (value(arguments, 0)) {
            case ArrayValue(List<Value> items, _) when items.isEmpty() -> false;
            case ArrayValue(List<Value> items, _) -> {
                budget.spendOperations(items.size(), position);
                Value what = value(arguments, 1);
                yield items.stream().anyMatch(item -> Coercion.equal(what, item));
            }
            case ObjectValue _ -> false;
            case Value primitive ->
                    Folded.of(primitive, value(arguments, 1), budget, position)
                            .map(String::contains);
        };
    }

    private Folded bothFolded(List<Node> arguments, int position) {
        Value left = value(arguments, 0);
        return Coercion.isPrimitive(left)
                ? Folded.of(left, value(arguments, 1), budget, position)
                : Folded.NONE;
    }

    /// Two texts made comparable; false for whatever is asked where one of them is no text.
    private record Folded(String left, String right, boolean primitive) {
        static final Folded NONE = new Folded("", "", false);

        interface Question {
            boolean ask(String left, String right);
        }

        static Folded of(Value left, Value right, Budget budget, int position) {
            if (!Coercion.isPrimitive(left) || !Coercion.isPrimitive(right)) {
                return NONE;
            }
            String leftText = left.asText();
            String rightText = right.asText();
            budget.spendOperations((leftText.length() + rightText.length()) / 16, position);
            // A search may look at each letter of one text for each letter of the other.
            budget.spendOperations((long) leftText.length() * rightText.length() / 256, position);
            return new Folded(
                    OrdinalIgnoreCase.fold(leftText), OrdinalIgnoreCase.fold(rightText), true);
        }

        boolean map(Question question) {
            return primitive && question.ask(left, right);
        }
    }

    private Value format(List<Node> arguments, int position) {
        String pattern = value(arguments, 0).asText();
        List<Node> rest = arguments.subList(1, arguments.size());
        return Value.of(
                new Format(pattern, rest.size(), budget, position)
                        .fill(index -> value(rest, index).asText()));
    }

    private String join(List<Node> arguments, int position) {
        return switch (value(arguments, 0)) {
            case ArrayValue(List<Value> items, _) -> {
                String separator =
                        items.size() > 1 && arguments.size() > 1
                                ? separator(value(arguments, 1))
                                : ",";
                List<String> texts = new ArrayList<>();
                for (Value item : items) {
                    String text = item.asText();
                    budget.spendCharacters(text.length() + separator.length(), position);
                    texts.add(text);
                }
                yield String.join(separator, texts);
            }
            case ObjectValue _ -> "";
            case Value primitive -> primitive.asText();
        };
    }

    private static String separator(Value given) {
        return Coercion.isPrimitive(given) ? given.asText() : ",";
    }

    static Value fromJson(String json, int position) {
        try {
            return Json.parseOfPeople(json);
        } catch (IllegalArgumentException e) {
            throw new ExpressionException(
                    Kind.EVALUATION,
                    position,
                    "Error parsing JSON when evaluating fromJson",
                    ": %s".formatted(e.getMessage()));
        }
    }

    private String hashFiles(List<Node> arguments, int position) {
        try {
            return contexts.fileHashes().hash(texts(arguments));
        } catch (IllegalArgumentException e) {
            throw new ExpressionException(
                    Kind.EVALUATION, position, "hashFiles: %s".formatted(e.getMessage()));
        }
    }
}
