package dev.minijenkin.workflow.grammar;

import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.grammar.Grammar.Mapping;
import dev.minijenkin.workflow.grammar.Grammar.Rule;
import dev.minijenkin.workflow.grammar.Grammar.Support;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads the table of the grammar; its format stands at the head of `grammar.txt`.
final class GrammarParser {
    private static final Set<String> IGNORABLE = Set.of("branches", "tags", "paths");

    private final Map<String, List<String>> scopes = new HashMap<>();
    private final Map<String, List<String>> activities = new LinkedHashMap<>();
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, Mapping> mappings = new LinkedHashMap<>();
    private String current = "";

    private GrammarParser() {}

    static Grammar read(String resource) {
        try (InputStream stream = GrammarParser.class.getResourceAsStream(resource)) {
            List<String> lines =
                    new String(
                                    Objects.requireNonNull(stream, resource).readAllBytes(),
                                    StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .toList();
            GrammarParser table = new GrammarParser();
            // Events refer to their activity types, which may stand below them.
            lines.stream()
                    .filter(line -> line.startsWith("activities "))
                    .map(GrammarParser::words)
                    .forEach(words ->
                            table.activities.put(words.get(1), words.subList(2, words.size())));
            lines.forEach(table::line);
            return new Grammar(table.mappings, table.activities, table.fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        List<String> words = words(line);
        switch (words.getFirst()) {
            case "activities" -> {}
            case "scope" -> scopes.put(words.get(1), words.subList(2, words.size()));
            case "fields" -> fields.put(words.get(1), words.subList(2, words.size()));
            case "mapping", "lenient" ->
                    begin(
                            words.get(1),
                            String.join(" ", words.subList(2, words.size())),
                            false,
                            words.getFirst().equals("lenient"));
            case "event" -> event(line.substring("event ".length()));
            default -> add(current, rule(line));
        }
    }

    private void begin(String name, String title, boolean ofEvent, boolean lenient) {
        current = ofEvent ? current : name;
        mappings.put(
                name,
                new Mapping(
                        name, title, new LinkedHashMap<>(), Optional.empty(), ofEvent, lenient));
    }

    private void add(String name, Rule rule) {
        Mapping mapping = Objects.requireNonNull(mappings.get(name), name);
        if (rule.name().startsWith("*")) {
            mappings.put(
                    name,
                    new Mapping(
                            name,
                            mapping.title(),
                            mapping.keys(),
                            Optional.of(rule),
                            false,
                            mapping.lenient()));
        } else {
            mapping.keys().put(rule.name(), rule);
        }
    }

    /// An event becomes a key of `on`, and its filters a mapping of their own.
    private void event(String line) {
        List<String> columns = columns(line);
        String name = columns.getFirst();
        String filters = columns.get(1);
        String type =
                switch (filters.charAt(0)) {
                    case '[' -> filters;
                    case '{' -> "nothing | " + filters;
                    default -> "nothing | {" + filters(name, filters) + "}";
                };
        String rest = String.join("  ", columns.subList(2, columns.size()));
        add(current, rule(String.join("  ", name, type, rest)));
    }

    private String filters(String event, String filters) {
        String mapping = "on." + event;
        begin(mapping, (startsWithVowel(event) ? "an " : "a ") + event + " event", true, false);
        for (String filter : filters.equals("-") ? List.<String>of() : words(filters)) {
            boolean known = filter.equals("types") && activities.containsKey(event);
            String type = known ? "@" + event : "nonempty";
            add(mapping, rule("%s  nothing | %s | [%s]  yes".formatted(filter, type, type)));
            if (IGNORABLE.contains(filter)) {
                add(
                        mapping,
                        rule("%s-ignore  nothing | nonempty | [nonempty]  yes".formatted(filter)));
            }
        }
        return mapping;
    }

    private static boolean startsWithVowel(String name) {
        return "aeiou".indexOf(name.charAt(0)) >= 0;
    }

    private static Optional<Scope> scope(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Set<Function> functions = EnumSet.noneOf(Function.class);
        List<String> contexts = new ArrayList<>(words);
        boolean ofStep = contexts.remove("step-status");
        if (contexts.remove("status") || contexts.remove("job-status") || ofStep) {
            functions.addAll(Arrays.stream(Function.values()).filter(Function::isStatus).toList());
        }
        if (contexts.remove("hashFiles")) {
            functions.add(Function.HASH_FILES);
        }
        Scope scope = Scope.of(contexts).with(functions);
        return Optional.of(ofStep ? scope.ofStep() : scope);
    }

    private Rule rule(String line) {
        int comment = line.indexOf("  # ");
        String note = comment < 0 ? "" : line.substring(comment + 4).strip();
        List<String> columns = columns(comment < 0 ? line : line.substring(0, comment));
        String name = columns.get(0);
        boolean required = name.endsWith("!");
        String support = columns.get(2);
        int version = support.indexOf('@');
        List<String> contexts =
                columns.size() > 3
                        ? Objects.requireNonNull(scopes.get(columns.get(3)), line)
                        : List.of();
        return new Rule(
                required ? name.substring(0, name.length() - 1) : name,
                required,
                type(columns.get(1)),
                Support.valueOf(
                        (version < 0 ? support : support.substring(0, version))
                                .toUpperCase(Locale.ROOT)),
                version < 0 ? "0.1" : support.substring(version + 1),
                scope(contexts),
                contexts,
                note);
    }

    private static Type type(String text) {
        List<Type> choices = choices(text).stream().map(GrammarParser::single).toList();
        return choices.size() == 1 ? choices.getFirst() : new Type.OneOf(choices);
    }

    /// Cut at each `|` that is not inside brackets.
    private static List<String> choices(String text) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == '|' && depth == 0) {
                choices.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        choices.add(text.substring(start).strip());
        return choices;
    }

    private static Type single(String text) {
        String inner = text.length() > 2 ? text.substring(1, text.length() - 1) : "";
        return switch (text.charAt(0)) {
            case '{' -> new Type.MappingOf(inner);
            case '[' -> new Type.ListOf(type(inner));
            case '\'' -> new Type.Constant(inner);
            case '@' -> new Type.Activity(text.substring(1));
            default ->
                    text.equals("anything")
                            ? new Type.Anything()
                            : new Type.Scalar(Type.Kind.valueOf(text.toUpperCase(Locale.ROOT)));
        };
    }

    /// Parted by two blanks; a type may hold single ones.
    private static List<String> columns(String line) {
        return Arrays.asList(line.strip().split(" {2,}"));
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split("\\s+"));
    }
}
