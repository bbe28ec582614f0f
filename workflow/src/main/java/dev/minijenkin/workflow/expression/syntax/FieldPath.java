package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.StringValue;
import java.util.ArrayList;
import java.util.List;

/// A field of a context as an expression names it: `github`, `event`, `issue`, `title`. What is not
/// written out, `.*` and a computed index, is `*`.
///
/// @param position offset of the context's name in the expression
public record FieldPath(int position, List<String> names) {
    static final String ANY = "*";

    public FieldPath {
        names = List.copyOf(names);
    }

    public FieldPath shiftedBy(int offset) {
        return new FieldPath(position + offset, names);
    }

    /// Whether it names no certain field below so many names.
    public boolean isWhole(int depth) {
        return names.size() <= depth || names.get(depth).equals(ANY);
    }

    /// With dots.
    @Override
    public String toString() {
        return String.join(".", names);
    }

    public static List<FieldPath> in(Node root) {
        List<FieldPath> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(Node node, List<FieldPath> found) {
        if (addPath(node, found)) {
            indexesOf(node).forEach(index -> collect(index, found));
        } else {
            node.children().forEach(child -> collect(child, found));
        }
    }

    public static List<FieldPath> flowingInto(Node root) {
        List<FieldPath> found = new ArrayList<>();
        flow(root, found);
        return found;
    }

    private static void flow(Node node, List<FieldPath> found) {
        switch (node) {
            case Node.Context _, Node.Index _, Node.Filter _ -> {
                if (!addPath(node, found)) {
                    node.children().stream().limit(1).forEach(target -> flow(target, found));
                }
            }
            case Node.Call(_, Function function, List<Node> arguments) -> {
                if (passesOn(function)) {
                    arguments.forEach(argument -> flow(argument, found));
                }
            }
            // An operand before the last one is the value only where it is empty or false.
            case Node.And(_, List<Node> operands) -> flow(operands.getLast(), found);
            case Node.Or(_, List<Node> operands) ->
                    operands.forEach(operand -> flow(operand, found));
            case Node.Literal _, Node.Not _, Node.Comparison _ -> {}
        }
    }

    private static boolean passesOn(Function function) {
        return switch (function) {
            case CASE, FORMAT, FROM_JSON, JOIN, TO_JSON -> true;
            case CONTAINS,
                    ENDS_WITH,
                    HASH_FILES,
                    STARTS_WITH,
                    ALWAYS,
                    CANCELLED,
                    FAILURE,
                    SUCCESS ->
                    false;
        };
    }

    /// Adds the path where the node is a chain that begins with a context.
    public static boolean addPath(Node node, List<FieldPath> found) {
        List<String> names = new ArrayList<>();
        Node at = node;
        while (true) {
            switch (at) {
                case Node.Context(int position, String name) -> {
                    names.add(name);
                    found.add(new FieldPath(position, names.reversed()));
                    return true;
                }
                case Node.Index(_, Node target, Node index) -> {
                    names.add(
                            index instanceof Node.Literal(_, StringValue(String name))
                                    ? name
                                    : ANY);
                    at = target;
                }
                case Node.Filter(_, Node target) -> {
                    names.add(ANY);
                    at = target;
                }
                case Node.Literal _,
                        Node.Call _,
                        Node.Not _,
                        Node.Comparison _,
                        Node.And _,
                        Node.Or _ -> {
                    return false;
                }
            }
        }
    }

    private static List<Node> indexesOf(Node chain) {
        List<Node> indexes = new ArrayList<>();
        Node at = chain;
        while (!(at instanceof Node.Context)) {
            if (at instanceof Node.Index(_, Node target, Node index)) {
                indexes.add(index);
                at = target;
            } else if (at instanceof Node.Filter(_, Node target)) {
                at = target;
            }
        }
        return indexes;
    }
}
