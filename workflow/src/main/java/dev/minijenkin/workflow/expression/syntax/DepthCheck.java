package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/// Refuses trees that are too deep for the evaluator, without recursion of its own.
final class DepthCheck {
    private DepthCheck() {}

    static void check(Node root, int limit) {
        record Visit(Node node, int depth) {}
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit(root, 1));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            if (visit.depth() > limit) {
                throw tooDeep(visit.node().position(), limit);
            }
            for (Node child : visit.node().children()) {
                open.push(new Visit(child, visit.depth() + 1));
            }
        }
    }

    static ExpressionException tooDeep(int position, int limit) {
        return new ExpressionException(
                Kind.PARSING, position, "Exceeded max expression depth %d".formatted(limit));
    }
}
