package dev.minijenkin.pipeline.expression;

import java.util.List;
import java.util.stream.Collectors;

/// Prints a tree as an expression, with parentheses around every operator.
final class NodePrinter {
    private NodePrinter() {}

    static String print(Node node) {
        return switch (node) {
            case Node.Literal(_, Value value) -> literal(value);
            case Node.Context(_, String name) -> name;
            case Node.Call(_, Function function, List<Node> arguments) ->
                    function.spelling() + "(" + joined(", ", arguments) + ")";
            case Node.Index(_, Node target, Node index) -> print(target) + "[" + print(index) + "]";
            case Node.Filter(_, Node target) -> print(target) + ".*";
            case Node.Not(_, Node operand) -> "!" + print(operand);
            case Node.Comparison(_, Node.Operator operator, Node left, Node right) ->
                    "(" + print(left) + " " + operator.text() + " " + print(right) + ")";
            case Node.And(_, List<Node> operands) -> "(" + joined(" && ", operands) + ")";
            case Node.Or(_, List<Node> operands) -> "(" + joined(" || ", operands) + ")";
        };
    }

    private static String joined(String separator, List<Node> nodes) {
        return nodes.stream().map(NodePrinter::print).collect(Collectors.joining(separator));
    }

    private static String literal(Value value) {
        return switch (value) {
            case StringValue(String text) -> "'" + text.replace("'", "''") + "'";
            case NullValue _ -> "null";
            case NumberValue(double number) ->
                    Double.isFinite(number) ? Double.toString(number) : value.asText();
            case BooleanValue _, ArrayValue _, ObjectValue _ -> value.asText();
        };
    }
}
