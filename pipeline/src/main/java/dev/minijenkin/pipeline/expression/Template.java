package dev.minijenkin.pipeline.expression;

import dev.minijenkin.pipeline.expression.ExpressionException.Kind;
import java.util.ArrayList;
import java.util.List;

/// A text with `${{ expression }}` in it. Immutable.
///
/// A text that is one expression and nothing else keeps the kind of its value; otherwise the values
/// are put into the text.
public final class Template {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    /// A piece of the text.
    public sealed interface Part {
        record Plain(String text) implements Part {}

        /// An expression between its braces.
        ///
        /// @param position offset of the expression in the text, after `${{`
        record Evaluated(int position, Expression expression) implements Part {}
    }

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// With every context and function allowed.
    ///
    /// @throws ExpressionException of kind lexing or parsing, with its position in the text
    public static Template parse(String text) {
        return parse(text, Scope.ALL);
    }

    /// Throws [ExpressionException] of kind lexing or parsing, with its position in the text.
    public static Template parse(String text, Scope scope) {
        List<Part> parts = new ArrayList<>();
        int done = 0;
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int start = open + OPEN.length();
            int close = closing(text, start);
            if (open > done) {
                parts.add(new Part.Plain(text.substring(done, open)));
            }
            parts.add(new Part.Evaluated(start, expression(text, start, close, scope)));
            done = close + CLOSE.length();
            open = text.indexOf(OPEN, done);
        }
        if (done < text.length()) {
            parts.add(new Part.Plain(text.substring(done)));
        }
        return new Template(parts);
    }

    static Template of(Expression expression) {
        return new Template(List.of(new Part.Evaluated(0, expression)));
    }

    /// Whether a text could hold an expression at all.
    public static boolean isTemplate(String text) {
        return text.contains(OPEN);
    }

    private static Expression expression(String text, int start, int close, Scope scope) {
        try {
            return Expression.parse(text.substring(start, close), scope);
        } catch (ExpressionException e) {
            throw e.shiftedBy(start);
        }
    }

    /// The end of an expression is the first `}}` that is not inside a quoted text.
    private static int closing(String text, int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && text.startsWith(CLOSE, i)) {
                return i;
            }
        }
        throw new ExpressionException(
                Kind.LEXING,
                start - OPEN.length(),
                "The expression is not closed: there is a ${{ without its }}");
    }

    public List<Part> parts() {
        return parts;
    }

    public List<Expression> expressions() {
        List<Expression> found = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Evaluated(_, Expression expression)) {
                found.add(expression);
            }
        }
        return found;
    }

    /// Whether it is one expression and nothing else.
    public boolean isSingleExpression() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Evaluated;
    }

    /// Throws [ExpressionException] of kind evaluation, with its position in the text.
    public Value evaluate(Contexts contexts) {
        Budget budget = new Budget();
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Evaluated evaluated) {
            return value(evaluated, contexts, budget);
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Plain(String plain) -> text.append(plain);
                case Part.Evaluated evaluated ->
                        text.append(
                                budget.spend(
                                        value(evaluated, contexts, budget).asText(),
                                        evaluated.position()));
            }
        }
        return Value.of(text.toString());
    }

    /// As text, whatever its kind.
    ///
    /// @throws ExpressionException of kind evaluation, with its position in the text
    public String evaluateText(Contexts contexts) {
        return evaluate(contexts).asText();
    }

    private static Value value(Part.Evaluated evaluated, Contexts contexts, Budget budget) {
        try {
            return evaluated.expression().evaluate(contexts, budget);
        } catch (ExpressionException e) {
            throw e.shiftedBy(evaluated.position());
        }
    }
}
