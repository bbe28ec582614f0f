package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.grammar.Grammar.Mapping;
import dev.minijenkin.workflow.grammar.Grammar.Rule;
import dev.minijenkin.workflow.grammar.Grammar.Support;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes `docs/workflow-syntax.md` from the grammar.
final class SyntaxPage {
    private static final String HEAD =
            """
            # Workflow syntax

            Every key of a workflow file and what becomes of it here. This page is made from the grammar that the reader
            itself uses (`workflow/src/main/resources/dev/minijenkin/workflow/grammar/grammar.txt`); a test compares them.

            | mark | meaning |
            | --- | --- |
            | yes | carried out |
            | partly | carried out within the limits of the note |
            | no | not carried out: `lint` warns, and a run does without it |
            | refused | not carried out: `lint` warns, and a run is refused, because without it the run would do other work |

            "Since" is the version that carries a key out first. "Expressions" are the contexts that `${{ }}` may name there; where
            the column is empty, no expression may stand. `contains`, `startsWith`, `endsWith`, `format`, `join`, `toJSON`, `fromJSON`
            and `case` are allowed wherever an expression is; `status` stands for `success`, `failure`, `cancelled` and `always`.
            Keys in **bold** are required.
            """;

    private final Grammar grammar;
    private final StringBuilder page = new StringBuilder(HEAD);
    private final Set<String> done = new HashSet<>();

    /// A mapping that is still to be written.
    ///
    /// @param inherited what became of the key above it
    /// @param oneOfSeveral whether the same key also takes other mappings
    private record Section(String path, String mapping, Support inherited, boolean oneOfSeveral) {}

    private SyntaxPage(Grammar grammar) {
        this.grammar = grammar;
    }

    static String of(Grammar grammar) {
        SyntaxPage page = new SyntaxPage(grammar);
        page.write(new Section("", "workflow", Support.YES, false));
        return page.page.toString();
    }

    private void write(Section section) {
        if (!done.add(section.mapping())) {
            return;
        }
        Mapping mapping = grammar.mapping(section.mapping());
        if (section.mapping().equals("on")) {
            events(mapping);
        } else {
            table(section, mapping);
        }
        List<Rule> rules = new ArrayList<>(mapping.keys().values());
        mapping.others().ifPresent(rules::add);
        for (Rule rule : rules) {
            String path = join(section.path(), shown(rule));
            below(rule.type(), path, weaker(section.inherited(), rule.support()));
        }
    }

    private void below(Type type, String path, Support inherited) {
        boolean several = type.all(Type.MappingOf.class).size() > 1;
        for (Type choice : type.choices()) {
            switch (choice) {
                case Type.MappingOf(String name) -> {
                    if (!grammar.mapping(name).ofEvent()) {
                        write(new Section(path, name, inherited, several));
                    }
                }
                case Type.ListOf(Type item) -> below(item, path + "[]", inherited);
                case Type.Scalar _,
                        Type.Constant _,
                        Type.Activity _,
                        Type.Anything _,
                        Type.OneOf _ -> {}
            }
        }
    }

    private void table(Section section, Mapping mapping) {
        String title =
                mapping.keys().values().stream()
                        .filter(Rule::required)
                        .findFirst()
                        .map(rule -> " with `" + rule.name() + "`")
                        .filter(_ -> section.oneOfSeveral())
                        .orElse("");
        page.append("\n## ")
                .append(section.path().isEmpty() ? "The file" : "`" + section.path() + "`" + title)
                .append("\n\n| key | takes | here | since | expressions | note |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n");
        mapping.keys().values().forEach(rule -> row(section, rule));
        mapping.others().ifPresent(rule -> row(section, rule));
    }

    private void row(Section section, Rule rule) {
        String name = "`" + shown(rule) + "`";
        Support support = weaker(section.inherited(), rule.support());
        boolean inherited = support != rule.support();
        cells(
                rule.required() ? "**" + name + "**" : name,
                takes(rule.type()),
                here(support),
                support.carriedOut() ? rule.since() : "",
                String.join(", ", rule.contexts()),
                inherited ? "see above" : rule.note());
    }

    private void events(Mapping on) {
        page.append("\n## `on`\n\n")
                .append(
                        "One event, a list of events, or a mapping from events to their filters.\n\n")
                .append("| event | filters | activity types | here | since | note |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n");
        for (Rule rule : on.keys().values()) {
            cells(
                    "`" + rule.name() + "`",
                    filters(rule.type()),
                    types(rule.type()),
                    here(rule.support()),
                    rule.support().carriedOut() ? rule.since() : "",
                    rule.note());
        }
    }

    private String filters(Type type) {
        return type.all(Type.MappingOf.class).stream()
                .map(choice -> grammar.mapping(choice.name()))
                .flatMap(mapping -> mapping.keys().keySet().stream())
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(", "));
    }

    private String types(Type type) {
        return type.all(Type.MappingOf.class).stream()
                .flatMap(choice -> grammar.mapping(choice.name()).keys().values().stream())
                .flatMap(rule -> rule.type().all(Type.Activity.class).stream())
                .flatMap(activity -> grammar.activities(activity.event()).stream())
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
    }

    private void cells(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String takes(Type type) {
        return type.choices().stream()
                .map(choice ->
                        switch (choice) {
                            case Type.Constant(String text) -> "`" + text + "`";
                            case Type.ListOf(Type item) when item instanceof Type.OneOf -> "a list";
                            case Type.ListOf(Type item) -> "a list of " + plural(item);
                            case Type.Scalar _,
                                    Type.Activity _,
                                    Type.MappingOf _,
                                    Type.Anything _,
                                    Type.OneOf _ ->
                                    choice.shown();
                        })
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String plural(Type item) {
        String shown = item.shown();
        if (item.has(Type.Kind.EVENT)) {
            return "names of events";
        }
        return shown.startsWith("a ") ? shown.substring(2) + "s" : shown;
    }

    private static String here(Support support) {
        return switch (support) {
            case YES -> "yes";
            case PARTLY -> "partly";
            case WARN -> "no";
            case STOP -> "refused";
        };
    }

    private static Support weaker(Support left, Support right) {
        if (!left.carriedOut()) {
            return left;
        }
        return right;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String shown(Rule rule) {
        return rule.name().startsWith("*") ? "<id>" : rule.name();
    }
}
