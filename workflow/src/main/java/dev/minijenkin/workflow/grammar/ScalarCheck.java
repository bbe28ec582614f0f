package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.Condition;
import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.BooleanValue;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.NumberValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.grammar.Grammar.Rule;
import dev.minijenkin.workflow.grammar.Type.Kind;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.SourceText;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds a single value against its type, and its expressions against their scope.
public final class ScalarCheck {
    private static final Scope NOWHERE = Scope.of(List.of());
    private static final String OPEN = "${{";

    private final Grammar grammar;
    private final SourceText source;
    private final Problems problems;
    private final FoundExpressions found;
    private final CommonMistakes habits;

    public ScalarCheck(
            Grammar grammar, SourceText source, Problems problems, FoundExpressions found) {
        this.grammar = grammar;
        this.source = source;
        this.problems = problems;
        this.found = found;
        habits = new CommonMistakes(source, problems);
    }

    void check(
            Yaml.Scalar scalar, Type type, Optional<Scope> scope, String subject, boolean silent) {
        if (type.has(Kind.SCRIPT)) {
            habits.commands(scalar);
        }
        if (type.has(Kind.CONDITION)) {
            condition(scalar, scope);
        } else if (Template.isTemplate(scalar.text())) {
            expressions(scalar, scope)
                    .ifPresent(template -> {
                        // It means that text, also where no expression may stand.
                        Optional<String> quoted = template.quotedText();
                        if (quoted.isPresent()) {
                            Value text = Value.of(quoted.get());
                            literal(new Yaml.Scalar(scalar.place(), text, true), type, subject);
                        } else if (scope.isPresent()) {
                            fits(template, scalar, type, subject, silent);
                        } else {
                            forbidden(scalar);
                        }
                    });
        } else {
            literal(scalar, type, subject);
        }
    }

    private void literal(Yaml.Scalar scalar, Type type, String subject) {
        if (type.has(Kind.EVENT)) {
            event(scalar);
        } else if (type.first(Type.Activity.class).isPresent() && !scalar.text().isEmpty()) {
            activity(scalar, type.first(Type.Activity.class).get());
        } else if (type.choices().stream().noneMatch(choice -> accepts(choice, scalar))) {
            wrong(scalar, type, subject);
        }
    }

    /// Reads the expressions of a text; empty where there is something wrong with them.
    Optional<Template> expressions(Yaml.Scalar scalar, Optional<Scope> scope) {
        if (!Template.isTemplate(scalar.text())) {
            return Optional.empty();
        }
        if (Directives.isInsert(scalar.text())) {
            problems.error(
                    LintRule.EXPRESSION,
                    scalar.place(),
                    "`insert` stands for keys of a mapping, not for a value");
            return Optional.empty();
        }
        try {
            Template template = Template.parse(scalar.text(), scope.orElse(NOWHERE));
            found.put(scalar, template);
            habits.certainFaults(scalar, template.parts());
            return Optional.of(template);
        } catch (ExpressionException _) {
            for (ExpressionException e : Template.faults(scalar.text(), scope.orElse(NOWHERE))) {
                if (scope.isEmpty() && e.kind() == ExpressionException.Kind.PARSING) {
                    forbidden(scalar);
                } else {
                    fault(scalar, e, faultOf(scalar.text(), e));
                }
            }
            return Optional.empty();
        }
    }

    /// That is a fault of the value as a whole, whatever stands before the expression.
    private void forbidden(Yaml.Scalar scalar) {
        problems.error(LintRule.EXPRESSION, scalar.place(), "An expression may not stand here");
    }

    /// Where an expression is wrong: the place is that at which it begins, as for every other
    /// value, and the message tells which of its characters.
    private void fault(Yaml.Scalar scalar, ExpressionException e, String message) {
        int open = open(scalar.text(), e);
        problems.error(
                LintRule.EXPRESSION,
                open < 0 ? scalar.place() : source.within(scalar, open),
                message);
    }

    private static String faultOf(String text, ExpressionException e) {
        int open = open(text, e);
        int inside = open < 0 ? 0 : open + OPEN.length();
        while (inside < e.position() && Character.isWhitespace(text.charAt(inside))) {
            inside++;
        }
        return e.position() > inside
                ? "%s, at character %d of the expression"
                        .formatted(e.getMessage(), e.position() - inside + 1)
                : String.valueOf(e.getMessage());
    }

    /// The braces of the expression; -1 for the condition that has none.
    private static int open(String text, ExpressionException e) {
        return text.lastIndexOf(OPEN, e.position());
    }

    /// Whether an expression may stand for a key.
    boolean key(Yaml.Scalar scalar, Optional<Scope> scope) {
        if (scope.isEmpty()) {
            forbidden(scalar);
            return false;
        }
        return Directives.isInsert(scalar.text()) || expressions(scalar, scope).isPresent();
    }

    private void condition(Yaml.Scalar scalar, Optional<Scope> scope) {
        try {
            Condition condition = Condition.parse(scalar.text(), scope.orElse(Scope.ALL));
            found.put(scalar, condition);
            habits.condition(scalar, condition);
        } catch (ExpressionException e) {
            List<ExpressionException> faults =
                    Template.isTemplate(scalar.text())
                            ? Template.faults(scalar.text(), scope.orElse(Scope.ALL))
                            : List.of();
            // The braces may be right and the text quoted between them wrong.
            if (faults.isEmpty()) {
                faults = List.of(e);
            }
            faults.forEach(fault -> fault(scalar, fault, faultOf(scalar.text(), fault)));
        }
    }

    /// Whether what the expressions give can be of the type.
    private void fits(
            Template template, Yaml.Scalar scalar, Type type, String subject, boolean silent) {
        if (type.has(Kind.SCRIPT)) {
            habits.script(scalar, template);
        }
        found.use(scalar, use(type));
        boolean takesText =
                type.has(Kind.TEXT)
                        || type.has(Kind.NONEMPTY)
                        || type.has(Kind.SCRIPT)
                        || type.first(Type.Anything.class).isPresent();
        if (takesText) {
            return;
        }
        if (!template.isSingleExpression()) {
            problems.warning(
                    LintRule.VALUE,
                    scalar.place(),
                    "%s gives a text here: it should be one expression and nothing else, or %s"
                            .formatted(subject, type.shown()));
        } else if (type.first(Type.Scalar.class).isEmpty()
                && type.first(Type.Constant.class).isEmpty()
                && !silent) {
            problems.refusal(
                    LintRule.NOT_CARRIED_OUT,
                    scalar.place(),
                    "%s from an expression instead of written out is not carried out here"
                            .formatted(subject));
        }
    }

    /// Where a list or a mapping may stand too, an expression may give one.
    private static FoundExpressions.Use use(Type type) {
        for (Type choice : type.choices()) {
            if (!(choice instanceof Type.Scalar || choice instanceof Type.Constant)) {
                return FoundExpressions.Use.ANY;
            }
        }
        if (type.has(Kind.BOOLEAN) || type.has(Kind.NUMBER)) {
            return FoundExpressions.Use.TRUTH_OR_NUMBER;
        }
        return type.has(Kind.TEXT) || type.has(Kind.SCRIPT)
                ? FoundExpressions.Use.TEXT
                : FoundExpressions.Use.ANY;
    }

    private static boolean accepts(Type type, Yaml.Scalar scalar) {
        return switch (type) {
            case Type.Anything _ -> true;
            case Type.Constant(String text) -> text.equals(scalar.text());
            case Type.Scalar(Kind kind) ->
                    switch (kind) {
                        case TEXT, SCRIPT, CONDITION -> true;
                        case NONEMPTY, EVENT -> !scalar.text().isEmpty();
                        case IDENTIFIER -> Names.fault(scalar.text()).isEmpty();
                        case BOOLEAN -> scalar.value() instanceof BooleanValue;
                        case NUMBER -> scalar.value() instanceof NumberValue;
                        case NOTHING -> scalar.value() instanceof NullValue;
                        case EXPRESSION -> false;
                    };
            case Type.Activity _, Type.ListOf _, Type.MappingOf _, Type.OneOf _ -> false;
        };
    }

    private void wrong(Yaml.Scalar scalar, Type type, String subject) {
        if (type.has(Kind.IDENTIFIER) && !(scalar.value() instanceof NullValue)) {
            Names.fault(scalar.text())
                    .ifPresent(fault -> problems.error(LintRule.ID, scalar.place(), fault));
            return;
        }
        List<String> constants =
                type.all(Type.Constant.class).stream().map(Type.Constant::text).toList();
        boolean showText = !constants.isEmpty() && !scalar.text().isEmpty();
        problems.error(
                LintRule.VALUE,
                scalar.place(),
                "%s must be %s, not %s%s"
                        .formatted(
                                subject,
                                type.shown(),
                                showText ? "`" + scalar.text() + "`" : scalar.shown(),
                                showText ? NearNames.hint(scalar.text(), constants) : ""));
    }

    private void event(Yaml.Scalar scalar) {
        Map<String, Rule> known = grammar.mapping("on").keys();
        Rule rule = known.get(scalar.text());
        if (rule == null) {
            problems.error(
                    LintRule.EVENT,
                    scalar.place(),
                    "Unknown event `%s`%s"
                            .formatted(
                                    scalar.text(), NearNames.hint(scalar.text(), known.keySet())));
        } else if (!rule.support().carriedOut()) {
            problems.warning(
                    LintRule.NOT_CARRIED_OUT,
                    scalar.place(),
                    "`%s` is not carried out here: %s".formatted(rule.name(), rule.note()));
        }
    }

    private void activity(Yaml.Scalar scalar, Type.Activity type) {
        List<String> known = grammar.activities(type.event());
        if (known.contains(scalar.text())) {
            return;
        }
        if (grammar.isActivity(scalar.text())) {
            problems.warning(
                    LintRule.EVENT,
                    scalar.place(),
                    "`%s` is no activity of %s and starts nothing; it has %s"
                            .formatted(scalar.text(), type.event(), String.join(", ", known)));
        } else {
            problems.error(
                    LintRule.EVENT,
                    scalar.place(),
                    "Unknown activity type `%s` of %s%s"
                            .formatted(
                                    scalar.text(),
                                    type.event(),
                                    NearNames.hint(scalar.text(), known)));
        }
    }
}
