package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The fields of which an expression asks whether they hold anything: `x` in `x || 'other'`, in
/// `!x`, in `x == ''` and where it is a condition. Who asks that knows that they may be empty.
final class AskedFields {
    private final List<FieldPath> found = new ArrayList<>();

    private AskedFields() {}

    /// Takes whether only the truth of the whole matters, as in a condition.
    static List<FieldPath> in(Node root, boolean truth) {
        AskedFields fields = new AskedFields();
        fields.collect(root, truth);
        return fields.found;
    }

    private void collect(Node node, boolean truth) {
        switch (node) {
            case Node.Literal _ -> {}
            case Node.Context _, Node.Index _, Node.Filter _ -> {
                if (truth) {
                    FieldPath.addPath(node, found);
                }
            }
            case Node.Call(_, _, List<Node> arguments) ->
                    arguments.forEach(argument -> collect(argument, false));
            case Node.Not(_, Node operand) -> collect(operand, true);
            case Node.Comparison(_, _, Node left, Node right) -> {
                collect(left, isPlainTruth(right));
                collect(right, isPlainTruth(left));
            }
            case Node.And(_, List<Node> operands) -> chain(operands, truth);
            case Node.Or(_, List<Node> operands) -> chain(operands, truth);
        }
    }

    private void chain(List<Node> operands, boolean truth) {
        operands.subList(0, operands.size() - 1).forEach(operand -> collect(operand, true));
        collect(operands.getLast(), truth);
    }

    private static boolean isPlainTruth(Node node) {
        return node instanceof Node.Literal(_, Value value)
                && (value instanceof BooleanValue || !value.isTruthy());
    }
}
