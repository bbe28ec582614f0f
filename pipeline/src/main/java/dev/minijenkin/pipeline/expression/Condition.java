package dev.minijenkin.pipeline.expression;

import java.util.List;

/// The `if` of a job or a step. Immutable.
///
/// `${{ }}` around it may be left out; nothing at all means `success()`; a condition that calls no
/// status function holds only after success. Text beside `${{ }}` makes it a text that is always
/// true.
public final class Condition {
    private final String text;
    private final Template template;
    private final boolean impliesSuccess;

    private Condition(String text, Template template) {
        this.text = text;
        this.template = template;
        impliesSuccess =
                template.expressions().stream()
                        .flatMap(expression -> expression.functions().stream())
                        .noneMatch(Function::isStatus);
    }

    /// With every context and function allowed.
    ///
    /// @throws ExpressionException of kind lexing or parsing, with its position in the text
    public static Condition parse(String text) {
        return parse(text, Scope.ALL);
    }

    /// Throws [ExpressionException] of kind lexing or parsing, with its position in the text.
    public static Condition parse(String text, Scope scope) {
        if (text.isBlank()) {
            return new Condition(text, Template.of(Expression.parse("success()", Scope.ALL)));
        }
        if (!Template.isTemplate(text)) {
            return new Condition(text, Template.of(Expression.parse(text, scope)));
        }
        int leading = text.length() - text.stripLeading().length();
        try {
            // Blanks around one ${{ }} are no text beside it.
            return new Condition(text, Template.parse(text.strip(), scope));
        } catch (ExpressionException e) {
            throw e.shiftedBy(leading);
        }
    }

    public String text() {
        return text;
    }

    /// Whether it cannot be false (but for the implied `success()`), because text stands beside the
    /// expression: nearly always a mistake.
    public boolean hasTextBesideExpression() {
        return !template.isSingleExpression();
    }

    public List<Expression> expressions() {
        return template.expressions();
    }

    /// Throws [ExpressionException] of kind evaluation.
    public boolean holds(Contexts contexts) {
        return (!impliesSuccess || contexts.status().success(List.of()))
                && template.evaluate(contexts).isTruthy();
    }
}
