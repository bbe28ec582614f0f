package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.syntax.NodePrinter;
import dev.minijenkin.workflow.expression.syntax.Parser;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
        return evaluate(contexts, Budget.alone());
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

    /// The fields that may become (part of) its value, but for the answers of functions and
    /// comparisons, which are only true or false.
    public List<FieldPath> flowingFields() {
        return FieldPath.flowingInto(root);
    }

    /// Every field that it names, with all fields of its indexes.
    public List<FieldPath> fields() {
        return FieldPath.in(root);
    }

    /// The fields of which it asks whether they hold anything.
    public List<FieldPath> askedFields() {
        return AskedFields.in(root, false);
    }

    /// The text, where it is one quoted text and nothing else.
    public Optional<String> asQuotedText() {
        return root instanceof Node.Literal(_, StringValue(String quoted))
                ? Optional.of(quoted)
                : Optional.empty();
    }

    /// What it will fail with once it is evaluated, as far as its quoted texts alone decide.
    public List<ExpressionException> certainFaults() {
        return ConstantFaults.of(root);
    }

    /// Whether it is a text that cannot be empty, and so counts as true.
    public boolean isNeverEmptyText() {
        return ConstantFaults.of(root).isEmpty() && ConstantFaults.isNeverEmptyText(root);
    }

    /// Where the tree has no context and no function that asks the world: its value for good.
    public boolean isConstant() {
        return contexts().isEmpty()
                && functions().stream()
                        .noneMatch(
                                function -> function.isStatus() || function == Function.HASH_FILES);
    }

    /// Printed from its tree: reading it again gives the same tree.
    @Override
    public String toString() {
        return NodePrinter.print(root);
    }

    /// Its tree.
    public Node root() {
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
