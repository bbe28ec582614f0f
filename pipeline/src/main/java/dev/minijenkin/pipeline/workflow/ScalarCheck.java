package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.BooleanValue;
import dev.minijenkin.pipeline.expression.Condition;
import dev.minijenkin.pipeline.expression.ExpressionException;
import dev.minijenkin.pipeline.expression.NullValue;
import dev.minijenkin.pipeline.expression.NumberValue;
import dev.minijenkin.pipeline.expression.Scope;
import dev.minijenkin.pipeline.expression.Template;
import dev.minijenkin.pipeline.workflow.Grammar.Rule;
import dev.minijenkin.pipeline.workflow.Grammar.Support;
import dev.minijenkin.pipeline.workflow.Type.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds a single value against its type, and its expressions against their scope.
final class ScalarCheck {
    private final Grammar grammar;
    private final SourceText source;
    private final Problems problems;

    ScalarCheck(Grammar grammar, SourceText source, Problems problems) {
        this.grammar = grammar;
        this.source = source;
        this.problems = problems;
    }

    void check(
            Yaml.Scalar scalar, Type type, Optional<Scope> scope, String subject, boolean silent) {
        List<Type> choices =
                type instanceof Type.OneOf(List<Type> several) ? several : List.of(type);
        if (choices.contains(new Type.Scalar(Kind.CONDITION))) {
            condition(scalar, scope);
        } else if (Template.isTemplate(scalar.text())) {
            expressions(scalar, scope)
                    .ifPresent(template -> fits(template, scalar, choices, subject, silent));
        } else if (choices.contains(new Type.Scalar(Kind.EVENT))) {
            event(scalar);
        } else if (choices.stream().noneMatch(choice -> accepts(choice, scalar))) {
            wrong(scalar, type, subject);
        }
    }

    /// Reads the expressions of a text; empty where there is something wrong with them.
    Optional<Template> expressions(Yaml.Scalar scalar, Optional<Scope> scope) {
        if (!Template.isTemplate(scalar.text())) {
            return Optional.empty();
        }
        if (scope.isEmpty()) {
            problems.error(
                    source.within(scalar, scalar.text().indexOf("${{")),
                    "An expression may not stand here");
            return Optional.empty();
        }
        try {
            return Optional.of(Template.parse(scalar.text(), scope.get()));
        } catch (ExpressionException e) {
            problems.error(source.within(scalar, e.position()), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void condition(Yaml.Scalar scalar, Optional<Scope> scope) {
        try {
            Condition condition = Condition.parse(scalar.text(), scope.orElse(Scope.ALL));
            if (condition.hasTextBesideExpression()) {
                problems.warning(
                        scalar.place(),
                        "This condition is always true, because text stands beside its ${{ }}");
            }
        } catch (ExpressionException e) {
            problems.error(source.within(scalar, e.position()), String.valueOf(e.getMessage()));
        }
    }

    /// Whether what the expressions give can be of the type.
    private void fits(
            Template template,
            Yaml.Scalar scalar,
            List<Type> choices,
            String subject,
            boolean silent) {
        boolean textFits =
                choices.stream()
                        .anyMatch(choice ->
                                choice instanceof Type.Anything
                                        || choice.equals(new Type.Scalar(Kind.TEXT))
                                        || choice.equals(new Type.Scalar(Kind.NONEMPTY)));
        boolean scalarFits = choices.stream().anyMatch(choice -> choice instanceof Type.Scalar);
        if (textFits) {
            return;
        }
        if (!template.isSingleExpression()) {
            problems.error(
                    scalar.place(),
                    "%s must be one expression and nothing else, or %s"
                            .formatted(subject, new Type.OneOf(choices).shown()));
        } else if (!scalarFits && !silent) {
            problems.error(
                    scalar.place(),
                    "%s from an expression is not carried out here: write it out"
                            .formatted(subject));
        }
    }

    private static boolean accepts(Type type, Yaml.Scalar scalar) {
        return switch (type) {
            case Type.Anything _ -> true;
            case Type.Constant(String text) -> text.equals(scalar.text());
            case Type.Scalar(Kind kind) ->
                    switch (kind) {
                        case TEXT, CONDITION -> true;
                        case NONEMPTY, EVENT -> !scalar.text().isEmpty();
                        case IDENTIFIER -> Names.fault(scalar.text()).isEmpty();
                        case BOOLEAN -> scalar.value() instanceof BooleanValue;
                        case NUMBER -> scalar.value() instanceof NumberValue;
                        case NOTHING -> scalar.value() instanceof NullValue;
                    };
            case Type.ListOf _, Type.MappingOf _, Type.OneOf _ -> false;
        };
    }

    private void wrong(Yaml.Scalar scalar, Type type, String subject) {
        if (GrammarCheck.choice(type, Type.Scalar.class)
                        .filter(choice -> choice.kind() == Kind.IDENTIFIER)
                        .isPresent()
                && !(scalar.value() instanceof NullValue)) {
            Names.fault(scalar.text()).ifPresent(fault -> problems.error(scalar.place(), fault));
            return;
        }
        boolean constants = GrammarCheck.choice(type, Type.Constant.class).isPresent();
        problems.error(
                scalar.place(),
                "%s must be %s, not %s"
                        .formatted(
                                subject,
                                type.shown(),
                                constants && !scalar.text().isEmpty()
                                        ? "`" + scalar.text() + "`"
                                        : scalar.shown()));
    }

    private void event(Yaml.Scalar scalar) {
        Map<String, Rule> known = grammar.mapping("on").keys();
        Rule key = known.get(scalar.text());
        if (key == null) {
            problems.error(
                    scalar.place(),
                    "Unknown event `%s`%s"
                            .formatted(scalar.text(), Names.hint(scalar.text(), known.keySet())));
        } else if (key.support() == Support.WARN) {
            problems.warning(
                    scalar.place(),
                    "`%s` is not carried out here: %s".formatted(key.name(), key.note()));
        }
    }
}
