package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.value.Value;

/// A piece of an expression with its place.
sealed interface Token {
    int position();

    record Literal(int position, String text, Value value) implements Token {}

    /// A name: of a context, a function or a property.
    record Name(int position, String text) implements Token {}

    record Symbol(int position, Sign sign) implements Token {}

    record End(int position) implements Token {}

    enum Sign {
        OPEN_GROUP("("),
        CLOSE_GROUP(")"),
        OPEN_INDEX("["),
        CLOSE_INDEX("]"),
        COMMA(","),
        DOT("."),
        STAR("*"),
        NOT("!"),
        NOT_EQUAL("!="),
        EQUAL("=="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        AND("&&"),
        OR("||");

        private final String text;

        Sign(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /// As it stands in the expression, for messages.
    default String shown() {
        return switch (this) {
            case Literal(_, String text, _) -> text;
            case Name(_, String text) -> text;
            case Symbol(_, Sign sign) -> sign.text();
            case End(_) -> "";
        };
    }
}
