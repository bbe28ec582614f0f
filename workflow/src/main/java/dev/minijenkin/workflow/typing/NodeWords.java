package dev.minijenkin.workflow.typing;

import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.syntax.NodePrinter;
import dev.minijenkin.workflow.expression.value.StringValue;

/// Expressions as people know them: where they stand and how they are written.
final class NodeWords {
    private static final int LONGEST_SHOWN = 60;

    private NodeWords() {}

    /// Where the text of a node begins: at that of its first operand.
    static int start(Node node) {
        return switch (node) {
            case Node.Index(_, Node target, _) -> start(target);
            case Node.Filter(_, Node target) -> start(target);
            case Node.Literal _,
                    Node.Context _,
                    Node.Call _,
                    Node.Not _,
                    Node.Comparison _,
                    Node.And _,
                    Node.Or _ ->
                    node.position();
        };
    }

    /// As people write it.
    static String shown(Node node) {
        String text = written(node);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private static String written(Node node) {
        return node instanceof Node.Index(_, Node target, Node index)
                        && index instanceof Node.Literal(_, StringValue(String name))
                        && name.matches("[A-Za-z_][A-Za-z0-9_-]*")
                ? written(target) + "." + name
                : node instanceof Node.Filter(_, Node of)
                        ? written(of) + ".*"
                        : NodePrinter.print(node);
    }
}
