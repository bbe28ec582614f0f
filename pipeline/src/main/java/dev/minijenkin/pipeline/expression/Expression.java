package dev.minijenkin.pipeline.expression;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/// One expression, as it stands between `${{` and `}}`. Immutable.
public final class Expression {
    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /// Throws [ExpressionException] of kind lexing or parsing.
    public static Expression parse(String text, Scope scope) {
        return new Expression(text, Parser.parse(text, scope));
    }

    /// Throws [ExpressionException] of kind evaluation.
    public Value evaluate(Contexts contexts) {
        return evaluate(contexts, new Budget());
    }

    Value evaluate(Contexts contexts, Budget budget) {
        return new Evaluator(contexts, budget).evaluate(root);
    }

    public String text() {
        return text;
    }

    /// The functions that occur anywhere in it.
    public Set<Function> functions() {
        EnumSet<Function> found = EnumSet.noneOf(Function.class);
        collectFunctions(root, found);
        return found;
    }

    /// The contexts that occur anywhere in it, in lower case.
    public Set<String> contexts() {
        Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        collectContexts(root, found);
        return found;
    }

    /// Printed from its tree: reading it again gives the same tree.
    @Override
    public String toString() {
        return NodePrinter.print(root);
    }

    Node root() {
        return root;
    }

    private static void collectFunctions(Node node, Set<Function> found) {
        if (node instanceof Node.Call call) {
            found.add(call.function());
        }
        node.children().forEach(child -> collectFunctions(child, found));
    }

    private static void collectContexts(Node node, Set<String> found) {
        if (node instanceof Node.Context context) {
            found.add(context.name());
        }
        node.children().forEach(child -> collectContexts(child, found));
    }
}
