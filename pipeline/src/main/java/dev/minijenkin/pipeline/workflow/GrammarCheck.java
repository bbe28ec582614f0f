package dev.minijenkin.pipeline.workflow;

import dev.minijenkin.pipeline.expression.OrdinalIgnoreCase;
import dev.minijenkin.pipeline.expression.Scope;
import dev.minijenkin.pipeline.expression.Template;
import dev.minijenkin.pipeline.workflow.Grammar.Rule;
import dev.minijenkin.pipeline.workflow.Grammar.Support;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds a file against the grammar: unknown, doubled and missing keys, wrong types, keys that are
/// not carried out, expressions where they may not stand.
final class GrammarCheck {
    private final Grammar grammar;
    private final Problems problems;
    private final ScalarCheck scalars;

    GrammarCheck(Grammar grammar, SourceText source, Problems problems) {
        this.grammar = grammar;
        this.problems = problems;
        scalars = new ScalarCheck(grammar, source, problems);
    }

    void check(Yaml.Mapping root) {
        mapping(root, grammar.mapping("workflow"), false);
    }

    /// Looks at one mapping.
    ///
    /// @param silent below a key that is not carried out: one message about that is enough
    private void mapping(Yaml.Mapping node, Grammar.Mapping known, boolean silent) {
        Map<String, Yaml.Scalar> seen = new HashMap<>();
        for (Yaml.Entry entry : node.entries()) {
            String name = entry.key().text();
            Yaml.Scalar earlier = seen.putIfAbsent(OrdinalIgnoreCase.fold(name), entry.key());
            if (earlier != null) {
                problems.error(
                        entry.key().place(),
                        "'%s' is already defined in line %d"
                                .formatted(name, earlier.place().line()));
                continue;
            }
            key(entry.key(), known).ifPresent(key -> value(entry, key, silent));
        }
        for (Rule key : known.keys().values()) {
            if (key.required() && !seen.containsKey(OrdinalIgnoreCase.fold(key.name()))) {
                problems.error(
                        node.place(), "`%s` is missing in %s".formatted(key.name(), known.title()));
            }
        }
    }

    private Optional<Rule> key(Yaml.Scalar name, Grammar.Mapping known) {
        Rule key = known.keys().get(name.text());
        if (key != null) {
            return Optional.of(key);
        }
        if (known.others().isEmpty()) {
            problems.error(
                    name.place(),
                    "Unknown key `%s` in %s%s"
                            .formatted(
                                    name.text(),
                                    known.title(),
                                    Names.hint(name.text(), known.keys().keySet())));
            return Optional.empty();
        }
        if (Template.isTemplate(name.text())) {
            problems.error(name.place(), "An expression as a key is not carried out here");
            return Optional.empty();
        }
        if (known.others().get().name().equals("*id")) {
            Names.fault(name.text()).ifPresent(fault -> problems.error(name.place(), fault));
        }
        return known.others();
    }

    private void value(Yaml.Entry entry, Rule key, boolean silent) {
        boolean carriedOut = key.support() == Support.YES || key.support() == Support.PARTLY;
        if (!carriedOut && !silent) {
            report(entry.key(), key);
        }
        String subject = "`%s`".formatted(entry.key().text());
        node(entry.value(), key.type(), key.scope(), subject, silent || !carriedOut);
    }

    private void report(Yaml.Scalar name, Rule key) {
        String message =
                "`%s` is not carried out here%s"
                        .formatted(name.text(), key.note().isEmpty() ? "" : ": " + key.note());
        if (key.support() == Support.NO) {
            problems.error(name.place(), message);
        } else {
            problems.warning(name.place(), message);
        }
    }

    private void node(Yaml node, Type type, Optional<Scope> scope, String subject, boolean silent) {
        switch (node) {
            case Yaml.Mapping mapping -> {
                Optional<Type.MappingOf> expected = choice(type, Type.MappingOf.class);
                if (expected.isPresent()) {
                    mapping(mapping, grammar.mapping(expected.get().name()), silent);
                } else {
                    other(node, type, scope, subject);
                }
            }
            case Yaml.Sequence(_, List<Yaml> items) -> {
                Optional<Type.ListOf> expected = choice(type, Type.ListOf.class);
                if (expected.isPresent()) {
                    String each = "Each entry of " + subject;
                    items.forEach(item -> node(item, expected.get().item(), scope, each, silent));
                } else {
                    other(node, type, scope, subject);
                }
            }
            case Yaml.Scalar scalar -> scalars.check(scalar, type, scope, subject, silent);
        }
    }

    private void other(Yaml node, Type type, Optional<Scope> scope, String subject) {
        if (choice(type, Type.Anything.class).isPresent()) {
            anything(node, scope);
        } else {
            problems.error(
                    node.place(),
                    "%s must be %s, not %s".formatted(subject, type.shown(), node.shown()));
        }
    }

    private void anything(Yaml node, Optional<Scope> scope) {
        switch (node) {
            case Yaml.Scalar scalar -> scalars.expressions(scalar, scope);
            case Yaml.Sequence(_, List<Yaml> items) -> items.forEach(item -> anything(item, scope));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) ->
                    entries.forEach(entry -> anything(entry.value(), scope));
        }
    }

    static <T extends Type> Optional<T> choice(Type type, Class<T> kind) {
        List<Type> choices =
                type instanceof Type.OneOf(List<Type> several) ? several : List.of(type);
        return choices.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
