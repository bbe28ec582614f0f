package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.ArrayValue;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;
import java.util.stream.Collectors;

/// Prints a tree as an expression, with parentheses around every operator.
public final class NodePrinter {
    private NodePrinter() {}

    public static String print(Node node) {
        return switch (node) {
            case Node.Literal(_, Value value) -> literal(value);
            case Node.Context(_, String name) -> name;
            case Node.Call(_, Function function, List<Node> arguments) ->
                    function.spelling() + "(" + joined(", ", arguments) + ")";
            case Node.Index(_, Node target, Node index) ->
                    target(target) + "[" + print(index) + "]";
            case Node.Filter(_, Node target) -> target(target) + ".*";
            case Node.Not(_, Node operand) -> "!" + print(operand);
            case Node.Comparison(_, Node.Operator operator, Node left, Node right) ->
                    "(" + print(left) + " " + operator.text() + " " + print(right) + ")";
            case Node.And(_, List<Node> operands) -> "(" + joined(" && ", operands) + ")";
            case Node.Or(_, List<Node> operands) -> "(" + joined(" || ", operands) + ")";
        };
    }

    /// What binds weaker than brackets, and what takes none, stands in parentheses.
    private static String target(Node node) {
        return node instanceof Node.Not || node instanceof Node.Literal
                ? "(" + print(node) + ")"
                : print(node);
    }

    private static String joined(String separator, List<Node> nodes) {
        return nodes.stream().map(NodePrinter::print).collect(Collectors.joining(separator));
    }

    private static String literal(Value value) {
        return switch (value) {
            case StringValue(String text) -> "'" + text.replace("'", "''") + "'";
            case NullValue _ -> "null";
            case NumberValue(double number) ->
                    Double.isFinite(number) ? number(number) : value.asText();
            case BooleanValue _, ArrayValue _, ObjectValue _ -> value.asText();
        };
    }

    /// A whole number without its point, as people write it.
    private static String number(double number) {
        long whole = (long) number;
        boolean exact = Math.abs(whole) < 1L << 53 && Double.compare((double) whole, number) == 0;
        return exact ? Long.toString(whole) : Double.toString(number);
    }
}
