package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an expression will fail with once it comes to it, as far as quoted texts alone decide:
/// `format` with a pattern that makes no sense, `fromJSON` of what is not JSON.
final class ConstantFaults {
    private ConstantFaults() {}

    static List<ExpressionException> of(Node root) {
        List<ExpressionException> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(Node node, List<ExpressionException> found) {
        if (node instanceof Node.Call call) {
            quoted(call).ifPresent(text -> attempt(call, text, found));
        }
        node.children().forEach(child -> collect(child, found));
    }

    private static void attempt(Node.Call call, String text, List<ExpressionException> found) {
        try {
            if (call.function() == Function.FORMAT) {
                filled(call, text);
            } else if (call.function() == Function.FROM_JSON) {
                FunctionCalls.fromJson(text, call.position());
            }
        } catch (ExpressionException e) {
            found.add(e);
        }
    }

    /// Whether it is a text that is never empty, because its pattern holds more than places.
    static boolean isNeverEmptyText(Node root) {
        return root instanceof Node.Call call
                && call.function() == Function.FORMAT
                && quoted(call).filter(text -> !filled(call, text).isEmpty()).isPresent();
    }

    /// As it is where all arguments are empty.
    private static String filled(Node.Call call, String pattern) {
        int count = call.arguments().size() - 1;
        return new Format(pattern, count, new Budget(), call.position()).fill(index -> "");
    }

    private static Optional<String> quoted(Node.Call call) {
        return !call.arguments().isEmpty()
                        && call.arguments().getFirst()
                                instanceof Node.Literal(_, StringValue(String text))
                ? Optional.of(text)
                : Optional.empty();
    }
}
