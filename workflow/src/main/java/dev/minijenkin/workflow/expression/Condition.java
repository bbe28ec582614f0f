package dev.minijenkin.workflow.expression;

import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.Blanks;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `if` of a job or a step. Immutable.
///
/// `${{ }}` around it may be left out; nothing at all means `success()`; a condition that calls no
/// status function holds only after success. Text beside `${{ }}`, be it a blank or the line break
/// at the end of a block, makes it a text that is always true. `${{ 'x' }}` is the condition `x`.
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
        if (Blanks.strip(text).isEmpty()) {
            return new Condition(text, Template.of(0, Expression.parse("success()", Scope.ALL)));
        }
        if (!Template.isTemplate(text)) {
            return new Condition(text, Template.of(0, Expression.parse(text, scope)));
        }
        Template template = Template.parse(text, scope);
        Optional<String> quoted = template.quotedText();
        return quoted.isPresent()
                ? quoted(text, quoted.get(), scope)
                : new Condition(text, template);
    }

    /// A quoted text that stands alone between braces is that text, here as for every other key;
    /// and the text of a condition is an expression.
    private static Condition quoted(String text, String condition, Scope scope) {
        String expression = Blanks.strip(condition).isEmpty() ? "success()" : condition;
        int position = text.indexOf('\'') + 1;
        try {
            return new Condition(text, Template.of(position, Expression.parse(expression, scope)));
        } catch (ExpressionException e) {
            throw e.shiftedBy(position);
        }
    }

    public String text() {
        return text;
    }

    /// Whether it calls no status function, so that it holds only after success.
    public boolean impliesSuccess() {
        return impliesSuccess;
    }

    /// Whether it cannot be false (but for the implied `success()`), because text stands beside the
    /// expression: nearly always a mistake.
    public boolean hasTextBesideExpression() {
        return !template.isSingleExpression();
    }

    /// Whether only blanks do.
    public boolean hasBlankBesideExpression() {
        return template.parts().stream()
                .allMatch(part ->
                        !(part instanceof Template.Part.Plain(String plain))
                                || Blanks.strip(plain).isEmpty());
    }

    /// Every field that it names, with its offset in the whole text.
    public List<FieldPath> fields() {
        List<FieldPath> fields = new ArrayList<>();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Evaluated(int position, Expression expression)) {
                expression.fields().forEach(field -> fields.add(field.shiftedBy(position)));
            }
        }
        return fields;
    }

    /// The fields of which it asks whether they hold anything.
    public List<FieldPath> askedFields() {
        return template.expressions().stream()
                .flatMap(expression -> AskedFields.in(expression.root(), true).stream())
                .toList();
    }

    /// Its pieces, with their offsets in the whole text.
    public List<Template.Part> parts() {
        return template.parts();
    }

    public List<Expression> expressions() {
        return template.expressions();
    }

    /// Throws [ExpressionException] of kind evaluation.
    public boolean holds(Contexts contexts) {
        return (!impliesSuccess || contexts.status().success(List.of()))
                && template.evaluate(contexts).isTruthy();
    }

    /// Whether it will hold, as far as what is known decides; empty where that is open.
    ///
    /// @throws ExpressionException of kind evaluation
    public Optional<Boolean> foresee(Contexts known, Unknowns unknowns) {
        Optional<Boolean> success =
                impliesSuccess ? unknowns.status(Function.SUCCESS, List.of()) : Optional.of(true);
        Optional<Boolean> own =
                template.isSingleExpression()
                        ? new PartialEvaluator(known, unknowns)
                                .truth(template.expressions().getFirst())
                        : Optional.of(true);
        if (success.equals(Optional.of(false)) || own.equals(Optional.of(false))) {
            return Optional.of(false);
        }
        return success.isPresent() ? own : success;
    }
}
