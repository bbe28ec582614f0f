package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.FieldPath;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.SourceText;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;

/// Warns of what is valid and goes wrong nevertheless.
final class CommonMistakes {
    private final SourceText source;
    private final Problems problems;

    CommonMistakes(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /// A condition that cannot be false, or cannot be true.
    void condition(Yaml.Scalar scalar, Condition condition) {
        if (condition.text().isBlank()) {
            return;
        }
        boolean constant = condition.expressions().stream().allMatch(Expression::isConstant);
        if (!constant) {
            certainFaults(scalar, condition.parts());
        }
        if (condition.hasTextBesideExpression()) {
            problems.warning(
                    LintRule.CONDITION,
                    scalar.place(),
                    condition.hasBlankBesideExpression()
                            ? "This condition is always true, because a blank or a line break stands"
                                    + " beside its ${{ }}: leave the ${{ }} out"
                            : "This condition is always true, because text stands beside its ${{ }}:"
                                    + " put all of it between ${{ and }}");
            return;
        }
        if (constant) {
            constant(scalar, condition);
        } else if (condition.expressions().stream().allMatch(Expression::isNeverEmptyText)) {
            problems.warning(
                    LintRule.CONDITION,
                    scalar.place(),
                    "This condition is always true, because `format` gives a text that is never empty");
        }
    }

    /// What will go wrong once an expression is evaluated.
    void certainFaults(Yaml.Scalar scalar, List<Template.Part> parts) {
        if (problems.areMany()) {
            return;
        }
        for (Template.Part part : parts) {
            if (part instanceof Template.Part.Evaluated(int position, Expression expression)) {
                for (ExpressionException e : expression.certainFaults()) {
                    problems.warning(
                            LintRule.EVALUATION,
                            source.within(scalar, position + e.position()),
                            "This cannot be evaluated: " + e.getMessage());
                }
            }
        }
    }

    private void constant(Yaml.Scalar scalar, Condition condition) {
        try {
            problems.warning(
                    LintRule.CONDITION,
                    scalar.place(),
                    "This condition is always %s".formatted(condition.holds(Contexts.EMPTY)));
        } catch (ExpressionException e) {
            problems.warning(
                    LintRule.EVALUATION,
                    scalar.place(),
                    "This condition cannot be evaluated: " + e.getMessage());
        }
    }

    /// Commands on the standard output that files have replaced.
    void commands(Yaml.Scalar script) {
        if (!problems.areMany()) {
            OldCommands.in(script.text())
                    .forEach(command ->
                            problems.warning(
                                    LintRule.DEPRECATED_COMMAND,
                                    source.within(script, command.offset()),
                                    command.sentence()));
        }
    }

    /// What strangers write becomes part of a program.
    void script(Yaml.Scalar scalar, Template template) {
        if (problems.areMany()) {
            return;
        }
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Evaluated(int position, Expression expression)) {
                for (FieldPath field : expression.flowingFields()) {
                    if (UntrustedFields.contain(field)) {
                        problems.warning(
                                LintRule.INJECTION,
                                source.within(scalar, position + field.position()),
                                "`%s` may hold what a stranger wrote, and becomes part of the script: put it into `env` and use the variable"
                                        .formatted(field));
                    }
                }
            }
        }
    }
}
