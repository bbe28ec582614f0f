package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;

/// The tree of an expression.
public sealed interface Node {
    /// Where it begins in the text, for messages of the evaluator.
    int position();

    record Literal(int position, Value value) implements Node {}

    record Context(int position, String name) implements Node {}

    record Call(int position, Function function, List<Node> arguments) implements Node {}

    /// `target.name` and `target[index]`.
    record Index(int position, Node target, Node index) implements Node {}

    /// `target.*` and `target[*]`.
    record Filter(int position, Node target) implements Node {}

    record Not(int position, Node operand) implements Node {}

    record Comparison(int position, Operator operator, Node left, Node right) implements Node {}

    /// A chain of `&&`: gives the first operand that is false, else the last.
    record And(int position, List<Node> operands) implements Node {}

    /// A chain of `||`: gives the first operand that is true, else the last.
    record Or(int position, List<Node> operands) implements Node {}

    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /// What stands directly below.
    default List<Node> children() {
        return switch (this) {
            case Literal _, Context _ -> List.of();
            case Call(_, _, List<Node> arguments) -> arguments;
            case Index(_, Node target, Node index) -> List.of(target, index);
            case Filter(_, Node target) -> List.of(target);
            case Not(_, Node operand) -> List.of(operand);
            case Comparison(_, _, Node left, Node right) -> List.of(left, right);
            case And(_, List<Node> operands) -> operands;
            case Or(_, List<Node> operands) -> operands;
        };
    }
}
