package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells whether an expression will be true as far as what is known decides it: `false && unknown`
/// is false, `unknown && true` is unknown (Kleene's logic of three values).
final class PartialEvaluator {
    private final Contexts known;
    private final Unknowns unknowns;

    PartialEvaluator(Contexts known, Unknowns unknowns) {
        this.known = known;
        this.unknowns = unknowns;
    }

    /// Throws [ExpressionException] of kind evaluation.
    Optional<Boolean> truth(Expression expression) {
        return truth(expression.root());
    }

    private Optional<Boolean> truth(Node node) {
        return switch (node) {
            case Node.And(_, List<Node> operands) -> decidedBy(false, operands);
            case Node.Or(_, List<Node> operands) -> decidedBy(true, operands);
            case Node.Not(_, Node operand) -> truth(operand).map(truth -> !truth);
            case Node.Call(_, Function function, List<Node> arguments)
                    when isOpen(function) && function.isStatus() ->
                    texts(arguments).flatMap(jobs -> unknowns.status(function, jobs));
            case Node.Literal _, Node.Context _, Node.Call _, Node.Index _, Node.Filter _ ->
                    evaluated(node);
            case Node.Comparison _ -> evaluated(node);
        };
    }

    /// One operand that decides is enough; without one, all must be known.
    private Optional<Boolean> decidedBy(boolean deciding, List<Node> operands) {
        boolean allKnown = true;
        for (Node operand : operands) {
            Optional<Boolean> truth = truth(operand);
            if (truth.isPresent() && truth.get() == deciding) {
                return truth;
            }
            allKnown &= truth.isPresent();
        }
        return allKnown ? Optional.of(!deciding) : Optional.empty();
    }

    private Optional<Boolean> evaluated(Node node) {
        return isKnown(node)
                ? Optional.of(new Evaluator(known, new Budget()).evaluate(node).isTruthy())
                : Optional.empty();
    }

    private boolean isKnown(Node node) {
        return FieldPath.in(node).stream().noneMatch(unknowns::isOpen) && callsNothingOpen(node);
    }

    private static boolean callsNothingOpen(Node node) {
        return !(node instanceof Node.Call call && isOpen(call.function()))
                && node.children().stream().allMatch(PartialEvaluator::callsNothingOpen);
    }

    private static boolean isOpen(Function function) {
        return function == Function.HASH_FILES
                || (function.isStatus() && function != Function.ALWAYS);
    }

    private static Optional<List<String>> texts(List<Node> arguments) {
        List<String> texts = new ArrayList<>();
        for (Node argument : arguments) {
            if (!(argument instanceof Node.Literal(_, Value value))) {
                return Optional.empty();
            }
            texts.add(value.asText());
        }
        return Optional.of(texts);
    }
}
