package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.Template;
import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.OrdinalIgnoreCase;
import dev.minijenkin.workflow.grammar.Grammar.Mapping;
import dev.minijenkin.workflow.grammar.Grammar.Rule;
import dev.minijenkin.workflow.grammar.Grammar.Support;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.problem.Problems;
import dev.minijenkin.workflow.yaml.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds a file against the grammar: unknown, doubled and missing keys, wrong types, keys that are
/// not carried out, expressions where they may not stand.
public final class GrammarCheck {
    private static final String MERGE_KEY = "<<";

    /// Lists that say nothing where they are empty, and of which no other check tells.
    private static final Set<String> NEVER_EMPTY =
            Stream.of(
                            "on",
                            "types",
                            "workflows",
                            "schedule",
                            "options",
                            "needs",
                            "runs-on",
                            "labels")
                    .map("`%s`"::formatted)
                    .collect(Collectors.toUnmodifiableSet());

    private final Grammar grammar;
    private final Problems problems;
    private final ScalarCheck scalars;

    public GrammarCheck(Grammar grammar, Problems problems, ScalarCheck scalars) {
        this.grammar = grammar;
        this.problems = problems;
        this.scalars = scalars;
    }

    public void check(Yaml.Mapping root) {
        MappingCandidates kinds = new MappingCandidates(List.of(grammar.mapping("workflow")), "");
        mapping(root, kinds, Optional.empty(), false);
    }

    /// Looks at one mapping.
    ///
    /// @param candidates what it may be; its keys tell which
    /// @param scope of expressions that stand for keys
    /// @param silent below a key that is not carried out: one message about that is enough
    private void mapping(
            Yaml.Mapping node,
            MappingCandidates candidates,
            Optional<Scope> scope,
            boolean silent) {
        Map<String, Yaml.Scalar> seen = new HashMap<>();
        boolean computed = false;
        for (Yaml.Entry entry : node.entries()) {
            String name = entry.key().text();
            if (Template.isTemplate(name)) {
                computed = true;
                computedKey(entry, candidates, scope, silent);
                continue;
            }
            Yaml.Scalar earlier = seen.putIfAbsent(OrdinalIgnoreCase.fold(name), entry.key());
            if (earlier != null) {
                problems.error(
                        LintRule.DUPLICATE_KEY,
                        entry.key().place(),
                        "'%s' is already defined in line %d"
                                .formatted(name, earlier.place().line()));
                continue;
            }
            rule(entry.key(), candidates).ifPresent(rule -> value(entry, rule, silent));
        }
        if (!computed) {
            missing(node, candidates, seen);
        }
    }

    private void missing(
            Yaml.Mapping node, MappingCandidates candidates, Map<String, Yaml.Scalar> seen) {
        if (candidates.left().size() > 1) {
            problems.error(
                    LintRule.MISSING_KEY,
                    node.place(),
                    "%s is missing in %s"
                            .formatted(
                                    candidates.left().stream()
                                            .flatMap(kind -> kind.keys().values().stream())
                                            .filter(Rule::required)
                                            .map(rule -> "`" + rule.name() + "`")
                                            .collect(Collectors.joining(" or ")),
                                    candidates.title()));
            return;
        }
        for (Rule rule : candidates.left().getFirst().keys().values()) {
            if (rule.required() && !seen.containsKey(OrdinalIgnoreCase.fold(rule.name()))) {
                problems.error(
                        LintRule.MISSING_KEY,
                        node.place(),
                        "`%s` is missing in %s".formatted(rule.name(), candidates.title()));
            }
        }
    }

    private void computedKey(
            Yaml.Entry entry, MappingCandidates candidates, Optional<Scope> scope, boolean silent) {
        if (!scalars.key(entry.key(), scope)) {
            return;
        }
        if (!silent) {
            problems.refusal(
                    LintRule.NOT_CARRIED_OUT,
                    entry.key().place(),
                    "An expression as a key is not carried out here");
        }
        Optional<Rule> others = candidates.others();
        if (others.isPresent()) {
            node(entry.value(), others.get(), entry.key().text(), true);
        } else {
            anything(entry.value(), scope);
        }
    }

    private Optional<Rule> rule(Yaml.Scalar key, MappingCandidates candidates) {
        String name = key.text();
        Optional<Rule> known = candidates.choose(name);
        if (known.isPresent()) {
            return known;
        }
        if (candidates.others().isEmpty()) {
            unknown(key, candidates);
            return Optional.empty();
        }
        Rule others = candidates.others().get();
        if (others.name().equals("*id")) {
            Names.fault(name).ifPresent(fault -> problems.error(LintRule.ID, key.place(), fault));
        } else if (name.isEmpty()) {
            problems.error(
                    LintRule.VALUE,
                    key.place(),
                    "A key in %s must not be empty".formatted(candidates.title()));
        }
        return Optional.of(others);
    }

    private void unknown(Yaml.Scalar key, MappingCandidates candidates) {
        String name = key.text();
        if (name.equals(MERGE_KEY)) {
            problems.error(
                    LintRule.UNKNOWN_KEY,
                    key.place(),
                    "`<<` merges nothing: YAML 1.2 has no merge keys; write the keys out, or use"
                            + " an alias for a whole value");
        } else if (candidates.ofEvent() && grammar.isFilter(name)) {
            problems.warning(
                    LintRule.EVENT,
                    key.place(),
                    "`%s` is no filter of %s and does nothing".formatted(name, candidates.title()));
        } else if (candidates.lenient()) {
            problems.warning(
                    LintRule.UNKNOWN_KEY,
                    key.place(),
                    "`%s` is no key of %s and does nothing%s"
                            .formatted(
                                    name,
                                    candidates.title(),
                                    NearNames.hint(name, candidates.names())));
        } else {
            String other = candidates.chosenBy();
            problems.error(
                    LintRule.UNKNOWN_KEY,
                    key.place(),
                    candidates.wasPossible(name)
                            ? "`%s` cannot stand beside `%s` in %s"
                                    .formatted(name, other, candidates.title())
                            : "Unknown key `%s` in %s%s"
                                    .formatted(
                                            name,
                                            candidates.title(),
                                            NearNames.hint(name, candidates.names())));
        }
    }

    private void value(Yaml.Entry entry, Rule rule, boolean silent) {
        boolean carriedOut = rule.support().carriedOut();
        if (!carriedOut && !silent) {
            report(entry.key(), rule);
        }
        node(entry.value(), rule, entry.key().text(), silent || !carriedOut);
    }

    private void node(Yaml node, Rule rule, String name, boolean silent) {
        String owner = rule.name().startsWith("*") ? name : "";
        node(node, rule.type(), rule.scope(), new Subject("`%s`".formatted(name), owner), silent);
    }

    /// What a message is about.
    ///
    /// @param owner the name of a mapping that the file itself names: of a job, an input
    private record Subject(String shown, String owner) {
        Subject each() {
            return new Subject("Each entry of " + shown, "");
        }
    }

    private void report(Yaml.Scalar name, Rule rule) {
        String message =
                "`%s` is not carried out here%s"
                        .formatted(name.text(), rule.note().isEmpty() ? "" : ": " + rule.note());
        if (rule.support() == Support.STOP) {
            problems.refusal(LintRule.NOT_CARRIED_OUT, name.place(), message);
        } else {
            problems.warningOfAll(LintRule.NOT_CARRIED_OUT, name.place(), message);
        }
    }

    private void node(
            Yaml node, Type type, Optional<Scope> scope, Subject subject, boolean silent) {
        switch (node) {
            case Yaml.Mapping mapping -> {
                List<Mapping> kinds =
                        type.all(Type.MappingOf.class).stream()
                                .map(kind -> grammar.mapping(kind.name()))
                                .toList();
                if (kinds.isEmpty()) {
                    other(node, type, scope, subject.shown());
                } else {
                    // Where an expression may stand for all of it, it may stand for keys too.
                    boolean computable = type.has(Type.Kind.EXPRESSION);
                    mapping(
                            mapping,
                            new MappingCandidates(kinds, subject.owner()),
                            scope,
                            silent || computable);
                }
            }
            case Yaml.Sequence(_, List<Yaml> items) -> {
                Optional<Type.ListOf> expected = type.first(Type.ListOf.class);
                if (expected.isPresent()) {
                    if (items.isEmpty() && NEVER_EMPTY.contains(subject.shown())) {
                        problems.warning(
                                LintRule.VALUE,
                                node.place(),
                                "%s is an empty list".formatted(subject.shown()));
                    }
                    Subject each = subject.each();
                    items.forEach(item -> node(item, expected.get().item(), scope, each, silent));
                } else {
                    other(node, type, scope, subject.shown());
                }
            }
            case Yaml.Scalar scalar -> scalars.check(scalar, type, scope, subject.shown(), silent);
        }
    }

    private void other(Yaml node, Type type, Optional<Scope> scope, String subject) {
        if (type.first(Type.Anything.class).isPresent()) {
            anything(node, scope);
        } else {
            problems.error(
                    LintRule.VALUE,
                    node.place(),
                    "%s must be %s, not %s".formatted(subject, type.shown(), node.shown()));
        }
    }

    private void anything(Yaml node, Optional<Scope> scope) {
        switch (node) {
            case Yaml.Scalar scalar -> scalars.expressions(scalar, scope);
            case Yaml.Sequence(_, List<Yaml> items) -> items.forEach(item -> anything(item, scope));
            case Yaml.Mapping(_, List<Yaml.Entry> entries) -> {
                Map<String, Yaml.Scalar> seen = new HashMap<>();
                for (Yaml.Entry entry : entries) {
                    if (Template.isTemplate(entry.key().text())) {
                        scalars.key(entry.key(), scope);
                    } else if (seen.putIfAbsent(
                                    OrdinalIgnoreCase.fold(entry.key().text()), entry.key())
                            != null) {
                        problems.error(
                                LintRule.DUPLICATE_KEY,
                                entry.key().place(),
                                "'%s' is already defined".formatted(entry.key().text()));
                    }
                    anything(entry.value(), scope);
                }
            }
        }
    }
}
