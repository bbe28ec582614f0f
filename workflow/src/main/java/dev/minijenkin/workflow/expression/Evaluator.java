package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.syntax.Node.Operator;
import dev.minijenkin.workflow.expression.value.Access;
import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.Coercion;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;

/// Walks the tree and gives its value. Only what decides the result is evaluated.
final class Evaluator {
    private final Contexts contexts;
    private final Budget budget;
    private final FunctionCalls calls;

    Evaluator(Contexts contexts, Budget budget) {
        this.contexts = contexts;
        this.budget = budget;
        calls = new FunctionCalls(this::evaluate, contexts, budget);
    }

    Value evaluate(Node node) {
        budget.spendOperations(1, node.position());
        return switch (node) {
            case Node.Literal(_, Value value) -> value;
            case Node.Context(_, String name) -> contexts.value(name);
            case Node.Call call -> calls.call(call);
            case Node.Index(int position, Node target, Node index) ->
                    Access.index(evaluate(target), () -> evaluate(index), budget, position);
            case Node.Filter(int position, Node target) ->
                    Access.filter(evaluate(target), budget, position);
            case Node.Not(_, Node operand) -> Value.of(!evaluate(operand).isTruthy());
            case Node.Comparison(int position, Operator operator, Node left, Node right) ->
                    Value.of(compare(operator, evaluate(left), evaluate(right), position));
            case Node.And(_, List<Node> operands) -> firstThatIs(false, operands);
            case Node.Or(_, List<Node> operands) -> firstThatIs(true, operands);
        };
    }

    /// The first operand that decides, else the last one.
    private Value firstThatIs(boolean deciding, List<Node> operands) {
        Value value = NullValue.NULL;
        for (Node operand : operands) {
            value = evaluate(operand);
            if (value.isTruthy() == deciding) {
                return value;
            }
        }
        return value;
    }

    private boolean compare(Operator operator, Value left, Value right, int position) {
        budget.spendOperations(length(left) + length(right), position);
        return switch (operator) {
            case EQUAL -> Coercion.equal(left, right);
            case NOT_EQUAL -> !Coercion.equal(left, right);
            case LESS -> Coercion.lessThan(left, right);
            case GREATER -> Coercion.lessThan(right, left);
            case LESS_OR_EQUAL -> Coercion.equal(left, right) || Coercion.lessThan(left, right);
            case GREATER_OR_EQUAL -> Coercion.equal(left, right) || Coercion.lessThan(right, left);
        };
    }

    private static int length(Value value) {
        return value instanceof StringValue(String text) ? text.length() / 16 : 0;
    }
}
