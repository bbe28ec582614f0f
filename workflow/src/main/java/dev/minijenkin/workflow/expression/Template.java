package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Lexer;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.Blanks;
import dev.minijenkin.workflow.expression.value.Budget;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A text with `${{ expression }}` in it. Immutable.
///
/// A text that is one expression and nothing else keeps the kind of its value; otherwise the values
/// are put into the text.
public final class Template {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    /// The place of what is wrong with a text as a whole, and with none of its expressions.
    private static final int WHOLE = 0;

    private static final Set<Integer> DOUBLED = Set.of((int) '{', (int) '}', (int) '\'');

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
        Template template =
                new Template(
                        parts(
                                text,
                                scope,
                                fault -> {
                                    throw fault;
                                }));
        template.checkSize();
        return template;
    }

    /// What is wrong with each of the expressions of a text, with the positions in it.
    public static List<ExpressionException> faults(String text, Scope scope) {
        List<ExpressionException> faults = new ArrayList<>();
        Template template = new Template(parts(text, scope, faults::add));
        if (faults.isEmpty()) {
            try {
                template.checkSize();
            } catch (ExpressionException e) {
                faults.add(e);
            }
        }
        return faults;
    }

    private static List<Part> parts(
            String text, Scope scope, Consumer<ExpressionException> faults) {
        List<Part> parts = new ArrayList<>();
        int done = 0;
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int start = open + OPEN.length();
            int close = closing(text, start);
            if (close < 0) {
                faults.accept(
                        new ExpressionException(
                                Kind.LEXING,
                                open,
                                "The expression is not closed: there is a ${{ without its }}"));
                return parts;
            }
            if (open > done) {
                parts.add(new Part.Plain(text.substring(done, open)));
            }
            try {
                Expression expression = Expression.parse(text.substring(start, close), scope);
                parts.add(new Part.Evaluated(start, expression));
            } catch (ExpressionException e) {
                faults.accept(e.shiftedBy(start));
            }
            done = close + CLOSE.length();
            open = text.indexOf(OPEN, done);
        }
        if (done < text.length()) {
            parts.add(new Part.Plain(text.substring(done)));
        }
        return parts;
    }

    /// Text around expressions becomes a call of `format`, which must keep to the limits of any
    /// other expression: that is why a long script can hold no expression.
    private void checkSize() {
        if (isSingleExpression() || parts.stream().allMatch(Part.Plain.class::isInstance)) {
            return;
        }
        long length = "format('')".length();
        int count = 0;
        for (Part part : parts) {
            switch (part) {
                case Part.Plain(String plain) ->
                        length += plain.length() + plain.chars().filter(DOUBLED::contains).count();
                case Part.Evaluated(_, Expression expression) -> {
                    length += Blanks.strip(expression.text()).length() + ", {0}".length();
                    count++;
                }
            }
        }
        if (length > Lexer.MAX_LENGTH) {
            throw new ExpressionException(
                    Kind.LEXING,
                    WHOLE,
                    "Exceeded max expression length %d: a text with ${{ }} in it counts as one expression"
                            .formatted(Lexer.MAX_LENGTH));
        }
        if (count >= Function.FORMAT.most()) {
            throw new ExpressionException(
                    Kind.PARSING,
                    WHOLE,
                    "Too many parameters supplied: a text holds at most %d expressions"
                            .formatted(Function.FORMAT.most() - 1));
        }
    }

    static Template of(int position, Expression expression) {
        return new Template(List.of(new Part.Evaluated(position, expression)));
    }

    /// Whether a text could hold an expression at all.
    public static boolean isTemplate(String text) {
        return text.contains(OPEN);
    }

    /// The text up to its first line break that is not inside an expression.
    public static String firstLine(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                return text.substring(0, at);
            }
            int close = text.startsWith(OPEN, at) ? closing(text, at + OPEN.length()) : -1;
            at = close < 0 ? at + 1 : close + CLOSE.length();
        }
        return text;
    }

    /// Where an expression with its braces stands in a text.
    ///
    /// @param end after its last character
    public record Span(int start, int end) {}

    /// The places of all expressions of a text, whatever they hold; one that is never closed goes
    /// to the end.
    public static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int close = closing(text, open + OPEN.length());
            int end = close < 0 ? text.length() : close + CLOSE.length();
            spans.add(new Span(open, end));
            open = text.indexOf(OPEN, end);
        }
        return spans;
    }

    /// The end of an expression is the first `}}` that is not inside a quoted text; -1 for none.
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
        return -1;
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

    /// The text of a template that is one quoted text between `${{` and `}}`; empty for any other.
    public Optional<String> quotedText() {
        return isSingleExpression() ? expressions().getFirst().asQuotedText() : Optional.empty();
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
